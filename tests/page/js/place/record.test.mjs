// The record tells what was done and when, by the learner's own days, and nothing else.

import assert from "node:assert/strict";
import { test } from "node:test";
import { formsWords, NO_CERTIFICATE, recordRows } from "../../../../theme/frontend/place/record.js";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const given = (id, item, day, correct, lesson = "02_x") => [
  ...[{ event: "answer", id, t: `2026-11-${day}T12:00:00Z`, item, version: 1, lesson, certainty: 2, mode: "check" }],
  ...[{ event: "grade", answer: id, t: `2026-11-${day}T12:00:01Z`, credit: 1, correct }],
];
const PAGES = [
  { title: "Trials", number: "2", items: ["TRI-001", "TRI-002"] },
  { title: "Hours", number: "9", items: ["INF-001"] },
  { title: "Review", number: "", items: ["RVW-001"] },
];

test("a page in which nothing was answered is left out, and each day is told once", () => {
  const events = [
    ...given("a", "TRI-001", 10, false),
    ...given("b", "TRI-001", 12, true),
    ...given("c", "RVW-001", 12, false),
  ];
  assert.deepEqual(recordRows(events, PAGES, {}, NOW), [
    { name: "2. Trials", answered: "1 of 2", right: "1", when: "10 November 2026 to 12 November 2026" },
    { name: "Review", answered: "1 of 1", right: "0", when: "12 November 2026" },
  ]);
  assert.deepEqual(recordRows([], PAGES, {}, NOW), []);
});

test("of the two forms it says nothing before both are marked", () => {
  const twelve = (form, letter, day) =>
    Array.from({ length: 12 }, (_, k) => given(`${letter}${k}`, `FR${letter}-${k}`, day, k < 4, form)).flat();
  const [a, b] = [twelve("form_a", "A", 10), twelve("form_b", "B", 20)];
  assert.equal(formsWords(a, NOW), "");
  assert.equal(formsWords([...a, ...b.filter(({ event }) => event === "answer")], NOW), "");
  assert.match(formsWords([...a, ...b], NOW), /^Before the course you had 4 of 12 right/);
});

test("it says that it is no certificate, and that nobody has checked it", () => {
  assert.match(NO_CERTIFICATE, /no certificate: nobody has checked/);
});
