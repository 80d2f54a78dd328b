// Type as large as its screen allows, and never smaller than a room can read.

const LARGEST = 5.6; // hundredths of the screen's height
export const SMALLEST = 3.05;
const STEP = 0.15;

const fits = (box) => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;

/** Set the type of a screen; the largest at which nothing is cut, found by halves. @param {HTMLElement} box */
export function fit(box) {
  const at = (steps) => {
    box.style.setProperty("--text", `${Math.max(LARGEST - steps * STEP, SMALLEST)}vh`);
    return fits(box);
  };
  let [low, high] = [0, Math.ceil((LARGEST - SMALLEST) / STEP)]; // what is larger than `low` does not fit
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle)) high = middle;
    else low = middle + 1;
  }
  at(low);
}
