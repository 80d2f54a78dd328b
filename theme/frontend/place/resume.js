// Where the learner stopped in this lesson: offered when the lesson is opened again, and kept when it is left.

import { element } from "../../../page/js/drawing/dom.js";
import { dropPlace, keepPlace, placeIn } from "../../../page/js/keeping/places.js";

/** @import { Part } from "./parts.js" */

/** Whether the page opens at its beginning: a link leads elsewhere, and a reload goes on where it was by itself. */
function opensAtTop() {
  const [how] = performance.getEntriesByType("navigation");
  return !location.hash && (!how || /** @type {PerformanceNavigationTiming} */ (how).type === "navigate");
}

/**
 * Offer to go on where the lesson was left.
 * @param {string} lesson
 * @param {Part[]} parts
 */
export function offerPlace(lesson, parts) {
  const place = opensAtTop() ? placeIn(lesson) : null;
  const opening = document.querySelector("main .opening");
  if (!place || !opening) return;
  const part = parts.find(({ id }) => id === place.part);
  const note = element("p", { class: "go-on", role: "status" });
  if (part)
    note.append(`You stopped at “${part.words}”. `, element("a", { href: part.link.href, text: "Go on there" }));
  else note.append(`You stopped at “${place.words}”. The lesson has changed since, and has no such part now.`);
  opening.append(note);
}

/**
 * Keep where the lesson is left. Who only looked at its beginning is asked again; who came to its end begins anew.
 * @param {string} lesson
 * @param {() => {now: Part | null, isAtEnd: boolean, moved: boolean}} stand
 */
export function keepOnLeaving(lesson, stand) {
  const keep = () => {
    const { now, isAtEnd, moved } = stand();
    if (!moved) return;
    if (isAtEnd || !now) dropPlace(lesson);
    else keepPlace(lesson, { part: now.id, words: now.words, at: Date.now() });
  };
  window.addEventListener("pagehide", keep);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep();
  });
}
