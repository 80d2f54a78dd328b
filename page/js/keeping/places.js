// Where the learner stopped in each lesson: kept as a courtesy, so that the page can offer to go on there.

import { Shelf } from "./shelf.js";
import { PLACE } from "./store.js";

/**
 * @typedef {{part: string, words: string, at: number}} Place the id and the words of a heading, and when it was left, in
 *   milliseconds
 */

const shelf = new Shelf(PLACE, 20_000, 1_000);

/** Keep where a lesson was left; false where nothing can be kept. @param {string} lesson @param {Place} place */
export const keepPlace = (lesson, { part, words, at }) => shelf.keep(lesson, { part, words, at });

/** Where a lesson was left; null if that is not known. @param {string} lesson @returns {Place | null} */
export function placeIn(lesson) {
  const kept = shelf.read(lesson);
  const isWhole = typeof kept?.part === "string" && typeof kept.words === "string" && Number.isFinite(kept.at);
  return isWhole ? { part: kept.part, words: kept.words, at: kept.at } : null;
}

/** The lesson is at its end, or begins again: there is no place to go on at. @param {string} lesson */
export const dropPlace = (lesson) => shelf.drop(lesson);

/** All places that are kept, by lesson. @returns {Record<string, Place>} */
export const allPlaces = () =>
  Object.fromEntries(shelf.names().flatMap((lesson) => (placeIn(lesson) ? [[lesson, placeIn(lesson)]] : [])));

/**
 * Take over places from another device; of two the later stays.
 * @param {Record<string, Place>} places
 */
export function takePlaces(places) {
  for (const [lesson, place] of Object.entries(places)) {
    const here = placeIn(lesson);
    if (!here || here.at < place.at) keepPlace(lesson, place);
  }
}
