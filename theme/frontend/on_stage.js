// A lesson's page on a stage: of all of it one explorer, as large as the screen, its controls beside the picture. What does
// not fit beside it stands on further pages of the same column, so that nothing scrolls and nothing is cut.

import { button, element } from "../../page/js/drawing/dom.js";
import { stageName } from "../../page/js/keeping/storage.js";

const LEAST = 0.0307; // of the screen's height: no text is smaller
const LETTERS = 0.0234; // of the screen's height: none in a picture is smaller, also where its width is rounded
const SMALLEST_DRAWN_PX = 11; // letters as matplotlib draws them in a narrow frame

const root = document.documentElement;
const chosen = () => document.querySelector(`.live[data-explorer="${CSS.escape(stageName())}"]`);

/** Whether a cell of the page is shown: on a stage one, elsewhere all. */
export const isShown = (cell) => !stageName() || chosen()?.getAttribute("data-cell") === String(cell);

/** The height of the screen that the page is a part of. */
function screenHeight() {
  try {
    return window.parent.innerHeight;
  } catch {
    return window.innerHeight;
  }
}

function size() {
  const screen = screenHeight();
  root.style.setProperty("--least", `${LEAST * screen}px`);
  root.style.setProperty("--scale", String((LETTERS * screen) / SMALLEST_DRAWN_PX));
}

/** The parts of the column beside the picture, in the order in which they are read. */
const PARTS =
  ".x-tops > *, .x-lead > *, .x-controls > *, .x-readouts > div, .x-working > p, .x-passages > *, .x-asides > *";

/** Pages of the column, each as high as the screen lets it be. */
function paged(explorer) {
  let page = 0;
  const more = button("", () => {
    page += 1;
    layOut();
  });
  const bar = element("div", { class: "x-more" }, more);

  function layOut() {
    /** @type {HTMLElement[]} */
    const parts = [...explorer.querySelectorAll(PARTS)];
    for (const each of parts) each.removeAttribute("data-off");
    delete explorer.dataset.wide;
    bar.hidden = true;
    const figure = explorer.querySelector(".x-figure");
    if (!explorer.contains(bar)) explorer.append(bar);
    const room = roomOf(explorer, figure);
    const pages = filled(parts, room);
    bar.hidden = pages.length < 2;
    page %= Math.max(pages.length, 1);
    for (const [k, own] of pages.entries()) for (const each of own) each.toggleAttribute("data-off", k !== page);
    more.textContent = `More: ${page + 1} of ${pages.length}`;
    tall(figure);
    if (pages[page]?.some((each) => each.offsetHeight > room)) explorer.dataset.wide = "";
  }
  return layOut;
}

/** How high the column may be: to the end of the window, less its message and the way to the next page. */
function roomOf(explorer, figure) {
  const message = explorer.querySelector(".x-message");
  const top = figure.hidden
    ? explorer.querySelector(".x-heading").getBoundingClientRect().bottom
    : figure.getBoundingClientRect().top;
  return window.innerHeight - top - message.offsetHeight - 4.2 * LEAST * screenHeight();
}

/** Parts that stand together on a page; one that is higher than a page has one for itself. */
function filled(parts, room) {
  const pages = [];
  let used = Number.POSITIVE_INFINITY;
  const gap = 0.5 * LEAST * screenHeight();
  for (const each of parts) {
    const height = each.offsetHeight + gap;
    if (!each.offsetHeight) continue;
    if (used + height > room) {
      pages.push([]);
      used = 0;
    }
    pages.at(-1).push(each);
    used += height;
  }
  return pages;
}

/** How high the picture may be: what its legend and its sentence leave of the window. */
function tall(figure) {
  const picture = figure.querySelector(".x-picture");
  const below = figure.offsetHeight - picture.offsetHeight;
  const room = window.innerHeight - figure.getBoundingClientRect().top - below - 0.6 * LEAST * screenHeight();
  const held = `${Math.max(Math.floor(room), 0)}px`;
  if (root.style.getPropertyValue("--tall") === held) return;
  root.style.setProperty("--tall", held);
  root.dataset.scale = `stage ${held}`; // an explorer measures its picture anew when the page's scale changes
}

function watch(explorer) {
  const layOut = paged(explorer);
  let due = 0;
  const soon = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(layOut);
  };
  new MutationObserver((changes) => {
    if (changes.some(({ target }) => !(/** @type {any} */ (target).parentElement?.closest(".x-more")))) soon();
  }).observe(explorer, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(soon).observe(explorer);
  window.addEventListener("resize", soon);
  soon();
}

/** Show the explorer of that name and nothing else. */
export function setStage(name) {
  const style = new URL("live.css", import.meta.url);
  document.head.append(element("link", { rel: "stylesheet", href: style.href }));
  root.dataset.stage = name;
  size();
  window.addEventListener("resize", size);
  const place = chosen();
  if (!place) return;
  place.setAttribute("data-on-stage", "");
  const comes = new MutationObserver(() => {
    const explorer = place.querySelector(".x");
    if (!explorer) return;
    comes.disconnect();
    watch(explorer);
  });
  comes.observe(place, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
}
