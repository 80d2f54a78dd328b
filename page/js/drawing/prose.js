// Words as elements: a number and its unit never part at the end of a line.

import { element } from "./dom.js";

const AMOUNT =
  /(\d[\d,.]*\s(?:%|(?:mg|mcg|ng|mL|kg|min(?:utes?)?|h(?:ours?)?|L|days?|weeks?|months?|years?)(?:\/(?:[A-Za-z]+|\d+\sh))*(?![A-Za-z])))/;

/** @param {string} text */
export const prose = (text) =>
  text.split(AMOUNT).map((part, place) => (place % 2 ? element("span", { class: "amount", text: part }) : part));
