// Where the learner stands with a question is told by the last try, and only by what counts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { answersIn, inOrder, lastTries } from "../../../../page/js/keeping/tries.js";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const answer = (id, day, more = {}) => ({
  ...{
    event: "answer",
    id,
    t: `2026-11-${day}T10:00:00Z`,
    item: "INF-001",
    version: 1,
    lesson: "09_x",
    mode: "practice",
  },
  ...more,
});
const grade = (id, day, correct) => ({ event: "grade", answer: id, t: `2026-11-${day}T10:00:01Z`, credit: 1, correct });

test("of two tries the one that was given later counts, whatever the order of the log", () => {
  const events = [answer("b", 20), grade("b", 20, true), answer("a", 10), grade("a", 10, false)];
  const last = lastTries(inOrder(events, NOW), { "INF-001": 1 });
  assert.deepEqual([...last.keys()], ["INF-001"]);
  assert.equal(last.get("INF-001").correct, true);
});

test("what was refused, or was an answer to an older question, counts for nothing", () => {
  const refused = answer("r", 11);
  const old = [answer("o", 12, { item: "INF-002", version: 1 }), grade("o", 12, true)];
  const rows = inOrder([refused, ...old], NOW);
  assert.equal(answersIn(rows).length, 1);
  assert.equal(lastTries(rows, { "INF-001": 1, "INF-002": 2 }).size, 0);
  assert.equal(lastTries(rows, {}).size, 1, "a question that nobody names counts in any version");
});

test("an answer of a form that is not complete counts, and has no verdict", () => {
  const last = lastTries(inOrder([answer("f", 10, { mode: "check" })], NOW), {});
  assert.equal(last.get("INF-001").correct, undefined);
});
