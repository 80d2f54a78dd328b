// The moving strokes, painted over the backdrop.

export function painter(
  canvas,
  figure,
  token = (name) => getComputedStyle(figure).getPropertyValue(`--x-${name}`).trim() || "#0072b2",
) {
  let last = null;

  function path(context, xs, ys, box, backwards = false) {
    const at = (k) => context.lineTo(box.x + (xs[k] / 65535) * box.w, box.y + box.h - (ys[k] / 65535) * box.h);
    if (backwards) for (let k = xs.length - 1; k >= 0; k--) at(k);
    else for (let k = 0; k < xs.length; k++) at(k);
  }

  function marks(context, xs, ys, box, stroke) {
    const r = stroke.size / 2 + (stroke.shape === "diamond" ? 2 : 0);
    for (let k = 0; k < xs.length; k++) {
      const x = box.x + (xs[k] / 65535) * box.w,
        y = box.y + box.h - (ys[k] / 65535) * box.h;
      if (stroke.shape === "square") context.rect(x - r, y - r, 2 * r, 2 * r);
      else if (stroke.shape === "diamond") {
        context.moveTo(x, y - r);
        context.lineTo(x + r, y);
        context.lineTo(x, y + r);
        context.lineTo(x - r, y);
        context.closePath();
      } else {
        context.moveTo(x + r, y);
        context.arc(x, y, r, 0, 2 * Math.PI);
      }
    }
  }

  function line(context, colour, dash) {
    context.lineWidth = 2.4;
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.setLineDash(dash.map((part) => part * 2.4));
    context.stroke();
    context.setLineDash([]);
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
      context.beginPath();
      if (stroke.kind === "band") {
        path(context, xs, ys, box);
        path(context, xs, take(stroke.count), box, true);
        context.globalAlpha = 0.2;
        context.fillStyle = colour;
        context.fill();
        context.globalAlpha = 1;
      } else if (stroke.kind === "marks") {
        marks(context, xs, ys, box, stroke);
        context.fillStyle = context.strokeStyle = colour;
        context.lineWidth = 1.6;
        if (stroke.shape === "ring") context.stroke();
        else context.fill();
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
        line(context, colour, stroke.dash);
      } else {
        path(context, xs, ys, box);
        line(context, colour, stroke.dash);
      }
    }
  }
  return { paint, again: () => last && paint(...last) };
}
