// The learner's store: nothing is dropped in silence, and what cannot be kept is said.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  accept,
  answersOf,
  anyKept,
  appendEvent,
  appendEvents,
  draft,
  eraseStore,
  KEY,
  keep,
  keeps,
  pend,
  pendingAnswers,
  readKept,
  readStore,
  refuse,
  setAside,
  storeOf,
  writeStore,
} from "../../../../page/js/keeping/store.js";
import { FakeStorage } from "../fakes.mjs";

const answer = (id) => ({
  event: "answer",
  id,
  t: "2026-11-03T10:00:00Z",
  item: "INF-001",
  lesson: "09_hours_to_arrive",
});
const grade = (id) => ({ event: "grade", answer: id, credit: 1, correct: true, t: "2026-11-03T10:00:01Z" });

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
  eraseStore(); // what the last test kept in memory
});

test("what is kept is read again, in order", () => {
  assert.deepEqual(readStore().store.events, []);
  assert.equal(appendEvent(answer("1")), "");
  assert.equal(appendEvent(grade("1")), "");
  const { store, notice } = readStore();
  assert.equal(notice, "");
  assert.equal(store.schema, 1);
  assert.match(store.learner, /^[0-9a-f]{32}$/);
  assert.deepEqual(
    store.events.map(({ event }) => event),
    ["answer", "grade"],
  );
});

for (const damaged of [
  "{",
  "null",
  "[]",
  '{"schema": 2, "learner": "x", "events": []}',
  '{"schema": 1, "events": []}',
]) {
  test(`a store that cannot be read is set aside whole: ${damaged}`, () => {
    localStorage.setItem(KEY, damaged);
    const { store, notice, problem, aside } = readStore();
    assert.deepEqual(store.events, []);
    assert.ok(problem);
    assert.deepEqual(setAside(), [aside]);
    assert.equal(localStorage.getItem(aside), damaged);
    assert.ok(notice.includes(aside) && notice.includes("set aside"));
    assert.equal(appendEvent(answer("1")), "");
    assert.equal(readStore().store.events.length, 1);
  });
}

test("where there is no room to set it aside it is left as it is", () => {
  localStorage.setItem(KEY, "{");
  localStorage.full = true;
  const { store, notice, blocked } = readStore();
  assert.deepEqual([store.events, blocked], [[], true]);
  assert.match(notice, /no room/);
  assert.equal(appendEvent(answer("1")), notice);
  assert.equal(localStorage.getItem(KEY), "{");
  assert.equal(readStore().store.events.length, 1);
});

test("an answer for which there is no room is said, stays until the page is closed, and is kept once there is room", () => {
  appendEvent(answer("1"));
  assert.equal(keeps(), true);
  localStorage.full = true;
  assert.match(appendEvent(answer("2")), /no room left/);
  assert.equal(keeps(), false);
  const ids = () => readStore().store.events.map(({ id }) => id);
  assert.deepEqual(ids(), ["1", "2"]);
  assert.match(readStore().notice, /no room left/);
  localStorage.full = false;
  assert.equal(appendEvents([answer("3"), answer("4")]), "");
  assert.deepEqual(ids(), ["1", "2", "3", "4"]);
  assert.equal(JSON.parse(localStorage.getItem(KEY)).events.length, 4);
  assert.deepEqual([readStore().notice, keeps()], ["", true]);
});

test("where only results find no room, no answer is called lost", () => {
  appendEvent(answer("1"));
  localStorage.full = true;
  assert.match(appendEvents([grade("1")]), /Your answers are kept in it, but not all of their results/);
  assert.match(appendEvents([answer("2")]), /lost when you close the page/);
});

test("a window that lets nothing be written says so before anything is lost", () => {
  localStorage.full = true;
  assert.equal(readStore().blocked, true);
  assert.match(readStore().notice, /does not let the course keep answers/);
});

test("a whole store takes the place of what was kept and of what was in memory", () => {
  localStorage.full = true;
  appendEvent(answer("1"));
  assert.equal(writeStore(readStore().store), false);
  localStorage.full = false;
  assert.equal(writeStore(readStore().store), true);
  assert.equal(readStore().store.events.length, 1);
});

test("a browser without a store says so", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("blocked");
    },
  });
  const { store, notice, blocked } = readStore();
  assert.deepEqual([store.events, blocked], [[], true]);
  assert.match(notice, /does not let the course keep answers/);
  assert.equal(appendEvent(answer("1")), notice);
  assert.equal(readStore().store.events.length, 1); // a form still finds its answers
  assert.equal(readKept("case"), null);
  keep("case", {});
  assert.match(eraseStore(), /did not let/);
  Object.defineProperty(globalThis, "localStorage", { configurable: true, writable: true, value: null });
});

test("erasing takes answers, drafts, cases and what was set aside, and nothing of anybody else", () => {
  appendEvent(answer("1"));
  keep("case", { values: {} });
  assert.equal(anyKept(), true);
  draft("Q-1", { response: "a" });
  localStorage.setItem(`${KEY}:damaged-x`, "{");
  localStorage.setItem("ketamine-course:display", "dark");
  sessionStorage.setItem("other", "kept");
  assert.equal(eraseStore(), "");
  assert.equal(readStore().store.events.length, 0);
  assert.deepEqual([readKept("case"), draft("Q-1"), setAside(), anyKept()], [null, null, [], false]);
  assert.equal(localStorage.getItem("ketamine-course:display"), "dark");
  assert.equal(sessionStorage.getItem("other"), "kept");
});

test("a draft is read, replaced and dropped", () => {
  assert.equal(draft("Q-1"), null);
  draft("Q-1", { seed: 2 });
  draft("Q-2", { seed: 3 });
  assert.deepEqual(draft("Q-1"), { seed: 2 });
  draft("Q-1", null);
  assert.equal(draft("Q-1"), null);
  assert.deepEqual(draft("Q-2"), { seed: 3 });
});

test("what is wrong with a store is named, with the entry that it is in", () => {
  const whole = (...events) => JSON.stringify({ schema: 1, learner: "x", events });
  const cases = [
    [whole(answer("1"), null), "entry 2 of 2 is not an event"],
    [whole({ ...answer("1"), t: "soon" }), "entry 1 of 1 has no readable time"],
    [whole({ ...answer("1"), item: "" }), "entry 1 of 1 is an answer without its item"],
    [whole(answer("1"), { ...grade("1"), answer: undefined }), "entry 2 of 2 is a grade without its answer"],
    [whole({ ...grade("1"), credit: 1.5 }), "entry 1 of 1 has a credit outside 0 to 1"],
    [JSON.stringify({ schema: 1, learner: "", events: [] }), "it names no learner id"],
  ];
  for (const [text, problem] of cases) assert.equal(storeOf(text).problem, problem);
  const newer = whole(answer("1"), grade("1"), { event: "later-kind", x: 1 });
  assert.deepEqual(storeOf(newer).store, JSON.parse(newer));
});

test("a store that is not there yet is new, and one that is there is not", () => {
  assert.equal(readStore().isNew, true);
  appendEvent(answer("1"));
  assert.ok(!readStore().isNew);
});

test("an answer is none until it is accepted, and then once", () => {
  assert.equal(pend(answer("1")), "");
  assert.deepEqual(readStore().store.events, []);
  assert.deepEqual(pendingAnswers(), [answer("1")]);
  assert.equal(accept(answer("1")), "");
  assert.equal(accept(answer("1")), "", "the reply may come twice");
  assert.deepEqual(readStore().store.events, [answer("1")]);
  assert.deepEqual(pendingAnswers(), []);
});

test("a refused answer is gone, and those that wait still wait", () => {
  pend(answer("1"));
  pend(answer("2"));
  refuse("1");
  assert.deepEqual(pendingAnswers(), [answer("2")]);
  assert.deepEqual(readStore().store.events, []);
});

test("an answer that finds no room waits in memory, and one that finds none in the log goes on waiting", () => {
  localStorage.full = true;
  assert.match(pend(answer("1")), /lost when you close the page/);
  assert.deepEqual(pendingAnswers(), [answer("1")]);
  localStorage.full = false;
  pend(answer("2"));
  assert.equal(JSON.parse(localStorage.getItem(`${KEY}:pending`)).length, 2);
  localStorage.full = true;
  assert.match(accept(answer("2")), /lost when you close the page/);
  assert.deepEqual(readStore().store.events, [answer("2")]);
  assert.deepEqual(pendingAnswers(), [answer("1"), answer("2")]);
  localStorage.full = false;
});

test("what waits and cannot be read is no answer", () => {
  localStorage.setItem(`${KEY}:pending`, '[{"event": "answer"}, 3]');
  assert.deepEqual(pendingAnswers(), []);
  localStorage.setItem(`${KEY}:pending`, "{");
  assert.deepEqual(pendingAnswers(), []);
});

test("in a log an answer without a grade is one only in a form that is not complete", () => {
  const kept = { ...answer("3"), mode: "check" };
  const events = [answer("1"), answer("2"), grade("2"), kept];
  assert.deepEqual(answersOf(events), [answer("2"), kept]);
});

test("erasing takes what waits, too", () => {
  pend(answer("1"));
  assert.equal(eraseStore(), "");
  assert.deepEqual(pendingAnswers(), []);
});
