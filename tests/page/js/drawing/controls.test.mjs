// A slider's place as text: as the course writes numbers, and as its parser reads them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { sliderText } from "../../../../page/js/drawing/controls.js";

test("a slider's text has as many places as its step, and no more zeros than a number needs", () => {
  const cases = [
    ["0.1", 0.05, "0.1"],
    ["0.30000000000000004", 0.1, "0.3"],
    ["5", 1, "5"],
    ["5.4", 1, "5"],
    ["0.05", 0.01, "0.05"],
    ["100", 10, "100"],
    ["0", 0.1, "0"],
  ];
  for (const [value, step, text] of cases) assert.equal(sliderText(value, step), text, `${value} by ${step}`);
});
