// What stands around a picture, as elements: passages, points, legend.

import { element } from "../../../page/js/dom.js";

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

/** @param {import("../../../page/js/messages.types").Passage} passage */
export function passageOf(passage) {
  const words = [...passage.paragraphs.map((text) => element("p", { text })), chipOf(passage)];
  return passage.folded
    ? element(
        "details",
        { class: "x-passage x-folded", "data-tone": passage.tone },
        element("summary", { text: passage.heading }),
        ...words,
      )
    : element(
        "section",
        { class: "x-passage", "data-tone": passage.tone },
        element("h3", { text: passage.heading }),
        ...words,
      );
}

/** @param {import("../../../page/js/messages.types").Readout} number */
export function readout({ label, text, note }) {
  return element(
    "div",
    {},
    element("dt", { text: label }),
    element(
      "dd",
      {},
      // A number and its unit never part at the end of a line.
      element("strong", { text: text.replace(/^([\d,.]+) (\S+)$/, "$1\u00a0$2") }),
      note && element("span", { text: note }),
    ),
  );
}

/** @param {import("../../../page/js/messages.types").Aside} block */
export function asideBlock(block) {
  const list = element("ul");
  for (const point of block.points) {
    const item = element("li", {}, element("span", { text: point.text }));
    if (point.source) item.append(" ", chipOf(point));
    list.append(item);
  }
  return element("section", { class: "x-aside" }, element("h3", { text: block.heading }), list);
}

/** @param {import("../../../page/js/messages.types").Stroke[]} strokes */
export const legendOf = (strokes) => strokes.filter((stroke) => stroke.label && stroke.kind !== "text");

export function legend(strokes) {
  return legendOf(strokes).map((stroke) =>
    element(
      "li",
      {},
      element("span", {
        class: `x-key x-key-${stroke.kind}`,
        style: `--key: var(--x-${stroke.colour})`,
        "data-dashed": stroke.dash.length > 0 && (stroke.dash[0] > 1.5 ? "dashes" : "dots"),
        "data-shape": stroke.shape,
        "aria-hidden": "true",
      }),
      stroke.label,
    ),
  );
}
