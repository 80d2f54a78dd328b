// Kept feedback is shown again only where it belongs, gives way to answers, and goes with them.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  CHARACTERS_AT_MOST,
  keepFeedback,
  keptFeedback,
  latestAnswers,
} from "../../../../page/js/keeping/kept_feedback.js";
import {
  appendEvent,
  eraseStore,
  FEEDBACK,
  KEY,
  keeps,
  pend,
  pendingAnswers,
  readStore,
} from "../../../../page/js/keeping/store.js";
import { FakeStorage, SmallStorage } from "../fakes.mjs";

const question = (id, more = {}) => ({ id, version: 2, seed: null, lead_in: `What of ${id}?`, ...more });
const given = (answer, words = "Right.") => ({
  ...{ answer, response: "a", certainty: 2, try: 1 },
  feedback: { sentence: words },
});
const Q = question("INF-001");
const kept = (id) => localStorage.getItem(FEEDBACK + id);
const feedbackNames = () => Object.keys(localStorage).filter((name) => name.startsWith(FEEDBACK));

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
  eraseStore();
});

test("what was kept comes back with what it was said to", () => {
  keepFeedback(Q, given("a1"), "e1");
  const { question: asked, ...shown } = keptFeedback(Q, "e1");
  assert.equal(asked, Q);
  assert.deepEqual(
    [shown.item, shown.answer, shown.response, shown.certainty, shown.try, shown.feedback],
    ["INF-001", "a1", "a", 2, 1, { sentence: "Right." }],
  );
});

test("the last feedback of a question takes the place of the one before", () => {
  keepFeedback(Q, given("a1"), "e1");
  keepFeedback(Q, given("a2", "Wrong."), "e1");
  assert.deepEqual([keptFeedback(Q, "e1").answer, feedbackNames().length], ["a2", 1]);
});

test("other numbers than the page begins with are kept with their question", () => {
  const first = question("INF-002", { seed: 0 });
  const other = question("INF-002", { seed: 3, lead_in: "With other numbers?" });
  keepFeedback(other, given("a1"), "e1");
  assert.deepEqual(keptFeedback(first, "e1").question, other);
  keepFeedback(first, given("a2"), "e1");
  assert.equal(keptFeedback(first, "e1").question, first);
});

for (const [name, edition, asked] of [
  ["another edition of the course", "e2", Q],
  ["another version of the question", "e1", { ...Q, version: 3 }],
  ["other numbers", "e1", { ...Q, seed: 0 }],
]) {
  test(`feedback of ${name} is dropped`, () => {
    keepFeedback(Q, given("a1"), "e1");
    assert.equal(keptFeedback(asked, edition), null);
    assert.equal(kept(Q.id), null);
  });
}

test("every single change of what is kept is found, and drops it", () => {
  keepFeedback(Q, given("a1"), "e1");
  const text = kept(Q.id);
  for (let place = 0; place < text.length; place += 1) {
    const other = text[place] === "1" ? "2" : "1";
    localStorage.setItem(FEEDBACK + Q.id, text.slice(0, place) + other + text.slice(place + 1));
    assert.equal(keptFeedback(Q, "e1"), null, `character ${place}`);
    assert.equal(kept(Q.id), null);
  }
  for (const damaged of ["", "x", text.slice(0, -1), `${text} `, "null", "00000000null"]) {
    localStorage.setItem(FEEDBACK + Q.id, damaged);
    assert.equal(keptFeedback(Q, "e1"), null);
  }
});

test("feedback of one question under the name of another is not believed", () => {
  keepFeedback(Q, given("a1"), "e1");
  localStorage.setItem(`${FEEDBACK}INF-009`, kept(Q.id));
  assert.equal(keptFeedback(question("INF-009"), "e1"), null);
});

test("a drawing is never kept", () => {
  const drawn = question("FIG-001", { seed: 4, options: [{ id: "a", text: "", figure: "<svg/>" }] });
  keepFeedback(drawn, given("a1"), "e1");
  assert.equal(kept("FIG-001"), null);
  const still = { ...drawn, seed: null };
  keepFeedback(still, given("a1"), "e1");
  assert.ok(!kept("FIG-001").includes("svg"));
  assert.equal(keptFeedback(still, "e1").question, still, "the drawing is the page's own");
});

test("what is kept has a limit, and the oldest goes", (t) => {
  t.mock.timers.enable({ apis: ["Date"] });
  const long = "x".repeat(50_000);
  const count = Math.ceil(CHARACTERS_AT_MOST / long.length) + 3;
  for (let number = 0; number < count; number += 1) {
    t.mock.timers.setTime(1_800_000_000_000 + number);
    keepFeedback(question(`Q-${number}`), given(`a${number}`, long), "e1");
  }
  const size = feedbackNames().reduce((sum, name) => sum + localStorage.getItem(name).length, 0);
  assert.ok(size <= CHARACTERS_AT_MOST && size > CHARACTERS_AT_MOST - 2 * long.length);
  assert.equal(kept("Q-0"), null);
  assert.ok(kept(`Q-${count - 1}`));
  keepFeedback(question("Q-long"), given("a", "x".repeat(100_000)), "e1");
  assert.equal(kept("Q-long"), null);
});

test("an answer never lacks room because of feedback", () => {
  globalThis.localStorage = new SmallStorage(3000);
  const fill = () => {
    for (const id of ["Q-1", "Q-2", "Q-3"]) keepFeedback(question(id), given("a", "x".repeat(600)), "e1");
    assert.ok(feedbackNames().length > 0);
  };
  fill();
  const event = (id) => ({
    event: "answer",
    id,
    t: "2026-11-03T10:00:00Z",
    item: "Q-1",
    lesson: "l",
    x: "y".repeat(900),
  });
  assert.equal(pend(event("1")), "");
  assert.deepEqual(feedbackNames(), []);
  fill();
  assert.equal(appendEvent(event("1")), "");
  assert.deepEqual([readStore().notice, feedbackNames().length], ["", 0]);
  assert.equal(JSON.parse(localStorage.getItem(KEY)).events.length, pendingAnswers().length);
  assert.equal(keeps(), true);
});

test("where nothing can be kept, nothing is, and nothing fails", () => {
  localStorage.full = true;
  keepFeedback(Q, given("a1"), "e1");
  assert.equal(keptFeedback(Q, "e1"), null);
  localStorage.full = false;
  keepFeedback(Q, given("a1"), "");
  assert.equal(kept(Q.id), null, "without an edition it could not be told from old feedback");
});

test("erasing the answers erases the feedback", () => {
  keepFeedback(Q, given("a1"), "e1");
  assert.equal(eraseStore(), "");
  assert.deepEqual(feedbackNames(), []);
});

test("the latest answer is the one given last, whatever the order of the log", () => {
  const now = Date.parse("2026-11-20T00:00:00Z");
  const answer = (id, item, day) => ({ event: "answer", id, item, t: `2026-11-${day}T10:00:00Z` });
  const log = [
    answer("b", "Q-1", "09"),
    answer("a", "Q-1", "05"),
    { event: "told", id: "t", item: "Q-1", t: "2026-11-12T10:00:00Z" },
    answer("c", "Q-2", "03"),
    answer("d", "Q-2", "03"),
    answer("later", "Q-2", "08"),
    answer("c", "Q-2", "09"),
  ];
  const ids = (counts) => [...latestAnswers(log, now, counts)].map(([item, { id }]) => [item, id]);
  assert.deepEqual(
    ids((each) => each.id !== "later"),
    [
      ["Q-1", "b"],
      ["Q-2", "d"],
    ],
  );
  assert.deepEqual(
    ids(() => true),
    [
      ["Q-1", "b"],
      ["Q-2", "later"],
    ],
  );
});
