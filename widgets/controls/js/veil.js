// What stands in the place of a result that is still being worked out: no older one.

import { announce, hush } from "../../../page/js/drawing/announce.js";
import { element } from "../../../page/js/drawing/dom.js";
import { WAIT_WORDS } from "../../../page/js/line/patience.js";

/**
 * A veil over the parts of an explorer that hold results. Under it they keep their place, and nobody can read them: not
 * by eye, not by keyboard, not with a screen reader.
 * @param {HTMLElement[]} parts
 */
export function veilOver(parts) {
  const words = element("p", { class: "x-wait", hidden: true });
  let held = null; // what had the focus under the veil

  /** @param {"" | "working" | "none"} state as of page/js/line/patience.js */
  function show(state) {
    const focused = document.activeElement;
    if (state) held ??= parts.some((part) => part.contains(focused)) ? focused : null;
    for (const part of parts) part.inert = state !== "";
    words.hidden = !state;
    words.textContent = WAIT_WORDS[state];
    if (state) announce(WAIT_WORDS[state]);
    else {
      hush();
      if (held?.isConnected && document.activeElement === document.body) held.focus({ preventScroll: true });
      held = null;
    }
  }
  return { node: element("div", { class: "x-waits" }, words), show };
}
