// What a page says to Python. messages.schema.json holds both directions; a test holds these to it.

import { newId } from "../keeping/ids.js";

/** @import * as Types from "./messages.types" */

const now = () => new Date().toISOString();

/** An explorer: open the scenario of this code. @returns {Types.OpenCode} */
export const openCode = (code) => ({ kind: "open", code });

/** An explorer: take over what was set before a reload. @returns {Types.RestoreKept} */
export const restoreKept = (values, note) => ({ kind: "restore", values, note });

/** A quiz has opened, and brings what this browser kept about its questions. @returns {Types.Hello} */
export const hello = (events) => ({ kind: "hello", events });

/** The review has opened: the whole log, and what there is to know of the page that asks. @returns {Types.Hello} */
export const review = (events, sender) => ({ kind: "hello", events, sender });

/** An answer that wants a grade. @returns {Types.Answer} */
export const answer = (event) => ({ kind: "answer", event });

/** The same question again, with the numbers of `seed`. @returns {Types.Again} */
export const again = (item, seed) => ({ kind: "again", item, seed });

/** Hint `number`, from 1, of a question. @returns {Types.HintWanted} */
export const hint = (question, number) => ({ kind: "hint", item: question.id, seed: question.seed ?? 0, number });

/** The review: a pack of questions, perhaps of one lesson or objective only. @returns {Types.PackWanted} */
export const pack = (which, events, sender, lesson = "", objective = "") => ({
  kind: "pack",
  which,
  lesson,
  objective,
  events,
  sender,
});

/** The review: a resume code from another machine. @returns {Types.UseCode} */
export const useCode = (text) => ({ kind: "code", text });

/** The end of a lesson: what of it comes back, and when. @returns {Types.BackWanted} */
export const comesBack = (events, sender) => ({ kind: "back", events, sender });

/**
 * What there is to know of the page that asks: the device's clock and zone, where the page will be found again, whose answers.
 * @returns {Types.Sender}
 */
export function senderOf(who) {
  const date = new Date();
  const { origin, pathname } = location;
  return {
    now: date.toISOString(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
    offset_min: 0 - date.getTimezoneOffset(),
    // A place that a hub lends to a visitor, as Binder does, is gone by the day of the calendar.
    address: /^https?:/.test(origin) && !/\/user\//.test(pathname) ? origin + pathname : "",
    who,
  };
}

/**
 * An answer as the store keeps it; its attempt is called `try` there.
 * @param {Types.Question} question
 * @returns {Types.AnswerEvent}
 */
export function answerEvent(question, { response, certainty, attempt, hints, mode }) {
  const { id: item, version, lesson, seed } = question;
  /** @type {Types.AnswerEvent} */
  const event = {
    event: "answer",
    id: newId(),
    t: now(),
    item,
    version,
    lesson,
    seed,
    response,
    certainty,
    try: attempt,
    mode,
  };
  return hints ? { ...event, hints } : event;
}

/** A grade as the store keeps it. @param {Types.Grade} grade @returns {Types.GradeEvent} */
export const gradeEvent = (grade) => ({ event: "grade", ...grade, t: now() });

/** That the correction of a question has been read, as the store keeps it. @returns {Types.ToldEvent} */
export const told = (item, version) => ({ event: "told", id: newId(), t: now(), item, version });

/** A resume code as the store keeps it. @returns {Types.ResumedEvent} */
export const resumed = (code, lessons, on) => ({ event: "resumed", id: newId(), t: now(), code, lessons, on });

/** The day from which the days of review are counted, as the store keeps it. @returns {Types.DaysEvent} */
export const daysFrom = (start) => ({ event: "days", id: newId(), t: now(), start });

/** Which form was drawn as the first, as the store keeps it. @returns {Types.DrawnEvent} */
export const drawn = (first) => ({ event: "drawn", id: newId(), t: now(), first });

/** That a question is flagged, or no longer, as the store keeps it. @returns {Types.FlagEvent} */
export const flagging = (item, on) => ({ event: "flag", id: newId(), t: now(), item, on });
