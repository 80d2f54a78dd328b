// What this browser keeps of a learner; no other code touches it.
//
// The learner's store (localStorage, one key for the whole course):
//   "ketamine-course:v1" = {"schema": 1, "learner": "<random id>", "events": [ … ]}, append-only, with
//   {"event": "answer", id, t, item, version, lesson, seed, response, certainty, try, mode}  and then
//   {"event": "grade", answer, credit, correct, error_pattern, t}, and
//   {"event": "told", id, t, item, version} once the correction of a question has been read,
//   {"event": "resumed", id, t, code, lessons, on} for a resume code, {"event": "days", id, t, start} for the day from
//   which the days of review are counted.
// An answer that Python has not accepted yet waits under "ketamine-course:v1:pending", a list of such answers; what is
// refused leaves it and is no answer. Older logs may hold refused ones: they have no grade (see `answersOf`).
// What cannot be kept, because storage is blocked or full, stays in memory until the page is closed, so that every page
// still gives its results. What cannot be read is set aside under "ketamine-course:v1:damaged-<time>", never dropped.
// An answer that was chosen but not checked waits in sessionStorage under DRAFT + item id, and what was set in a lab
// under LAB + its place: both outlive a reload, not the tab. The last feedback of each question and the last screen of each
// lab are kept too, as a courtesy: they can be had again, and go first when room is needed (shelf.js).

import { newId } from "./ids.js";
import { browserStore, tabStore } from "./storage.js";

const OURS = "ketamine-course:";
export const KEY = `${OURS}v1`;
// As many as Python takes (quizzes.engine.log.EVENTS_AT_MOST); older ones stay in the browser.
export const EVENTS_AT_MOST = 50000;
const ASIDE = `${KEY}:damaged-`;
const KEPT = `${KEY}:explorer:`;
const PENDING = `${KEY}:pending`;
/** What the page is told when it has kept something more. */
export const CHANGED = "course:kept";
/** What the last feedback of a question is kept under, before its id (kept_feedback.js). */
export const FEEDBACK = `${KEY}:feedback:`;
/** What the last screen of a lab is kept under, before its place (widgets/controls/js/last_screen.js). */
export const SCREEN = `${KEY}:screen:`;
/** What the place where a lesson was left is kept under, before its name (places.js). */
export const PLACE = `${KEY}:place:`;
const DRAFT = `${OURS}draft:`;
const LAB = `${OURS}lab:`;
const DISPLAY = `${OURS}display`; // frame.js keeps it, before anything of this is loaded

/** @typedef {{schema: number, learner: string, events: any[]}} Store */

const BLOCKED = "This browser does not let the course keep answers. They are lost when you close the page.";
const NO_ROOM =
  "This browser has no room left for your answers, or does not allow it. The last ones are lost when you close the page: save your answers to a file first.";

const NO_ROOM_FOR_RESULTS =
  "This browser has no room left. Your answers are kept in it, but not all of their results, so that the home page counts fewer.";

// One for all scripts of a page: the review and its forms are separate ones.
const MEMORY = Symbol.for("ketamine-course");
/** @returns {{learner: string, events: any[], pending: any[]}} */
const memory = () => (globalThis[MEMORY] ??= { learner: newId(), events: [], pending: [] });

const isText = (value) => typeof value === "string" && value.length > 0;
/** A store that holds nothing yet. @returns {Store} */
export const fresh = () => ({ schema: 1, learner: memory().learner, events: [] });

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

/** What is lost when the page is closed, in words; "" if nothing. */
function lostWords() {
  const { events } = memory();
  if (!events.length) return "";
  return events.every((each) => each.event === "grade") ? NO_ROOM_FOR_RESULTS : NO_ROOM;
}

/** The store with what could not be kept of it. @param {Store} kept */
const withMemory = (kept) => ({ ...kept, events: [...kept.events, ...memory().events] });

/**
 * The store, and what is wrong with keeping it. `blocked`: nothing can be kept, and the store holds what this page knows
 * only. `isNew`: nothing was kept before. With a `problem` what was kept could not be read; it stands under the name
 * `aside` then, or where it was if there was no room.
 * @returns {{store: Store, notice: string, blocked?: boolean, isNew?: boolean, problem?: string, aside?: string}}
 */
export function readStore() {
  /** @type {string | null} */
  let text;
  try {
    text = browserStore().getItem(KEY);
  } catch {
    return { store: withMemory(fresh()), notice: BLOCKED, blocked: true };
  }
  const notice = lostWords();
  if (text === null && !keeps() && !notice) return { store: fresh(), notice: BLOCKED, blocked: true };
  if (text === null) return { store: withMemory(fresh()), notice, isNew: !notice };
  const { store, problem } = storeOf(text);
  if (store) return { store: withMemory(store), notice };
  const aside = `${ASIDE}${new Date().toISOString()}`;
  const lead = "Your earlier answers on this device cannot be read";
  try {
    write(aside, text);
    browserStore().removeItem(KEY);
  } catch {
    const told = `${lead}, and there is no room to set them aside. New answers are lost when you close the page.`;
    return { store: withMemory(fresh()), notice: told, blocked: true, problem };
  }
  const told = `${lead}. They are set aside under “${aside}”; new answers are kept.`;
  return { store: fresh(), notice: told, isNew: true, problem, aside };
}

/** The names under which stores that could not be read were set aside. */
export const setAside = () => namesOf((name) => name.startsWith(ASIDE));

/** Whether an explorer keeps anything here, such as a case that was played. */
export const anyKept = () => namesOf((name) => name.startsWith(KEPT)).length > 0;

/** Whether the last screen of any lab is kept here. */
export const anyLabs = () => namesOf((name) => name.startsWith(SCREEN)).length > 0;

/** Whether the place where any lesson was left is kept here. */
export const anyPlaces = () => namesOf((name) => name.startsWith(PLACE)).length > 0;

/** The names in the browser's store that fit; none where nothing can be kept. */
export function namesOf(fits) {
  try {
    return Object.keys(browserStore()).filter(fits);
  } catch {
    return [];
  }
}

/** Write under a name of the browser's store; what is kept as a courtesy makes room for it. Throws where there is none. */
function write(name, text) {
  for (const courtesy of [SCREEN, FEEDBACK]) {
    try {
      return browserStore().setItem(name, text);
    } catch {
      for (const each of namesOf((one) => one.startsWith(courtesy))) browserStore().removeItem(each);
    }
  }
  return browserStore().setItem(name, text);
}

/** Keep a whole store; false where there is no room for it, or it is not allowed. */
export function writeStore(store) {
  try {
    write(KEY, JSON.stringify(store));
  } catch {
    return false;
  }
  memory().events = [];
  return true;
}

/**
 * Keep events, in the browser or until the page is closed; "" or the sentence that says that they will be lost.
 * @param {any[]} events
 */
export function appendEvents(events) {
  if (!events.length) return "";
  const { store, notice, blocked } = readStore();
  const isKept = !blocked && writeStore({ ...store, events: [...store.events, ...events] });
  if (!isKept) memory().events.push(...events);
  globalThis.dispatchEvent?.(new Event(CHANGED));
  if (isKept) return "";
  return blocked ? notice : lostWords();
}

/** Keep one event, as appendEvents does. */
export const appendEvent = (event) => appendEvents([event]);

/** Whether this browser keeps what is written now; a page must not say "saved" where it does not. */
export function keeps() {
  const probe = `${OURS}probe`;
  try {
    write(probe, "1");
    browserStore().removeItem(probe);
  } catch {
    return false;
  }
  return memory().events.length === 0;
}

/** The answers that wait to be accepted. */
export function pendingAnswers() {
  let waiting = [];
  try {
    waiting = JSON.parse(browserStore().getItem(PENDING) ?? "[]");
  } catch {
    // blocked or spoilt: what this page knows is all there is
  }
  const kept = Array.isArray(waiting) ? waiting.filter((each) => !eventProblem(each)) : [];
  return [...kept, ...memory().pending];
}

/** Let these answers wait, in the browser or until the page is closed; "" or the sentence that says so. */
function keepPending(waiting) {
  try {
    if (waiting.length) write(PENDING, JSON.stringify(waiting));
    else browserStore().removeItem(PENDING);
    memory().pending = [];
    return "";
  } catch {
    memory().pending = waiting;
    return readStore().blocked ? BLOCKED : NO_ROOM;
  }
}

/** Keep an answer until Python says what becomes of it; "" or the sentence that says that it will be lost. */
export const pend = (event) => keepPending([...pendingAnswers(), event]);

/** An answer was refused, and is none: it waits no longer. */
export function refuse(id) {
  keepPending(pendingAnswers().filter((each) => each.id !== id));
}

/** An answer was accepted: it belongs to the log, once. "" or the sentence that says that it will be lost. */
export function accept(event) {
  const isThere = readStore().store.events.some((each) => each?.event === "answer" && each.id === event.id);
  const problem = isThere ? "" : appendEvents([event]);
  // What the log has no room for goes on waiting, and is not lost with the page.
  if (!memory().events.some((each) => each.id === event.id)) refuse(event.id);
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
    return JSON.parse(browserStore().getItem(`${KEPT}${name}`) ?? "null");
  } catch {
    return null; // what cannot be read is not brought back
  }
}

/** Keep an explorer's values under `name`. */
export function keep(name, kept) {
  try {
    write(`${KEPT}${name}`, JSON.stringify(kept));
  } catch {
    /* a private window keeps nothing */
  }
}

/** Remove everything that the course keeps here but the choice of colours and size; "" or a sentence. */
export function eraseStore() {
  delete globalThis[MEMORY];
  try {
    for (const storage of [browserStore(), tabStore()]) {
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
export const draft = (item, value) => inTab(DRAFT + item, value);

/** What was set in the lab at this place of a lesson: read it, set it, or with null drop it. */
export const labSettings = (place, value) => inTab(LAB + place, value);

function inTab(name, value) {
  try {
    if (value === undefined) return JSON.parse(tabStore().getItem(name) ?? "null");
    if (value === null) tabStore().removeItem(name);
    else tabStore().setItem(name, JSON.stringify(value));
  } catch {
    /* a courtesy: without storage there is none */
  }
  return null;
}

/**
 * Act when the answers of this browser may have changed: here, in another tab, or before the Back button.
 * Another tab writes more than answers (it tries whether anything can be written at all): to that nobody answers, or two
 * open tabs would answer each other for ever.
 */
export function whenAnswersChange(act) {
  window.addEventListener(CHANGED, () => act());
  window.addEventListener("storage", ({ key }) => {
    if (key === null || key === KEY) act();
  });
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) act();
  });
}

/** Answers that are erased in another tab take with them what this tab keeps besides. */
export function eraseWithOtherTabs() {
  window.addEventListener("storage", ({ key, newValue }) => {
    if (key !== KEY || newValue !== null) return;
    for (const name of Object.keys(tabStore())) {
      if (name.startsWith(LAB) || name.startsWith(DRAFT)) tabStore().removeItem(name);
    }
  });
}
