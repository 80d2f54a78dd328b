// The picture as a file: what was drawn and painted, with its words and the notice, on one sheet.

import { element } from "../../../page/js/drawing/dom.js";
import { KEY, keyOf, layOn } from "./marks.js";
import { painter } from "./paint.js";
import { legendOf } from "./words.js";

const PAPER = {
  "curve-1": "#0072b2",
  "curve-2": "#d55e00",
  "curve-3": "#009e73",
  "curve-ink": "#101418",
  ink: "#1c2126",
  "ink-soft": "#55606b",
};

const KEY_ROOM = KEY.width + 8;

function linesOf(context, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && context.measureText(longer).width > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** The picture as a PNG: always on white paper, whatever the page's colours are; under the picture what each line is, and the notice. */
export async function pngOf(model, heading, note, figure) {
  const shown = model.get("shown");
  const table = model.get("table");
  const [width, height] = shown.size,
    margin = 16,
    ratio = 2,
    family = getComputedStyle(figure).fontFamily;
  const image = new Image();
  image.src = URL.createObjectURL(
    new Blob(
      [
        model
          .get("backdrop")
          .replace("<svg ", `<svg width="${width}" height="${height}" `)
          .replace(/width="[\d.]+pt"|height="[\d.]+pt"/g, ""),
      ],
      { type: "image/svg+xml" },
    ),
  );
  await image.decode();
  const curves = element("canvas"),
    sheet = element("canvas"),
    context = sheet.getContext("2d");
  painter(curves, figure, { token: (name) => PAPER[name], forget() {} }).paint(shown, model.get("points"));
  const texts = [
    ["600 18px", heading, "ink"],
    ["600 14px", shown.sentence, "ink"],
  ];
  const below = legendOf(shown.strokes).map((stroke) => ["13px", stroke.label, "ink", stroke]);
  below.push(["13px", table ? table.caption : "", "ink-soft"], ["600 13px", note, "ink"]);
  const set = (rows) =>
    rows
      .filter(([, text]) => text)
      .flatMap(([font, text, colour, stroke]) => {
        context.font = `${font} ${family}`;
        return linesOf(context, text, width - (stroke ? KEY_ROOM : 0)).map((line, k) => ({
          font,
          line,
          colour,
          indent: stroke ? KEY_ROOM : 0,
          stroke: k ? null : stroke,
        }));
      });
  const head = set(texts),
    foot = set(below),
    tall = 22;
  sheet.width = (width + 2 * margin) * ratio;
  sheet.height = (height + (head.length + foot.length) * tall + 3 * margin) * ratio;
  context.scale(ratio, ratio);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, sheet.width, sheet.height);
  let y = margin;
  const write = (rows) => {
    for (const { font, line, colour, indent, stroke } of rows) {
      y += tall;
      if (stroke) {
        context.save();
        context.translate(margin, y - 5 - KEY.height / 2); // in the middle of small letters
        for (const { path, look } of keyOf(stroke)) layOn(context, look, PAPER[stroke.colour], new Path2D(path));
        context.restore();
      }
      context.font = `${font} ${family}`;
      context.fillStyle = PAPER[colour];
      context.fillText(line, margin + indent, y);
    }
  };
  write(head);
  y += margin;
  context.drawImage(image, margin, y, width, height);
  context.drawImage(curves, margin, y, width, height);
  URL.revokeObjectURL(image.src);
  y += height;
  write(foot);
  return new Promise((done) => sheet.toBlob(done, "image/png"));
}
