// Questions that the learner has flagged, by what the log says; quizzes/talk/look_again.py reads it alike.

import { reckon } from "./times.js";

/**
 * The ids of the questions that are flagged, in the order in which they were.
 * @param {any[]} events
 * @param {number} now
 * @returns {string[]}
 */
export function flaggedItems(events, now) {
  const times = reckon(events, now);
  const rows = events
    .map((event, k) => ({ event, when: times[k].when }))
    .filter(({ event }) => event?.event === "flag" && typeof event.item === "string");
  const flagged = new Set();
  for (const { event } of rows.sort((one, other) => one.when - other.when)) {
    flagged.delete(event.item);
    if (event.on === true) flagged.add(event.item);
  }
  return [...flagged];
}
