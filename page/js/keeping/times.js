// When an event of the learner's log counts as given, as far as the device's clock can be believed;
// quizzes/engine/log/times.py reckons alike, and says why.

export const FIRST_DAY = "2026-01-01"; // nothing was answered before there was a course
const FIRST = Date.parse(`${FIRST_DAY}T00:00:00Z`);
const AHEAD_MS = 24 * 3600 * 1000; // a clock so little ahead puts itself right within a day
// A time with its zone, as Python reads it too; Date.parse alone also takes what has none, or is no ISO time.
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d{1,6})?)?(Z|[+-]\d\d:\d\d)$/;

/** A time in milliseconds; NaN if it is no time with its zone. */
export const readTime = (text) =>
  typeof text === "string" && TIME.test(text) ? Date.parse(text.replace(",", ".")) : Number.NaN;

/**
 * When each event counts as given, in the order of the log, in milliseconds. A time that cannot be read, is before the
 * course or more than a day after `now` becomes the latest believed time before it, or the course's first day.
 * @param {any[]} events
 * @param {number} now
 * @returns {{when: number, believed: boolean}[]}
 */
export function reckon(events, now) {
  const end = now < FIRST ? Number.POSITIVE_INFINITY : now;
  let latest = FIRST;
  return events.map((event) => {
    const found = readTime(event?.t);
    const believed = found >= FIRST && found <= end + AHEAD_MS;
    if (!believed) return { when: latest, believed };
    const when = Math.min(found, end);
    latest = Math.max(latest, when);
    return { when, believed };
  });
}

/**
 * What a learner should know about the clock, where only this device's own can be asked; "" if there is nothing.
 * @param {any[]} events
 * @param {number} now
 */
export function clockWords(events, now) {
  if (now < FIRST) {
    const shown = new Date(now).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
    return `The clock of this device looks wrong: it says ${shown}, and there was no course then. Set the clock, or the days of review may be wrong.`;
  }
  const rows = reckon(events, now);
  const strange = events.filter((each, k) => each?.event === "answer" && !rows[k].believed).length;
  if (!strange) return "";
  const [carry, count] = strange === 1 ? ["answer carries a time", "It counts"] : ["answers carry times", "They count"];
  return `${strange.toLocaleString("en-GB")} ${carry} that cannot be right: the clock of the device was wrong then, or is now. ${count} all the same.`;
}

/** Today's date where the learner is, such as 2026-11-27. @param {Date} now */
export function localDay(now = new Date()) {
  const two = (n) => `${n}`.padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
