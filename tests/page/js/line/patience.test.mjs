// The clock of what waits for an answer: when an older result may no longer be read, and when it may again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { NONE_AFTER_MS, Patience, VEIL_AFTER_MS } from "../../../../page/js/line/patience.js";

const SHORT = VEIL_AFTER_MS / 4;

/** A clock and all that it told. */
function started(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const told = [];
  return { told, patience: new Patience((state) => told.push(state)), pass: (ms) => t.mock.timers.tick(ms) };
}

test("what waits is veiled after its time and not before, and is said to have no result after the longer one", (t) => {
  const { told, patience, pass } = started(t);
  patience.asked();
  pass(VEIL_AFTER_MS - 1);
  assert.deepEqual(told, []);
  pass(1);
  assert.deepEqual(told, ["working"]);
  pass(NONE_AFTER_MS - VEIL_AFTER_MS - 1);
  assert.deepEqual(told, ["working"]);
  pass(1);
  assert.deepEqual(told, ["working", "none"]);
});

test("the times are those that the course promises", () => {
  assert.deepEqual([VEIL_AFTER_MS, NONE_AFTER_MS], [200, 8000]);
});

test("an answer in time tells nothing, then or later", (t) => {
  const { told, patience, pass } = started(t);
  patience.asked();
  pass(VEIL_AFTER_MS - 1);
  patience.answered();
  pass(2 * NONE_AFTER_MS);
  assert.deepEqual(told, []);
});

test("a result comes back by itself when the answer does", (t) => {
  for (const late of [VEIL_AFTER_MS, NONE_AFTER_MS]) {
    const { told, patience, pass } = started(t);
    patience.asked();
    pass(late);
    patience.answered();
    assert.equal(told.at(-1), "");
    pass(2 * NONE_AFTER_MS);
    assert.equal(told.at(-1), "");
    t.mock.timers.reset();
  }
});

test("a drag without answers is veiled although each place is new", (t) => {
  const { told, patience, pass } = started(t);
  for (let moved = 0; moved < VEIL_AFTER_MS; moved += SHORT) {
    assert.deepEqual(told, []);
    patience.asked();
    pass(SHORT);
  }
  assert.deepEqual(told, ["working"]);
});

test("a drag that is answered in time is never veiled, though something always waits", (t) => {
  const { told, patience, pass } = started(t);
  for (let moved = 1; moved <= 40; moved++) {
    patience.asked();
    pass(SHORT);
    if (moved % 3 === 0) patience.answered(moved - 1); // the newest still waits
    assert.ok(moved % 3 || patience.waits);
  }
  assert.deepEqual(told, []);
});

test("what stands there at last has no more time than any other, whatever was answered before it", (t) => {
  const { told, patience, pass } = started(t);
  patience.asked();
  pass(10);
  patience.asked();
  pass(VEIL_AFTER_MS - 20);
  patience.answered(1);
  pass(20 - 1);
  assert.deepEqual(told, []);
  pass(1);
  assert.deepEqual(told, ["working"]);
});

test("a veil over a slow drag is lifted once, when all is answered", (t) => {
  const { told, patience, pass } = started(t);
  for (let moved = 1; moved <= 20; moved++) {
    patience.asked();
    pass(VEIL_AFTER_MS);
    patience.answered(moved - 1);
  }
  assert.deepEqual(told, ["working"]);
  patience.answered(20);
  assert.deepEqual(told, ["working", ""]);
});

test("an answer to something older says that work goes on, and the time begins again", (t) => {
  const { told, patience, pass } = started(t);
  patience.asked();
  patience.asked();
  pass(NONE_AFTER_MS);
  patience.answered(1);
  assert.deepEqual(told, ["working", "none", "working"]);
  pass(NONE_AFTER_MS - 1);
  assert.equal(told.length, 3);
  pass(1);
  assert.equal(told.at(-1), "none");
});

test("an answer that came before answers nothing that is asked later", (t) => {
  const { told, patience, pass } = started(t);
  patience.asked();
  patience.answered(1);
  patience.asked();
  patience.answered(1);
  pass(VEIL_AFTER_MS);
  assert.deepEqual(told, ["working"]);
});

test("numbers go on from where another view of the same widget was", (t) => {
  const { told, patience, pass } = started(t);
  patience.asked(7);
  pass(VEIL_AFTER_MS);
  patience.answered(6);
  assert.deepEqual(told, ["working"]);
  patience.answered(7);
  assert.deepEqual(told, ["working", ""]);
});

test("what is stopped waits for nothing and tells nothing more", (t) => {
  const { told, patience, pass } = started(t);
  patience.asked();
  pass(VEIL_AFTER_MS);
  patience.stop();
  assert.equal(patience.waits, false);
  pass(2 * NONE_AFTER_MS);
  assert.deepEqual(told, ["working", ""]);
});
