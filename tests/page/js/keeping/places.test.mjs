// Where a lesson was left is kept as a courtesy: the later of two devices counts, and what is damaged is no place.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { allPlaces, dropPlace, keepPlace, placeIn, takePlaces } from "../../../../page/js/keeping/places.js";
import { anyPlaces, eraseStore, PLACE } from "../../../../page/js/keeping/store.js";
import { FakeStorage } from "../fakes.mjs";

const place = (part, at) => ({ part, words: `Part ${part}`, at });

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
  eraseStore();
});

test("a place comes back as it was kept, and goes when it is dropped or all is erased", () => {
  keepPlace("02_x", place("a", 5));
  assert.deepEqual(placeIn("02_x"), place("a", 5));
  assert.equal(placeIn("03_x"), null);
  assert.equal(anyPlaces(), true);
  dropPlace("02_x");
  assert.equal(placeIn("02_x"), null);
  keepPlace("02_x", place("a", 5));
  eraseStore();
  assert.deepEqual([placeIn("02_x"), anyPlaces()], [null, false]);
});

test("of two devices the later place stays", () => {
  keepPlace("02_x", place("here", 10));
  keepPlace("03_x", place("here", 10));
  takePlaces({ "02_x": place("there", 20), "03_x": place("there", 5), "04_x": place("there", 1) });
  assert.deepEqual(
    Object.entries(allPlaces())
      .map(([lesson, { part }]) => [lesson, part])
      .sort(),
    [
      ["02_x", "there"],
      ["03_x", "here"],
      ["04_x", "there"],
    ],
  );
});

test("what is damaged is no place, and where nothing can be kept nothing fails", () => {
  keepPlace("02_x", place("a", 5));
  localStorage.setItem(`${PLACE}02_x`, `${localStorage.getItem(`${PLACE}02_x`)} `);
  assert.equal(placeIn("02_x"), null);
  localStorage.full = true;
  assert.equal(keepPlace("03_x", place("a", 5)), false);
  assert.equal(placeIn("03_x"), null);
});
