// What a learner reads once an answer is graded.

import { button, element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { appendEvent } from "../../../page/js/keeping/store.js";
import { told } from "../../../page/js/line/messages.js";
import { chips, readLink, words } from "./pieces.js";

/**
 * The feedback of one answer: what happened, why, and what each option or slip leads to.
 * @param {import("../../../page/js/line/messages.types").Feedback} feedback
 */
export function feedbackBlock(feedback) {
  const options = feedback.options.map((option) =>
    element(
      "li",
      { "data-mark": option.right ? "right" : "wrong" },
      element(
        "p",
        {},
        element(
          "strong",
          {},
          element("span", { "aria-hidden": "true", text: option.right ? "✓ " : "✗ " }),
          `${option.words} `,
        ),
        prose(option.text),
      ),
      words("p", [option.reason]),
      chips(option.chips),
    ),
  );
  const slips = feedback.slips.map((slip) =>
    element("li", {}, element("strong", {}, prose(`${slip.label}: ${slip.text}. `)), prose(slip.reason)),
  );
  return [
    feedback.slip &&
      element(
        "div",
        { class: "kq-slip" },
        element(
          "p",
          {},
          element("strong", { text: `What happened: ${feedback.slip.label}. ` }),
          prose(feedback.slip.reason),
        ),
        chips(feedback.slip.chips),
      ),
    element("div", { class: "kq-why" }, words("p", feedback.explanation), chips(feedback.chips)),
    feedback.read && element("p", { class: "kq-read" }, "Read it again: ", readLink(feedback.read)),
    options.length && element("ul", { class: "kq-reasons" }, options),
    slips.length &&
      element(
        "details",
        { class: "kq-slips" },
        element("summary", { text: feedback.slip ? "Other slips and where they lead" : "Slips and where they lead" }),
        element("ul", {}, slips),
      ),
  ].filter(Boolean);
}

const AGAIN = "Answer it again";
const COMES_BACK = "It counts as due in your next review.";

/**
 * Questions that were corrected since they were answered, each with the way back to it where another answer has become
 * right; pressing the last button notes that it was read.
 * @param {import("../../../page/js/line/messages.types").Correction[]} rows each with its `name`, and a `link` where it stands elsewhere
 * @param {() => void} then
 * @param {(item: string) => void} [open] opens a question that stands on this page
 */
export function correctionBox(rows, then, open) {
  if (!rows.length) return [];
  const many = `${rows.length} questions that you answered have been corrected.`;
  const text = rows.length === 1 ? "A question that you answered has been corrected." : many;
  const way = (/** @type {import("../../../page/js/line/messages.types").Correction} */ { item, again, link }) => {
    if (!again) return [];
    if (link) return [element("p", {}, element("a", { href: link, text: AGAIN }))];
    if (open) return [button(AGAIN, () => open(item), { class: "kq-quiet" })];
    return [element("p", { text: COMES_BACK })];
  };
  const row = (/** @type {import("../../../page/js/line/messages.types").Correction} */ each) =>
    element("li", {}, element("strong", { text: `${each.name} ` }), words("p", each.sentences), way(each));
  const read = () => {
    const problem = rows.map(({ item, version }) => appendEvent(told(item, version))).find(Boolean);
    if (problem) box.append(element("p", { text: problem }));
    else box.remove();
    then();
  };
  const box = element(
    "div",
    { class: "kq-corrected" },
    element("p", {}, element("strong", { text })),
    element("ul", {}, rows.map(row)),
    button("I have read this", read, { class: "kq-quiet" }),
  );
  return [box];
}
