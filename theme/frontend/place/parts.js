// Where the reader is in a lesson: which part of how many, and the way to each of them.

import { element } from "../../../page/js/drawing/dom.js";

/**
 * @typedef {{id: string, words: string, told: string, heading: HTMLElement, link: HTMLAnchorElement, tick: HTMLElement}} Part
 *   one part of the lesson: its heading, and how the page tells it ("Part 2 of 7")
 */

const READ_FROM = 0.4; // of the screen: a heading above that height is being read

/** The parts that the page lists and has, in their order. @returns {Part[]} */
export function partsOf() {
  /** @type {HTMLAnchorElement[]} */
  const links = [...document.querySelectorAll("nav.parts a[data-told]")].map((each) => /** @type {any} */ (each));
  const ticks = document.querySelectorAll(".parts-line span");
  return links
    .map((link, k) => ({
      id: link.getAttribute("href").slice(1),
      words: link.textContent.trim(),
      told: link.dataset.told,
      heading: document.getElementById(link.getAttribute("href").slice(1)),
      link,
      tick: /** @type {HTMLElement} */ (ticks[k]),
    }))
    .filter(({ heading }) => heading);
}

/**
 * The part that is being read: the last whose heading has come up that far; null above the first.
 * @param {Part[]} parts
 */
export const partNow = (parts) =>
  parts.findLast(({ heading }) => heading.getBoundingClientRect().top < READ_FROM * window.innerHeight) ?? null;

/** @param {Part[]} parts @param {Part | null} now */
function mark(parts, now) {
  const at = parts.indexOf(now);
  for (const [k, { link, tick }] of parts.entries()) {
    if (k === at) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    tick?.classList.toggle("past", k < at);
    tick?.classList.toggle("now", k === at);
  }
  const said = /** @type {HTMLElement} */ (document.querySelector(".parts-now"));
  const [, kind, which] = /^(\D*)(.*)$/.exec(now?.told ?? said.dataset.all);
  said.replaceChildren(kind && element("span", { class: kind === "Part " && "parts-kind", text: kind }), which);
  document.querySelector(".parts-words").textContent = now ? now.words : "";
}

/** The list closes as a menu does: by Escape, by a way that it leads, by a touch beside it. */
function closes() {
  /** @type {HTMLDetailsElement} */
  const box = document.querySelector("nav.parts details");
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
  box.addEventListener("click", (event) => {
    if (/** @type {Element} */ (event.target).closest("a")) box.open = false;
  });
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (!box.contains(/** @type {Node} */ (event.target))) box.open = false;
    });
  }
}

/**
 * Tell while the reader scrolls which part is being read.
 * @param {Part[]} parts
 * @param {(now: Part | null) => void} heard after each scroll
 */
export function tellPart(parts, heard) {
  let waits = false;
  const look = () => {
    waits = false;
    const now = partNow(parts);
    mark(parts, now);
    heard(now);
  };
  const later = () => {
    if (!waits) requestAnimationFrame(look);
    waits = true;
  };
  window.addEventListener("scroll", later, { passive: true });
  window.addEventListener("resize", later);
  closes();
  later();
}
