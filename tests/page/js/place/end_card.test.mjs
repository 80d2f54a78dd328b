// The end of a lesson says what was answered of it, and nothing that was not.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gotWords } from "../../../../theme/frontend/place/end_card.js";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const given = (item, correct, version = 1) => [
  { event: "answer", id: item, t: "2026-11-20T10:00:00Z", item, version, lesson: "02_x", mode: "practice" },
  { event: "grade", answer: item, t: "2026-11-20T10:00:01Z", credit: correct ? 1 : 0, correct },
];
const ASKED = { "TRI-001": 1, "TRI-002": 1, "TRI-003": 1 };
const words = (...events) => gotWords(events.flat(), ASKED, NOW);

test("before the first answer it says that there is none", () => {
  assert.equal(words(), "You have answered none of its 3 questions yet.");
  assert.equal(gotWords([], { "TRI-001": 1 }, NOW), "You have not answered its one question yet.");
});

test("it counts the questions of the lesson, by the last try", () => {
  assert.equal(
    words(given("TRI-001", true), given("TRI-002", false), given("INF-009", true)),
    "You answered 2 of its 3 questions, 1 right at the last try.",
  );
});

test("it says when all are answered", () => {
  const all = Object.keys(ASKED).map((item) => given(item, true));
  assert.equal(words(...all), "You answered all 3 questions, 3 right at the last try.");
  assert.equal(
    gotWords(given("TRI-001", false), { "TRI-001": 1 }, NOW),
    "You answered its one question, 0 right at the last try.",
  );
});

test("an answer to an older version of a question is none", () => {
  assert.equal(
    gotWords(given("TRI-001", true, 1), { "TRI-001": 2 }, NOW),
    "You have not answered its one question yet.",
  );
});
