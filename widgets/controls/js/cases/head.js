// The head of an explorer. While a case is played it shrinks to one line: which case this is, and in a fold the list, the
// link to this case and what the explorer says of itself.

import { button, element } from "../../../../page/js/drawing/dom.js";
import { handOn, handOnWords } from "../../../../page/js/drawing/share.js";

/**
 * @param {HTMLElement} root
 * @param {HTMLElement[]} parts heading, watermark, what a link brought, and the controls that lead
 */
export function headOf(root, [heading, watermark, note, tops]) {
  const text = element("span");
  const link = element("a", { text: "Link to this case" });
  const told = element("p", { class: "x-hint", role: "status" });
  const copy = button(handOnWords("the link"), async () => {
    told.textContent = await handOn({ title: text.textContent, url: link.href }, "use the link beside the button.");
  });
  const share = element("div", {}, element("div", { class: "x-row" }, copy, link), told);
  const fold = element("details", { class: "x-strip" }, element("summary", {}, text));
  const node = element("div", { class: "x-head" }, heading, watermark, note, tops);

  /** Put the parts where they belong; the list keeps the focus where a keyboard is on it. */
  function arrange(isStrip) {
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    const isOnList = tops.contains(focused);
    if (isStrip) {
      fold.open = isOnList && focused.matches(":focus-visible");
      fold.append(tops, share, watermark);
      node.replaceChildren(heading, fold, note);
    } else node.replaceChildren(heading, watermark, note, tops);
    if (isOnList && (!isStrip || fold.open)) focused.focus();
    root.toggleAttribute("data-strip", isStrip);
    return isOnList && isStrip && !fold.open;
  }

  /**
   * Say where the learner is; returns whether the focus has lost its place.
   * @param {import("../../../../page/js/line/messages.types").Strip | null} strip
   */
  function update(strip) {
    if (strip) {
      if (text.textContent !== strip.text) told.textContent = "";
      text.textContent = strip.text;
      link.href = `${location.href.split("#")[0]}#${strip.address}`;
      share.hidden = !strip.address;
    }
    root.toggleAttribute("data-quiet", Boolean(strip?.is_enough));
    return root.hasAttribute("data-strip") === Boolean(strip) ? false : arrange(Boolean(strip));
  }

  return { node, update };
}
