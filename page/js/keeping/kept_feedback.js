// The last feedback of each question, as the player got it: kept beside the answers, so that a learner who returns sees
// it at once. It is no part of the log: it goes first when room is needed, and the server can always make it again.

import { Shelf } from "./shelf.js";
import { FEEDBACK } from "./store.js";
import { reckon } from "./times.js";

/** @import * as Types from "../line/messages.types" */

export const CHARACTERS_AT_MOST = 1_500_000; // of all; a browser keeps about 5,000,000 in all
const ONE_AT_MOST = 60_000;
const shelf = new Shelf(FEEDBACK, CHARACTERS_AT_MOST, ONE_AT_MOST);

/**
 * What was asked, said and answered. `question` only where it is not the one with which the page begins.
 * @typedef {{edition: string, kept: number, item: string, version: number, seed: number | null, answer: string,
 *   response: any, certainty: number | null, try: number, question?: Types.Question, feedback: Types.Feedback}} Shown
 */

/**
 * Whether a question may be kept. A drawing is taken from Python alone: what is kept here could be written by others.
 * @param {Types.Question} question
 */
export const mayBeKept = (question) => !question.options?.some((each) => "figure" in each);

/**
 * Keep the feedback of an answer to `question`. A question with other numbers than the page begins with is kept too.
 * @param {Types.Question} question
 * @param {{answer: string, response: any, certainty: number | null, try: number, feedback: Types.Feedback}} given
 * @param {string} edition of the questions
 */
export function keepFeedback(question, given, edition) {
  const { id: item, version, seed } = question;
  const { answer, response, certainty, feedback } = given;
  const shown = { edition, item, version, seed, answer, response, certainty, try: given.try, feedback };
  if (!edition || (seed && !mayBeKept(question))) drop(item);
  else shelf.keep(item, seed ? { ...shown, question } : shown);
}

/**
 * The kept feedback of a question if it is whole, of this edition and of this version; otherwise it is dropped.
 * @param {Types.Question} question as the page begins with it
 * @param {string} edition
 * @returns {(Shown & {question: Types.Question}) | null}
 */
export function keptFeedback(question, edition) {
  /** @type {Shown | null} */
  const shown = shelf.read(question.id);
  const fits =
    shown?.edition === edition && shown.item === question.id && shown.version === question.version && shown.feedback;
  const asked = shown?.question ?? (shown?.seed === question.seed ? question : null);
  if (fits && asked) return { ...shown, question: asked };
  drop(question.id);
  return null;
}

/** Keep the feedback of a question no longer. */
export const drop = (item) => shelf.drop(item);

/** The ids of the answers that have a grade. @param {any[]} events */
export const gradedIn = (events) =>
  new Set(events.filter((each) => each?.event === "grade").map((each) => each.answer));

/**
 * Of each question the answer that was given last, as quizzes.engine.log counts, among those that count.
 * @param {any[]} events
 * @param {number} now
 * @param {(event: any) => boolean} counts
 * @returns {Map<string, Types.AnswerEvent>}
 */
export function latestAnswers(events, now, counts) {
  const times = reckon(events, now);
  const [latest, seen] = [new Map(), new Set()];
  for (const [place, event] of events.entries()) {
    // What is twice in the log counts the first time.
    if (event?.event !== "answer" || seen.has(event.id) || !counts(event)) continue;
    seen.add(event.id);
    const { when } = times[place];
    if (!latest.has(event.item) || when >= latest.get(event.item).when) latest.set(event.item, { event, when });
  }
  return new Map([...latest].map(([item, { event }]) => [item, event]));
}
