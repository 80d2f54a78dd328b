// What a stroke looks like in its key: one for each kind and shape, and none like another.

import assert from "node:assert/strict";
import { test } from "node:test";
import { KEY, keyOf, lookOf } from "../../../../widgets/controls/js/marks.js";

const stroke = (kind, more = {}) => ({
  kind,
  shape: "diamond",
  dash: [],
  size: 9,
  label: "a",
  colour: "curve-1",
  ...more,
});
const STROKES = {
  line: stroke("line"),
  dashed: stroke("line", { dash: [6, 3] }),
  dotted: stroke("segments", { dash: [1, 2] }),
  band: stroke("band"),
  diamond: stroke("marks"),
  square: stroke("marks", { shape: "square" }),
  circle: stroke("marks", { shape: "circle" }),
  ring: stroke("marks", { shape: "ring" }),
};

test("no two kinds of stroke have the same key", () => {
  const keys = Object.values(STROKES).map((each) => JSON.stringify(keyOf(each)));
  assert.equal(new Set(keys).size, keys.length);
});

test("a key is laid on as the stroke is in the picture", () => {
  for (const [name, each] of Object.entries(STROKES)) assert.deepEqual(keyOf(each)[0].look, lookOf(each), name);
  assert.equal(lookOf(STROKES.ring).fill, false);
  assert.equal(lookOf(STROKES.circle).fill, true);
  assert.equal(keyOf(STROKES.band).length, 2, "a tint, and the edges that can be seen on any paper");
});

test("a key stays in its frame, however large the mark", () => {
  for (const size of [2, 9, 60]) {
    for (const shape of ["diamond", "square", "circle", "ring"]) {
      const [{ path }] = keyOf(stroke("marks", { shape, size }));
      const heights = [...path.matchAll(/[ML][\d.]+ ([\d.]+)/g)].map((found) => Number(found[1]));
      assert.ok(heights.length > 0 && heights.every((y) => y >= 0 && y <= KEY.height), `${shape} of ${size}: ${path}`);
    }
  }
});
