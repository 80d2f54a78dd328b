// What is kept as a courtesy is whole or not there, has a limit, and makes room for what cannot be had again.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Shelf } from "../../../../page/js/keeping/shelf.js";
import { appendEvent, eraseStore, FEEDBACK, KEY, readStore, SCREEN } from "../../../../page/js/keeping/store.js";
import { FakeStorage, SmallStorage } from "../fakes.mjs";

const names = (prefix) => Object.keys(localStorage).filter((name) => name.startsWith(prefix));
const shelf = () => new Shelf(SCREEN, 1000, 400);

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
  eraseStore();
});

test("a thing comes back as it was kept, and the later one stands in its place", () => {
  assert.equal(shelf().keep("a", { value: "ü1" }), true);
  assert.equal(shelf().keep("a", { value: "ü2" }), true);
  assert.equal(shelf().read("a").value, "ü2");
  assert.equal(shelf().read("b"), null);
  shelf().drop("a");
  assert.equal(shelf().read("a"), null);
});

test("the oldest goes first, and only as many as must", (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const thing = { words: "x".repeat(250) };
  for (const [time, name] of [
    [3, "third"],
    [1, "first"],
    [2, "second"],
    [4, "new"],
  ]) {
    t.mock.timers.setTime(1_800_000_000_000 + time);
    assert.equal(shelf().keep(name, thing), true);
  }
  assert.deepEqual(names(SCREEN).sort(), ["new", "second", "third"].map((name) => SCREEN + name).sort());
});

test("one that is too long is not kept, and neither is the one before it", () => {
  shelf().keep("a", { words: "short" });
  shelf().keep("b", { words: "other" });
  assert.equal(shelf().keep("a", { words: "x".repeat(400) }), false);
  assert.deepEqual(names(SCREEN), [`${SCREEN}b`]);
});

test("where the browser has little room the oldest goes, and where it has none nothing fails", (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  globalThis.localStorage = new SmallStorage(700);
  for (const [time, name] of ["a", "b", "c"].entries()) {
    t.mock.timers.setTime(1_800_000_000_000 + time);
    assert.equal(shelf().keep(name, { words: "x".repeat(250) }), true);
  }
  assert.deepEqual(names(SCREEN), [`${SCREEN}b`, `${SCREEN}c`]);
  localStorage.full = true;
  assert.equal(shelf().keep("d", { words: "x" }), false);
  assert.equal(shelf().read("d"), null);
});

test("screens make room for answers before feedback does", () => {
  globalThis.localStorage = new SmallStorage(1300);
  new Shelf(FEEDBACK, 1000, 500).keep("Q", { words: "x".repeat(300) });
  new Shelf(SCREEN, 1000, 500).keep("lab", { words: "x".repeat(300) });
  const answer = (id) => ({ event: "answer", id, t: "2026-11-03T10:00:00Z", item: "Q", lesson: "l" });
  assert.equal(appendEvent({ ...answer("1"), x: "y".repeat(480) }), "");
  assert.deepEqual([names(SCREEN), names(FEEDBACK).length], [[], 1]);
  assert.equal(appendEvent({ ...answer("2"), x: "y".repeat(240) }), "");
  assert.deepEqual([names(FEEDBACK), readStore().store.events.length], [[], 2]);
  assert.ok(localStorage.getItem(KEY));
});

test("what is erased with the answers is erased from every shelf", () => {
  shelf().keep("a", { words: "x" });
  assert.equal(eraseStore(), "");
  assert.deepEqual(names(SCREEN), []);
});
