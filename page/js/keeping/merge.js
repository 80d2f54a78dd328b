// Two logs of one learner become one: each event once, in the order in which they were given.

import { reckon } from "./times.js";

/** @import { Store } from "./store.js" */

const RANKS = ["answer", "grade"];

/** A text that is the same for equal values, whatever the order of their fields. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

/** What an event is: the same in both logs if it is the same answer, or the grade of the same answer. */
export function nameOf(event) {
  if (event?.event === "grade") return `grade ${event.answer}`;
  return event?.id ? `${event.event} ${event.id}` : canonical(event);
}

const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Which of two comes first: the time at which it counts as given, what has a believed time of its own before what took
 * it over from there, an answer before its grade, then any fixed order.
 */
function before(one, other) {
  const rank = ({ event }) => RANKS.indexOf(event?.event) + 1 || RANKS.length + 1;
  return (
    one.when - other.when ||
    Number(other.believed) - Number(one.believed) ||
    rank(one) - rank(other) ||
    compare(one.name, other.name) ||
    compare(canonical(one.event), canonical(other.event))
  );
}

const rowsOf = (events, now) =>
  reckon(events, now).map((time, k) => ({ ...time, event: events[k], name: nameOf(events[k]) }));

/** When a log began; an empty one never did. */
const began = (rows) => rows.reduce((soonest, { when }) => Math.min(soonest, when), Number.POSITIVE_INFINITY);

/**
 * One log out of two. It does not matter which comes first, and merging twice changes nothing. Of one event told in two
 * ways the earlier stays. The learner's id is that of the log that began first, so that both devices end up with one.
 * @param {Store} one
 * @param {Store} other
 * @param {number} now
 * @returns {Store}
 */
export function merged(one, other, now) {
  const logs = [rowsOf(one.events, now), rowsOf(other.events, now)];
  const [first, second] = logs.map(began);
  const names = new Set();
  const events = logs
    .flat()
    .sort(before)
    .filter(({ name }) => !names.has(name) && names.add(name))
    .map(({ event }) => event);
  const order = compare(first, second) || compare(one.learner, other.learner);
  return { schema: 1, learner: (order > 0 ? other : one).learner, events };
}

/** The events of `more` that `log` lacks, each once. */
export function onlyNew(log, more) {
  const known = new Set(log.map(nameOf));
  return more.filter((event) => {
    const name = nameOf(event);
    return !known.has(name) && known.add(name);
  });
}
