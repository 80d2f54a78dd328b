// What a page puts down with a press: Python keeps nothing, and so can neither draw once nor know the day.

import { localDay } from "../../../../page/js/keeping/times.js";

const BETWEEN = "@";
const MANY = 1_000_000;

const STAMPS = {
  chance: () => String(crypto.getRandomValues(new Uint32Array(1))[0] % MANY),
  day: () => localDay(),
};

/**
 * The text of a press. What was pressed stays as it is: a second tap must not draw again.
 * @param {{stamp?: string}} control
 * @param {string} held what the control holds
 * @param {string} text of the press
 */
export function pressOf({ stamp }, held, text) {
  if (!stamp) return text;
  return held || `${text}${BETWEEN}${STAMPS[stamp]()}`;
}
