// Asked before a setting outside the range is shown: why the learner would go there.

import { button, element } from "../../../page/js/drawing/dom.js";

const FEWEST_LETTERS = 8;

/**
 * @param {string} id of the explorer
 * @param {() => void} goOn what to do once a reason is given
 */
export function reasonForm(id, goOn) {
  const reason = element("input", { type: "text", id: `${id}-reason`, autocomplete: "off", maxlength: "120" });
  const hint = element("p", { class: "x-hint", text: "It stays on this page; do not type patient details." });
  const go = button("Go on outside the range", () => {
    if (reason.value.trim().length >= FEWEST_LETTERS) return goOn();
    hint.textContent = `Type the reason first, in at least ${FEWEST_LETTERS} letters.`;
    reason.focus();
  });
  return [element("label", { for: reason.id, text: "Why would you go outside it?" }), reason, go, hint];
}
