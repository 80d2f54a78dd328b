// What a learner reads once an answer is graded.

import { element } from "../../../page/js/dom.js";
import { chips, prose, words } from "./pieces.js";

/**
 * The feedback of one answer: what happened, why, and what each option or slip leads to.
 * @param {import("../../../page/js/messages.types").Feedback} feedback
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
