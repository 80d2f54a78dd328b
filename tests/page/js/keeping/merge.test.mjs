// Two logs joined: in any order, twice, from three devices, and nothing is lost.

import assert from "node:assert/strict";
import { test } from "node:test";
import { merged, nameOf, onlyNew } from "../../../../page/js/keeping/merge.js";
import { randomly, randomStore } from "../fakes.mjs";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const answer = (id, t, response = "a") => ({ event: "answer", id, t, item: "INF-001", lesson: "09_x", response });
const store = (learner, ...events) => ({ schema: 1, learner, events });
const names = ({ events }) => events.map(nameOf);

test("what was answered later stands later, whichever device loads the other's file", () => {
  const old = store("a", answer("1", "2026-11-01T10:00:00Z"));
  const newer = store("b", answer("2", "2026-11-05T10:00:00Z"));
  for (const both of [merged(old, newer, NOW), merged(newer, old, NOW)]) {
    assert.deepEqual(names(both), ["answer 1", "answer 2"]);
    assert.equal(both.learner, "a"); // who began first
  }
});

test("an answer from a clock that was wrong stays where it was given", () => {
  const here = store("a", answer("1", "2026-11-01T10:00:00Z"), answer("2", "2031-05-05T10:00:00Z"));
  const there = store("b", answer("3", "2026-11-02T10:00:00Z"));
  assert.deepEqual(names(merged(there, here, NOW)), ["answer 1", "answer 2", "answer 3"]);
});

test("one answer in two tellings is one", () => {
  const [one, other] = ["a", "b"].map((given) => store("a", answer("1", "2026-11-01T10:00:00Z", given)));
  assert.equal(merged(one, other, NOW).events.length, 1);
  assert.deepEqual(merged(one, other, NOW), merged(other, one, NOW));
  assert.deepEqual(onlyNew(one.events, [...other.events, answer("2", "2026-11-01T10:00:00Z")]).map(nameOf), [
    "answer 2",
  ]);
});

test("300 times three made-up logs: any order, any number of times, and nothing lost", () => {
  for (const chance of randomly(300)) {
    const [a, b, c] = ["x", "y", "z"].map((learner) => randomStore(chance, learner));
    const both = merged(a, b, NOW);
    assert.deepEqual(both, merged(b, a, NOW));
    assert.deepEqual(merged(both, b, NOW), both);
    assert.deepEqual(merged(both, both, NOW), both);
    assert.deepEqual(new Set(names(merged(both, c, NOW))), new Set([a, b, c].flatMap(names)));
    assert.deepEqual(new Set(names(merged(both, c, NOW))), new Set(names(merged(a, merged(b, c, NOW), NOW))));
    assert.equal(merged(both, c, NOW).learner, merged(a, merged(b, c, NOW), NOW).learner);
  }
});
