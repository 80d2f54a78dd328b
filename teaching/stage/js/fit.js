// Type as large as its screen allows, and never smaller than a room can read.

const LARGEST = 5.6; // hundredths of the screen's height
export const SMALLEST = 3.05;
const STEP = 0.15;

const fits = (box) => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;

/** Set the type of a screen; the largest at which nothing is cut. @param {HTMLElement} box */
export function fit(box) {
  for (let size = LARGEST; size > SMALLEST; size -= STEP) {
    box.style.setProperty("--text", `${size}vh`);
    if (fits(box)) return;
  }
  box.style.setProperty("--text", `${SMALLEST}vh`);
}
