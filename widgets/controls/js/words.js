// What stands around a picture, as elements: passages, points, legend.

import { element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { dotRow } from "./cases/dots.js";
import { KEY, keyOf } from "./marks.js";

/** @param {{source?: string, status?: string, mark?: string}} backing */
function chipOf({ source, status, mark }) {
  return source
    ? element(
        "details",
        { class: "chip", "data-status": mark },
        element("summary", { text: source }),
        element("p", { text: status }),
      )
    : null;
}

/** @param {import("../../../page/js/line/messages.types").Passage} passage */
export function passageOf(passage) {
  const words = [
    ...(passage.dots ?? []).map(dotRow),
    ...passage.paragraphs.map((text) => element("p", {}, prose(text))),
    chipOf(passage),
  ];
  return passage.folded
    ? element(
        "details",
        { class: "x-passage x-folded", "data-tone": passage.tone },
        element("summary", {}, element("span", {}, prose(passage.heading))),
        ...words,
      )
    : element(
        "section",
        { class: "x-passage", "data-tone": passage.tone },
        element("h3", {}, prose(passage.heading)),
        ...words,
      );
}

/** @param {import("../../../page/js/line/messages.types").Readout} number */
export function readout({ label, text, note }) {
  return element(
    "div",
    {},
    element("dt", {}, prose(label)),
    element(
      "dd",
      {},
      // A number and its unit never part at the end of a line.
      element("strong", { text: text.replace(/(\d) (?=[a-zA-Z%][\w/%]*(?:[;,.]|$))/g, "$1\u00a0") }),
      note && element("span", {}, prose(note)),
    ),
  );
}

/** @param {import("../../../page/js/line/messages.types").Aside} block */
export function asideBlock(block) {
  const list = element("ul");
  for (const point of block.points) {
    const item = element("li", {}, element("span", {}, prose(point.text)));
    if (point.source) item.append(" ", chipOf(point));
    list.append(item);
  }
  return element("section", { class: "x-aside" }, element("h3", { text: block.heading }), list);
}

/** @param {import("../../../page/js/line/messages.types").Stroke[]} strokes */
export const legendOf = (strokes) => strokes.filter((stroke) => stroke.label && stroke.kind !== "text");

const SVG = "http://www.w3.org/2000/svg";

/** @param {import("../../../page/js/line/messages.types").Stroke} stroke */
function keyDrawn(stroke) {
  const drawn = document.createElementNS(SVG, "svg");
  const { width, height } = KEY;
  const frame = { class: "x-key", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true", "data-kind": stroke.kind };
  for (const [name, value] of Object.entries(frame)) drawn.setAttribute(name, value);
  drawn.style.setProperty("--key", `var(--x-${stroke.colour})`);
  for (const { path, look } of keyOf(stroke)) {
    const part = document.createElementNS(SVG, "path");
    part.setAttribute("d", path);
    part.style.cssText = look.fill
      ? `fill: var(--key); opacity: ${look.opacity}`
      : `fill: none; stroke: var(--key); stroke-width: ${look.width}; stroke-dasharray: ${look.dash.join(" ") || "none"}`;
    drawn.append(part);
  }
  return drawn;
}

export function legend(strokes) {
  return legendOf(strokes).map((stroke) => element("li", {}, keyDrawn(stroke), stroke.label));
}
