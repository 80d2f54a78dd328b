// Which of two forms comes first is chosen once, and kept; what both say counts first tries only.

import assert from "node:assert/strict";
import { test } from "node:test";
import { merged } from "../../../../page/js/keeping/merge.js";
import { bothWords, draw, firstForm, firstTries } from "../../../../page/js/keeping/two_forms.js";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const FORMS = ["form_a", "form_b"];
const drawn = (first, day) => ({ event: "drawn", id: `d${day}`, t: `2026-11-${day}T10:00:00Z`, first });
const given = (id, lesson, day, correct, certainty = 3) => [
  ...[{ event: "answer", id, t: `2026-11-${day}T10:00:00Z`, item: id.slice(0, 5), lesson, certainty, mode: "check" }],
  ...[{ event: "grade", answer: id, t: `2026-11-${day}T10:00:01Z`, credit: 1, correct }],
];

test("the first draw holds, also after two devices were joined", () => {
  assert.equal(firstForm([], FORMS, NOW), "");
  assert.equal(firstForm([drawn("form_b", 10), drawn("form_a", 12)], FORMS, NOW), "form_b");
  const [one, other] = [[drawn("form_a", 12)], [drawn("form_b", 10)]].map((events) => ({
    schema: 1,
    learner: "x",
    events,
  }));
  assert.equal(firstForm(merged(one, other, NOW).events, FORMS, NOW), "form_b");
  assert.equal(firstForm([drawn("form_z", 9), drawn("form_a", 12)], FORMS, NOW), "form_a", "a form that is none");
});

test("who answered a form before there was a draw has chosen by that", () => {
  assert.equal(firstForm(given("FRB-1", "form_b", 10, true), FORMS, NOW), "form_b");
});

test("chance gives either form", () => {
  const found = new Set(Array.from({ length: 200 }, () => draw(FORMS)));
  assert.deepEqual([...found].sort(), FORMS);
});

test("only the first try at each question counts, with how sure one was", () => {
  const events = [
    ...given("FRA-1", "form_a", 10, false),
    ...given("FRA-1b", "form_a", 11, true),
    ...given("FRA-2", "form_a", 10, true),
    ...given("FRA-3", "form_a", 10, true, 1),
    ...given("FRB-1", "form_b", 20, true),
  ];
  assert.deepEqual(firstTries(events, "form_a", NOW), { right: 2, of: 3, sure: 2, sureRight: 1 });
});

test("the words say both, and that twelve questions are few", () => {
  const words = bothWords({ right: 4, of: 12, sure: 5, sureRight: 2 }, { right: 8, of: 12, sure: 0, sureRight: 0 });
  assert.equal(
    words,
    "Before the course you had 4 of 12 right at the first try, after it 8 of 12. Before, you were sure of 5, and right in 2 of these; after, you were sure of none. Twelve questions are few: a difference of one or two says little.",
  );
});
