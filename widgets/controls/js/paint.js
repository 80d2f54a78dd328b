// The moving strokes, painted over the backdrop.

import { canvasPen, edgeOf, layOn, lookOf, traceMark } from "./marks.js";

/** The page's colours by name, as they are now: also those of the system, whose names a canvas does not follow. */
function pageColours(canvas) {
  const known = new Map();
  return {
    token(name) {
      if (!known.has(name)) {
        canvas.style.color = `var(--x-${name})`;
        known.set(name, getComputedStyle(canvas).color);
      }
      return known.get(name);
    },
    forget: () => known.clear(),
  };
}

/**
 * Paints what Python describes.
 * @param {HTMLCanvasElement} canvas
 * @param {HTMLElement} figure
 * @param {{token(name: string): string, forget(): void}} colours
 */
export function painter(canvas, figure, colours = pageColours(canvas)) {
  const { token } = colours;
  let last = null;

  function path(context, xs, ys, box, backwards = false) {
    const at = (k) => context.lineTo(box.x + (xs[k] / 65535) * box.w, box.y + box.h - (ys[k] / 65535) * box.h);
    if (backwards) for (let k = xs.length - 1; k >= 0; k--) at(k);
    else for (let k = 0; k < xs.length; k++) at(k);
  }

  function paint(shown, points) {
    last = [shown, points];
    if (!shown.size) return;
    const [width, height] = shown.size;
    const ratio = Math.max(2, window.devicePixelRatio || 1);
    const wide = Math.round(width * ratio),
      tall = Math.round(height * ratio);
    if (canvas.width !== wide || canvas.height !== tall) {
      canvas.width = wide;
      canvas.height = tall;
    }
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    let offset = 0;
    const take = (count) => {
      const part = new Uint16Array(
        points.buffer.slice(points.byteOffset + offset, points.byteOffset + offset + 2 * count),
      );
      offset += 2 * count;
      return part;
    };
    for (const stroke of shown.strokes) {
      const frame = shown.boxes[stroke.panel];
      const box = { x: frame.left * width, y: frame.top * height, w: frame.width * width, h: frame.height * height };
      const xs = take(stroke.count),
        ys = take(stroke.count);
      const colour = token(stroke.colour);
      const look = lookOf(stroke);
      context.beginPath();
      if (stroke.kind === "band") {
        const tops = take(stroke.count);
        path(context, xs, ys, box);
        path(context, xs, tops, box, true);
        layOn(context, look, colour);
        context.beginPath();
        for (const level of [ys, tops]) {
          context.moveTo(box.x + (xs[0] / 65535) * box.w, box.y + box.h - (level[0] / 65535) * box.h);
          path(context, xs, level, box);
        }
        layOn(context, edgeOf(look), colour);
      } else if (stroke.kind === "marks") {
        const pen = canvasPen(context);
        for (let k = 0; k < xs.length; k++)
          traceMark(
            pen,
            stroke.shape,
            box.x + (xs[k] / 65535) * box.w,
            box.y + box.h - (ys[k] / 65535) * box.h,
            stroke.size,
          );
        layOn(context, look, colour);
      } else if (stroke.kind === "text") {
        context.fillStyle = token("ink");
        context.font = `12px ${getComputedStyle(figure).fontFamily}`;
        context.textBaseline = "middle";
        context.fillText(stroke.label, box.x + (xs[0] / 65535) * box.w, box.y + box.h - (ys[0] / 65535) * box.h);
      } else if (stroke.kind === "segments") {
        for (let k = 0; k < xs.length; k += 2) {
          context.moveTo(box.x + (xs[k] / 65535) * box.w, box.y + box.h - (ys[k] / 65535) * box.h);
          context.lineTo(box.x + (xs[k + 1] / 65535) * box.w, box.y + box.h - (ys[k + 1] / 65535) * box.h);
        }
        layOn(context, look, colour);
      } else {
        path(context, xs, ys, box);
        layOn(context, look, colour);
      }
    }
  }
  const again = () => {
    colours.forget();
    if (last) paint(...last);
  };
  return { paint, again };
}
