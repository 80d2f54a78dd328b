// What this browser keeps of a learner; no other code of a live part touches it.
//
// The learner's store (localStorage, one key for the whole course; the home page reads it as well):
//   "ketamine-course:v1" = {"schema": 1, "learner": "<random id>", "events": [ … ]}, append-only, with
//   {"event": "answer", id, t, item, version, lesson, seed, response, certainty, try, mode}  and then
//   {"event": "grade", answer, credit, correct, error_pattern, t}, and
//   {"event": "told", id, t, item, version} once the correction of a question has been read.
// readStore() gives {store, notice}; `store` is null when nothing can be kept, and `notice` says why
// in words. What cannot be read is set aside under "ketamine-course:v1:damaged-<time>", never dropped.
// appendEvent(event) gives "" or the sentence that says why the event was not kept. eraseStore()
// removes the store, all that was set aside, and the drafts of this tab; "" or a sentence.
// An answer that was chosen but not checked waits in sessionStorage under DRAFT + item id.

import { newId } from "./ids.js";

export const KEY = "ketamine-course:v1";
const DRAFT = "ketamine-course:draft:";
// Begins like the store, so that erasing the answers erases this as well.
const KEPT = `${KEY}:explorer:`;

/**
 * The store, or why there is none.
 * @returns {{store: {schema: number, learner: string, events: any[]} | null, notice: string}}
 */
export function readStore() {
  /** @type {string | null} */
  let raw;
  try {
    raw = localStorage.getItem(KEY);
  } catch {
    return {
      store: null,
      notice: "This browser does not let the course keep answers. They are lost when you close the page.",
    };
  }
  if (raw === null) return { store: { schema: 1, learner: newId(), events: [] }, notice: "" };
  try {
    const store = JSON.parse(raw);
    if (store.schema === 1 && typeof store.learner === "string" && Array.isArray(store.events))
      return { store, notice: "" };
  } catch {
    /* unreadable: set aside below */
  }
  const aside = `${KEY}:damaged-${new Date().toISOString()}`;
  try {
    localStorage.setItem(aside, raw);
    localStorage.removeItem(KEY);
  } catch {
    return {
      store: null,
      notice:
        "Your earlier answers on this device cannot be read, and there is no room to set them aside. New answers are not kept.",
    };
  }
  return {
    store: { schema: 1, learner: newId(), events: [] },
    notice: `Your earlier answers on this device cannot be read. They are set aside under “${aside}”; new answers are kept.`,
  };
}

/** Keep one event; "" or the sentence that says why it was not kept. */
export function appendEvent(event) {
  const { store, notice } = readStore();
  if (!store) return notice;
  store.events.push(event);
  try {
    localStorage.setItem(KEY, JSON.stringify(store));
  } catch {
    return "This answer could not be saved: this browser has no room left, or does not allow it. It is lost when you close the page.";
  }
  return "";
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

function eraseAll(storage, start) {
  for (const name of Object.keys(storage)) if (name.startsWith(start)) storage.removeItem(name);
}

/** Remove everything that the course keeps here; "" or a sentence. */
export function eraseStore() {
  try {
    eraseAll(localStorage, KEY);
    eraseAll(sessionStorage, DRAFT);
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
