// A question as it stood when it was answered: drawn again from what this browser kept, or from what the reply says.

import { draft } from "../../../page/js/keeping/store.js";

/** @import * as Types from "../../../page/js/line/messages.types" */
/** @import { Card } from "./card.js" */

/**
 * Open the question as it stood when it was answered, with that answer.
 * @param {Card} card
 * @param {Types.Kept | Types.Graded} past
 */
function takeUp(card, past) {
  card.open(past.question);
  card.refill(past);
  card.attempt = past.try;
  card.answer = past.answer;
}

/**
 * Show the feedback that this browser kept; false where it cannot be drawn.
 * @param {Card} card
 * @param {Types.Graded} past
 */
export function draw(card, past) {
  const { question } = card;
  try {
    restore(card, past);
  } catch {
    Object.assign(card, { attempt: card.player.attempts(question.id), answer: null });
    card.open(question);
    return false;
  }
  card.drawn = past.answer;
  return true;
}

/**
 * Show an answer that is kept and not graded.
 * @param {Card} card
 * @param {Types.Kept} past
 */
export function restoreKept(card, past) {
  if (card.state === "kept" && card.answer === past.answer) return;
  takeUp(card, past);
  card.keep();
}

/**
 * Show an answer with its feedback, and the draft of the next try where there is one.
 * @param {Card} card
 * @param {Types.Graded} past
 */
export function restore(card, past) {
  // What was drawn stands already; a card on which the learner has gone on meanwhile is theirs.
  if (past.answer === card.drawn || (card.answer !== card.drawn && card.answer !== past.answer)) return;
  const kept = draft(past.item);
  takeUp(card, past);
  card.showGrade(past.feedback);
  if (kept?.attempt === past.try + 1) {
    draft(past.item, kept);
    card.retry(kept);
  }
}
