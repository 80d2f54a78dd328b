// Where the learner stands with each question, out of the kept events: by the last try, as the pages count it.

import { answersOf } from "./store.js";
import { reckon } from "./times.js";

/** @typedef {{event: any, when: number}} Row an event with the time at which it counts as given, in milliseconds */

/**
 * Events with the time at which they count as given, the earliest first.
 * @param {any[]} events
 * @param {number} now
 * @returns {Row[]}
 */
export function inOrder(events, now) {
  const times = reckon(events, now);
  return events.map((event, k) => ({ event, when: times[k].when })).sort((a, b) => a.when - b.when);
}

/** The rows of the answers that count as such. @param {Row[]} rows */
export function answersIn(rows) {
  const counted = new Set(answersOf(rows.map(({ event }) => event)));
  return rows.filter(({ event }) => counted.has(event));
}

/**
 * The last answer to each question with its grade. An answer to an older version of a question counts for nothing now.
 * @param {Row[]} rows
 * @param {Record<string, number>} versions of the questions; one that it does not name counts in any version
 * @returns {Map<string, {lesson: string, when: number, correct: boolean | undefined}>}
 */
export function lastTries(rows, versions) {
  const grades = new Map(rows.filter(({ event: e }) => e.event === "grade").map(({ event: e }) => [e.answer, e]));
  const last = new Map();
  for (const { event: e, when } of answersIn(rows)) {
    if (e.version && versions[e.item] && e.version !== versions[e.item]) continue;
    last.set(e.item, { lesson: e.lesson, when, correct: grades.get(e.id)?.correct });
  }
  return last;
}
