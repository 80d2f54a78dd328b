// What this browser keeps of a learner; no other code touches it.
//
// The learner's store (localStorage, one key for the whole course):
//   "ketamine-course:v1" = {"schema": 1, "learner": "<random id>", "events": [ … ]}, append-only, with
//   {"event": "answer", id, t, item, version, lesson, seed, response, certainty, try, mode}  and then
//   {"event": "grade", answer, credit, correct, error_pattern, t}, and
//   {"event": "told", id, t, item, version} once the correction of a question has been read.
// An answer that Python has not accepted yet waits under "ketamine-course:v1:pending", a list of such answers; what is
// refused leaves it and is no answer. Older logs may hold refused ones: they have no grade (see `answersOf`).
// What cannot be read is set aside under "ketamine-course:v1:damaged-<time>", never dropped.
// An answer that was chosen but not checked waits in sessionStorage under DRAFT + item id.

import { newId } from "./ids.js";

const OURS = "ketamine-course:";
export const KEY = `${OURS}v1`;
// As many as Python takes (quizzes.engine.log.EVENTS_AT_MOST); older ones stay in the browser.
export const EVENTS_AT_MOST = 20000;
const ASIDE = `${KEY}:damaged-`;
const KEPT = `${KEY}:explorer:`;
const PENDING = `${KEY}:pending`;
const DRAFT = `${OURS}draft:`;
const DISPLAY = `${OURS}display`; // frame.js keeps it, before anything of this is loaded

const UNSAVED =
  "This answer could not be saved: this browser has no room left, or does not allow it. It is lost when you close the page.";

/** @typedef {{schema: number, learner: string, events: any[]}} Store */

const isText = (value) => typeof value === "string" && value.length > 0;
const fresh = () => ({ schema: 1, learner: newId(), events: [] });

/** What is wrong with an event, as the end of a sentence; "" if nothing. Kinds that a newer course keeps pass. */
function eventProblem(event) {
  if (event === null || typeof event !== "object" || !isText(event.event)) return "is not an event";
  if (isText(event.t) ? Number.isNaN(Date.parse(event.t)) : event.event === "answer") return "has no readable time";
  if (event.event === "answer") {
    for (const name of ["id", "item", "lesson"]) if (!isText(event[name])) return `is an answer without its ${name}`;
  }
  if (event.event === "grade") {
    if (!isText(event.answer)) return "is a grade without its answer";
    if (typeof event.credit !== "number" || event.credit < 0 || event.credit > 1) return "has a credit outside 0 to 1";
  }
  return "";
}

/**
 * A store out of its text, or what is wrong with it, as a part of a sentence.
 * @param {string} text
 * @returns {{store?: Store, problem?: string}}
 */
export function storeOf(text) {
  let store;
  try {
    store = JSON.parse(text);
  } catch {
    return { problem: "it is not complete JSON" };
  }
  if (store === null || typeof store !== "object" || Array.isArray(store))
    return { problem: "it holds no set of answers" };
  if (store.schema !== 1) return { problem: `its schema must be 1, got ${JSON.stringify(store.schema) ?? "none"}` };
  if (!isText(store.learner)) return { problem: "it names no learner id" };
  if (!Array.isArray(store.events)) return { problem: "its list of events is missing" };
  for (const [i, event] of store.events.entries()) {
    const problem = eventProblem(event);
    if (problem) return { problem: `entry ${i + 1} of ${store.events.length} ${problem}` };
  }
  return { store };
}

/**
 * The store, or why there is none. `isNew`: nothing was kept before. With a `problem` what was kept could not be read;
 * it stands under the name `aside` then, or where it was if there was no room.
 * @returns {{store: Store | null, notice: string, isNew?: boolean, problem?: string, aside?: string}}
 */
export function readStore() {
  /** @type {string | null} */
  let text;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return {
      store: null,
      notice: "This browser does not let the course keep answers. They are lost when you close the page.",
    };
  }
  if (text === null) return { store: fresh(), notice: "", isNew: true };
  const { store, problem } = storeOf(text);
  if (store) return { store, notice: "" };
  const aside = `${ASIDE}${new Date().toISOString()}`;
  const lead = "Your earlier answers on this device cannot be read";
  try {
    localStorage.setItem(aside, text);
    localStorage.removeItem(KEY);
  } catch {
    const notice = `${lead}, and there is no room to set them aside. New answers are not kept.`;
    return { store: null, notice, problem };
  }
  const notice = `${lead}. They are set aside under “${aside}”; new answers are kept.`;
  return { store: fresh(), notice, isNew: true, problem, aside };
}

/** The names under which stores that could not be read were set aside. */
export const setAside = () => namesOf((name) => name.startsWith(ASIDE));

/** Whether an explorer keeps anything here, such as a case that was played. */
export const anyKept = () => namesOf((name) => name.startsWith(KEPT)).length > 0;

function namesOf(fits) {
  try {
    return Object.keys(localStorage).filter(fits);
  } catch {
    return [];
  }
}

/** Keep a whole store; false where there is no room for it. */
export function writeStore(store) {
  try {
    localStorage.setItem(KEY, JSON.stringify(store));
    return true;
  } catch {
    return false;
  }
}

/** Keep one event; "" or the sentence that says why it was not kept. */
export function appendEvent(event) {
  const { store, notice } = readStore();
  if (!store) return notice;
  store.events.push(event);
  if (writeStore(store)) return "";
  return UNSAVED;
}

/** The answers that wait to be accepted. */
export function pendingAnswers() {
  try {
    const waiting = JSON.parse(localStorage.getItem(PENDING) ?? "[]");
    return Array.isArray(waiting) ? waiting.filter((each) => !eventProblem(each)) : [];
  } catch {
    return [];
  }
}

function keepPending(waiting) {
  try {
    if (waiting.length) localStorage.setItem(PENDING, JSON.stringify(waiting));
    else localStorage.removeItem(PENDING);
    return "";
  } catch {
    return UNSAVED;
  }
}

/** Keep an answer until Python says what becomes of it; "" or the sentence that says why it was not kept. */
export function pend(event) {
  const { store, notice } = readStore();
  return store ? keepPending([...pendingAnswers(), event]) : notice;
}

/** An answer was refused, and is none: it waits no longer. */
export function refuse(id) {
  keepPending(pendingAnswers().filter((each) => each.id !== id));
}

/** An answer was accepted: it belongs to the log, once. "" or the sentence that says why it was not kept. */
export function accept(event) {
  const { store, notice } = readStore();
  if (!store) return notice;
  const isThere = store.events.some((each) => each?.event === "answer" && each.id === event.id);
  const problem = isThere ? "" : appendEvent(event);
  if (!problem) refuse(event.id);
  return problem;
}

/** The answers of a log that count as such: one without a grade was refused, unless its form is not complete yet. */
export function answersOf(events) {
  const graded = new Set(events.filter((each) => each?.event === "grade").map((each) => each.answer));
  return events.filter((each) => each?.event === "answer" && (graded.has(each.id) || each.mode === "check"));
}

/** What an explorer keeps for itself under `name`: its values and what was written in it; null if nothing. */
export function readKept(name) {
  try {
    return JSON.parse(localStorage.getItem(`${KEPT}${name}`) ?? "null");
  } catch {
    return null; // what cannot be read is not brought back
  }
}

/** Keep an explorer's values under `name`. */
export function keep(name, kept) {
  try {
    localStorage.setItem(`${KEPT}${name}`, JSON.stringify(kept));
  } catch {
    /* a private window keeps nothing */
  }
}

/** Remove everything that the course keeps here but the choice of colours and size; "" or a sentence. */
export function eraseStore() {
  try {
    for (const storage of [localStorage, sessionStorage]) {
      for (const name of Object.keys(storage)) {
        if (name.startsWith(OURS) && name !== DISPLAY) storage.removeItem(name);
      }
    }
  } catch {
    return "This browser did not let the course erase its answers. Clear the site's data in the browser's settings.";
  }
  return "";
}

/** The draft of a question: read it, set it, or with null drop it. */
export function draft(item, value) {
  try {
    if (value === undefined) return JSON.parse(sessionStorage.getItem(DRAFT + item) ?? "null");
    if (value === null) sessionStorage.removeItem(DRAFT + item);
    else sessionStorage.setItem(DRAFT + item, JSON.stringify(value));
  } catch {
    /* a draft is a courtesy: without storage there is none */
  }
  return null;
}
