// A QR code as a drawing of the page, black on white with a quiet zone.

import { encode } from "uqr";

// More characters make a code that a phone does not read off a screen at once.
export const CODE_HOLDS_AT_MOST = 1_800;
const QUIET = 4; // modules around it
const SVG = "http://www.w3.org/2000/svg";

/**
 * The code of a text as an SVG element; null where the text is too long for a phone to read.
 * @param {string} text
 * @param {string} words what it is, for who does not see it
 */
export function codeOf(text, words) {
  if (text.length > CODE_HOLDS_AT_MOST) return null;
  const { data, size } = encode(text, { ecc: "L", border: QUIET });
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", words);
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = (d, fill) => {
    const made = document.createElementNS(SVG, "path");
    made.setAttribute("d", d);
    made.setAttribute("fill", fill);
    svg.append(made);
  };
  path(`M0 0h${size}v${size}h-${size}z`, "#fff");
  path(data.map((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")).join("")).join(""), "#000");
  return svg;
}
