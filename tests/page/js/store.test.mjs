// The learner's store: nothing is dropped in silence, and what cannot be kept is said.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { appendEvent, draft, eraseStore, KEY, keep, readKept, readStore } from "../../../page/js/store.js";
import { FakeStorage } from "./fakes.mjs";

const setAside = () => Object.keys(localStorage).filter((name) => name.startsWith(`${KEY}:damaged-`));

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
});

test("what is kept is read again, in order", () => {
  assert.deepEqual(readStore().store.events, []);
  assert.equal(appendEvent({ event: "answer", id: "1" }), "");
  assert.equal(appendEvent({ event: "grade", answer: "1" }), "");
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
    const { store, notice } = readStore();
    assert.deepEqual(store.events, []);
    const [aside] = setAside();
    assert.equal(localStorage.getItem(aside), damaged);
    assert.ok(notice.includes(aside) && notice.includes("set aside"));
    assert.equal(appendEvent({ event: "answer" }), "");
    assert.equal(readStore().store.events.length, 1);
  });
}

test("where there is no room to set it aside it is left as it is", () => {
  localStorage.setItem(KEY, "{");
  localStorage.full = true;
  const { store, notice } = readStore();
  assert.equal(store, null);
  assert.match(notice, /no room/);
  assert.equal(localStorage.getItem(KEY), "{");
  assert.equal(appendEvent({ event: "answer" }), notice);
});

test("an answer that cannot be kept is said", () => {
  appendEvent({ event: "answer", id: "1" });
  localStorage.full = true;
  assert.match(appendEvent({ event: "answer", id: "2" }), /could not be saved/);
  assert.equal(readStore().store.events.length, 1);
});

test("a browser without a store says so", () => {
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    get() {
      throw new Error("blocked");
    },
  });
  const { store, notice } = readStore();
  assert.equal(store, null);
  assert.match(notice, /does not let the course keep answers/);
  assert.equal(readKept("case"), null);
  keep("case", {});
  assert.match(eraseStore(), /did not let/);
  Object.defineProperty(globalThis, "localStorage", { configurable: true, writable: true, value: null });
});

test("erasing takes answers, drafts, cases and what was set aside, and nothing of anybody else", () => {
  appendEvent({ event: "answer" });
  keep("case", { values: {} });
  draft("Q-1", { response: "a" });
  localStorage.setItem(`${KEY}:damaged-x`, "{");
  localStorage.setItem("ketamine-course:display", "dark");
  sessionStorage.setItem("other", "kept");
  assert.equal(eraseStore(), "");
  assert.equal(readStore().store.events.length, 0);
  assert.deepEqual([readKept("case"), draft("Q-1"), setAside()], [null, null, []]);
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
