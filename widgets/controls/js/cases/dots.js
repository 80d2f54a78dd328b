// A way through a case as a line of dots: a list, so that each dot says its words to who cannot see it.

import { element } from "../../../../page/js/drawing/dom.js";

/** @param {import("../../../../page/js/line/messages.types").DotRow} row */
export function dotRow({ whose, dots }) {
  const drawn = dots.map(([grade, words], k) =>
    element(
      "li",
      { "data-grade": grade, title: words },
      element("span", { class: "x-dot", "aria-hidden": "true", text: String(k + 1) }),
      element("span", { class: "x-grade", text: grade }),
      element("span", { class: "x-hidden", text: `: ${words}` }),
    ),
  );
  return element(
    "div",
    { class: "x-way" },
    element("p", { class: "x-whose", "aria-hidden": "true", text: whose }),
    element("ol", { "aria-label": whose }, drawn),
  );
}
