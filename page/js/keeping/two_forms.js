// The two forms of twelve questions: which comes first, by chance, and what both say together once they are answered.

import { inOrder } from "./tries.js";

/**
 * The form that comes first: the one that was drawn, or where none was, the one that was begun first; "" for neither.
 * @param {any[]} events
 * @param {string[]} forms
 * @param {number} now
 */
export function firstForm(events, forms, now) {
  const rows = inOrder(events, now).map(({ event }) => event);
  const draw = rows.find((each) => each?.event === "drawn" && forms.includes(each.first));
  return draw?.first ?? rows.find((each) => each?.event === "answer" && forms.includes(each.lesson))?.lesson ?? "";
}

/** One of the forms, each with the same chance. @param {string[]} forms */
export const draw = (forms) => forms[crypto.getRandomValues(new Uint8Array(1))[0] % forms.length];

/**
 * Of the first tries at a form: how many were right, how many were sure, and how many of those were right.
 * @param {any[]} events
 * @param {string} form
 * @param {number} now
 */
export function firstTries(events, form, now) {
  const grades = new Map(events.filter((each) => each?.event === "grade").map((each) => [each.answer, each.correct]));
  const first = new Map();
  for (const { event } of inOrder(events, now)) {
    if (event?.event === "answer" && event.lesson === form && grades.has(event.id) && !first.has(event.item))
      first.set(event.item, { right: grades.get(event.id) === true, sure: event.certainty === 3 });
  }
  const all = [...first.values()];
  const sure = all.filter((each) => each.sure);
  const right = (rows) => rows.filter((each) => each.right).length;
  return { right: right(all), of: all.length, sure: sure.length, sureRight: right(sure) };
}

/** What both forms say together, in words. */
export function bothWords(before, after) {
  const sure = ({ sure: count, sureRight }) =>
    count ? `you were sure of ${count}, and right in ${sureRight} of these` : "you were sure of none";
  return (
    `Before the course you had ${before.right} of ${before.of} right at the first try, after it ${after.right} of ${after.of}. ` +
    `Before, ${sure(before)}; after, ${sure(after)}. Twelve questions are few: a difference of one or two says little.`
  );
}
