// What stands on the card of a question, in its order. What happens on it is said in card.js.

import { element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { choices, flagButton, words } from "./pieces.js";

/** @import * as Types from "../../../page/js/line/messages.types" */

const CERTAINTY = [
  [1, "Less than 2 in 3"],
  [2, "About 3 in 4"],
  [3, "More than 4 in 5"],
];

/**
 * The form of a question around the parts of its card that change later.
 * @param {import("./card.js").Card} card
 * @param {Types.Question} question
 * @param {string} id what the ids of its parts begin with
 */
export function cardForm(card, question, id) {
  const known = question.case;
  return element(
    "form",
    { novalidate: true },
    question.why && element("p", { class: "kq-soft", text: question.why }),
    known &&
      element(
        "div",
        { class: "kq-case" },
        element("p", {}, element("strong", { text: known.title })),
        words("p", known.text),
      ),
    element("div", { class: "kq-vignette", id: `${id}-vignette` }, words("p", question.vignette)),
    element(
      "fieldset",
      { "aria-describedby": `${id}-vignette` },
      element("legend", { id: `${id}-asked` }, prose(question.lead_in)),
      card.kind.build(question, id),
      element("p", { class: "kq-error", id: `${id}-error` }),
    ),
    question.certainty &&
      element(
        "fieldset",
        // Several stand on a page: each is named with its question, and with no words that the eye does not see.
        { class: "kq-certainty", "aria-labelledby": `${id}-sure ${id}-asked` },
        element("legend", { id: `${id}-sure`, text: "How sure are you that you are right?" }),
        element("div", { class: "kq-levels" }, choices("radio", `${id}-certainty`, CERTAINTY, `${id}-certainty-error`)),
        element("p", { class: "kq-error", id: `${id}-certainty-error` }),
      ),
    element("div", { class: "kq-actions" }, card.check, question.hints && card.help, card.note),
    question.hints && card.helped,
    card.status,
    card.feedback,
    card.again,
    card.waits,
    !question.poll && flagButton(question.id),
  );
}
