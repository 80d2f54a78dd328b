// What each kind of stroke looks like, once: for the picture, for its key on the page, and for its key in a saved file.

/**
 * @typedef {import("../../../page/js/line/messages.types").Stroke} Stroke
 * @typedef {{fill: boolean, width: number, dash: number[], opacity: number}} Look
 * @typedef {{moveTo(x: number, y: number): void, lineTo(x: number, y: number): void, closePath(): void, circle(x: number, y: number, r: number): void}} Pen
 */

const LINE_PX = 2.4;
const RING_PX = 1.6;
const BAND_OPACITY = 0.2;
const EDGE_PX = 1; // of a band: its tint alone is too pale to be told from the paper

/**
 * How a stroke is laid on: filled or drawn, how thick, in which dashes, how dense.
 * @param {{kind: string, shape: string, dash: number[]}} stroke
 * @returns {Look}
 */
export function lookOf({ kind, shape, dash }) {
  if (kind === "band") return { fill: true, width: 0, dash: [], opacity: BAND_OPACITY };
  if (kind === "marks") return { fill: shape !== "ring", width: shape === "ring" ? RING_PX : 0, dash: [], opacity: 1 };
  return { fill: false, width: LINE_PX, dash: dash.map((part) => part * LINE_PX), opacity: 1 };
}

/** The edges of a band. @param {Look} look @returns {Look} */
export const edgeOf = (look) => ({ ...look, fill: false, width: EDGE_PX, opacity: 1 });

/**
 * One mark around a point.
 * @param {Pen} pen
 */
export function traceMark(pen, shape, x, y, size) {
  const r = size / 2 + (shape === "diamond" ? 2 : 0);
  if (shape !== "square" && shape !== "diamond") {
    pen.circle(x, y, r);
    return;
  }
  const corners =
    shape === "square"
      ? [
          [-r, -r],
          [r, -r],
          [r, r],
          [-r, r],
        ]
      : [
          [0, -r],
          [r, 0],
          [0, r],
          [-r, 0],
        ];
  corners.forEach(([dx, dy], k) => {
    if (k) pen.lineTo(x + dx, y + dy);
    else pen.moveTo(x + dx, y + dy);
  });
  pen.closePath();
}

/** A pen on a canvas. @param {CanvasRenderingContext2D} context @returns {Pen} */
export function canvasPen(context) {
  return {
    moveTo: (x, y) => context.moveTo(x, y),
    lineTo: (x, y) => context.lineTo(x, y),
    closePath: () => context.closePath(),
    circle(x, y, r) {
      context.moveTo(x + r, y);
      context.arc(x, y, r, 0, 2 * Math.PI);
    },
  };
}

/** Lay on a path on a canvas, or what was traced there. */
export function layOn(context, look, colour, path = null) {
  context.globalAlpha = look.opacity;
  context.fillStyle = context.strokeStyle = colour;
  context.lineJoin = "round";
  context.lineWidth = look.width;
  context.setLineDash(look.dash);
  if (look.fill) path ? context.fill(path) : context.fill();
  else path ? context.stroke(path) : context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** A pen that writes the path of an SVG. */
function pathPen() {
  let d = "";
  return {
    moveTo(x, y) {
      d += `M${x} ${y}`;
    },
    lineTo(x, y) {
      d += `L${x} ${y}`;
    },
    closePath() {
      d += "Z";
    },
    circle(x, y, r) {
      d += `M${x + r} ${y}A${r} ${r} 0 1 1 ${x - r} ${y}A${r} ${r} 0 1 1 ${x + r} ${y}Z`;
    },
    get path() {
      return d;
    },
  };
}

export const KEY = { width: 32, height: 16 }; // CSS pixels
const LEAST_MARK_PX = 8; // a dot of a crowd alone would hardly be seen

/**
 * The key of a stroke, in a frame of KEY: paths, each with how it is laid on.
 * @param {Stroke} stroke
 * @returns {{path: string, look: Look}[]}
 */
export function keyOf(stroke) {
  const { width, height } = KEY;
  const look = lookOf(stroke);
  const pen = pathPen();
  const row = (y) => `M1 ${y}L${width - 1} ${y}`;
  const [top, foot] = [2.5, height - 2.5]; // on the dots of a screen, not between them
  if (stroke.kind === "band") {
    return [
      { path: `M1 ${top}L${width - 1} ${top}L${width - 1} ${foot}L1 ${foot}Z`, look },
      { path: row(top) + row(foot), look: edgeOf(look) },
    ];
  }
  if (stroke.kind !== "marks") return [{ path: row(height / 2), look }];
  const size = Math.max(LEAST_MARK_PX, Math.min(stroke.size, height - 6));
  traceMark(pen, stroke.shape, width / 2, height / 2, size);
  return [{ path: pen.path, look }];
}
