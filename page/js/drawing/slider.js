// A slider under a finger: what scrolls the page moves nothing.

const MEANT_PX = 8; // sideways; less is the trembling of a tap

/**
 * Call `moved` for each value that a learner gives a slider.
 *
 * A browser moves a slider as soon as a finger touches it, and only then finds out whether the finger scrolls the page.
 * So the value of a touch waits until the finger has moved along the slider, or has left it without scrolling.
 * @param {HTMLInputElement} slider
 * @param {() => void} moved
 */
export function whenMoved(slider, moved) {
  let touch = null;

  function take(value) {
    if (value === null || value === slider.value) return;
    slider.value = value;
    moved();
  }

  slider.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    touch = { x: event.clientX, y: event.clientY, before: slider.value, wanted: null, isMeant: false };
  });
  slider.addEventListener("input", () => {
    if (!touch || touch.isMeant) moved();
    else {
      touch.wanted = slider.value;
      slider.value = touch.before;
    }
  });
  slider.addEventListener("pointermove", (event) => {
    if (!touch || touch.isMeant) return;
    const [along, across] = [Math.abs(event.clientX - touch.x), Math.abs(event.clientY - touch.y)];
    if (along < MEANT_PX || along <= across) return;
    touch.isMeant = true;
    take(touch.wanted);
  });
  slider.addEventListener("pointerup", () => {
    const { isMeant, wanted } = touch ?? { isMeant: true };
    touch = null;
    if (!isMeant) take(wanted);
  });
  for (const kind of ["pointercancel", "touchcancel"]) {
    slider.addEventListener(kind, () => {
      const { before = null } = touch ?? {};
      touch = null;
      take(before);
    });
  }
}
