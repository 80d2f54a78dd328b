// What a page puts down with a press.

import assert from "node:assert/strict";
import test from "node:test";
import { localDay } from "../../../../page/js/keeping/times.js";
import { pressOf } from "../../../../widgets/controls/js/cases/stamp.js";

test("a press without a stamp is its text", () => {
  assert.equal(pressOf({ stamp: "" }, "", "yes"), "yes");
  assert.equal(pressOf({}, "old", "yes"), "yes");
});

test("chance is drawn once: a second tap has the number of the first", () => {
  const first = pressOf({ stamp: "chance" }, "", "yes");
  assert.match(first, /^yes@\d{1,6}$/);
  assert.equal(pressOf({ stamp: "chance" }, first, "yes"), first);
});

test("chance differs from press to press", () => {
  const drawn = new Set(Array.from({ length: 20 }, () => pressOf({ stamp: "chance" }, "", "yes")));
  assert.ok(drawn.size > 1);
});

test("a day is the day of the learner", () => {
  assert.equal(pressOf({ stamp: "day" }, "", "yes"), `yes@${localDay()}`);
});
