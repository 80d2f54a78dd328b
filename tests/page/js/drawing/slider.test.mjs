// A slider under a finger: a scroll moves nothing, a drag and a tap do.

import assert from "node:assert/strict";
import { test } from "node:test";
import { whenMoved } from "../../../../page/js/drawing/slider.js";

/** A slider, what it told, and a finger or mouse that moves it as browsers do: the value first, then its event. */
function held(pointerType) {
  const slider = Object.assign(new EventTarget(), { value: "10" });
  const told = [];
  whenMoved(slider, () => told.push(slider.value));
  const pointer = (kind, clientX = 0, clientY = 0) =>
    slider.dispatchEvent(Object.assign(new Event(kind), { pointerType, clientX, clientY }));
  const moveTo = (value) => {
    slider.value = value;
    slider.dispatchEvent(new Event("input"));
  };
  return { slider, told, pointer, moveTo };
}

test("a finger that scrolls the page leaves the value as it was, and tells nothing", () => {
  for (const end of ["pointercancel", "touchcancel"]) {
    const { slider, told, pointer, moveTo } = held("touch");
    pointer("pointerdown", 100, 300);
    moveTo("80");
    assert.equal(slider.value, "10"); // not even for a moment
    pointer("pointermove", 102, 290);
    pointer("pointermove", 109, 270); // sideways enough, but more upwards
    moveTo("81");
    pointer(end);
    assert.equal(slider.value, "10");
    assert.deepEqual(told, []);
  }
});

test("a drag along the slider is followed from where it is meant", () => {
  const { slider, told, pointer, moveTo } = held("touch");
  pointer("pointerdown", 100, 300);
  moveTo("11");
  pointer("pointermove", 104, 301);
  assert.deepEqual(told, []);
  pointer("pointermove", 112, 303);
  moveTo("14");
  moveTo("15");
  pointer("pointerup");
  assert.deepEqual(told, ["11", "14", "15"]);
  assert.equal(slider.value, "15");
});

test("a tap sets the value once, when the finger leaves", () => {
  const { slider, told, pointer, moveTo } = held("touch");
  pointer("pointerdown", 100, 300);
  moveTo("80");
  assert.deepEqual(told, []);
  pointer("pointerup", 101, 300);
  assert.deepEqual(told, ["80"]);
  assert.equal(slider.value, "80");
});

test("a drag that the browser takes back is taken back, and that is told", () => {
  const { slider, told, pointer, moveTo } = held("pen");
  pointer("pointerdown", 100, 300);
  moveTo("20");
  pointer("pointermove", 130, 300);
  pointer("pointercancel");
  assert.deepEqual(told, ["20", "10"]);
  assert.equal(slider.value, "10");
});

test("a mouse, the keyboard and a screen reader move it at once", () => {
  const { told, pointer, moveTo } = held("mouse");
  moveTo("11");
  pointer("pointerdown", 100, 300);
  moveTo("40");
  pointer("pointerup");
  moveTo("41");
  assert.deepEqual(told, ["11", "40", "41"]);
});

test("a finger that was taken away holds nothing back later", () => {
  const { told, pointer, moveTo } = held("touch");
  pointer("pointerdown", 100, 300);
  pointer("pointercancel");
  moveTo("12");
  assert.deepEqual(told, ["12"]);
});
