// What each key does: those of a keyboard, and those that a presentation clicker sends.

/** The list that `?` shows. */
export const KEYS = [
  ["→ PageDown space n", "Next screen"],
  ["← PageUp p", "The screen before"],
  ["↑ Enter r F5", "Reveal the next layer: the room’s split, the key, why, each option"],
  ["↓", "Cover it again"],
  ["1 … 9, with Shift", "One hand more for an option, or one less"],
  ["s, with Shift", "One more who is sure, or one less"],
  ["v", "Count hands before the talk, or after it"],
  ["b .", "Black screen"],
  ["t", "Time left in the step"],
  ["f", "Full screen"],
  ["c", "Light or dark"],
  ["q", "QR code of what is on the screen, for learners"],
  ["w", "Presenter view in a window of its own"],
  ["?", "This list"],
];

const PLAIN = {
  ArrowRight: "next",
  PageDown: "next",
  " ": "next",
  n: "next",
  ArrowLeft: "back",
  PageUp: "back",
  p: "back",
  ArrowUp: "reveal",
  Enter: "reveal",
  r: "reveal",
  F5: "reveal", // a clicker's start button; leaving the page would lose what was counted
  ArrowDown: "cover",
  v: "round",
  b: "black",
  ".": "black",
  t: "clock",
  f: "full",
  c: "colours",
  q: "code",
  w: "window",
  "?": "keys",
  Escape: "close",
};
// These work wherever the focus is, so that a clicker never gets stuck in an explorer.
const ANYWHERE = ["PageDown", "PageUp", "F5"];
const OWN_KEYS = "input, select, textarea, button, a, summary, [role=slider]";

/**
 * What a key means here, or null where it belongs to the control that has the focus.
 * @param {KeyboardEvent} event
 * @returns {{do: string, place?: number, by?: number} | null}
 */
export function actionOf(event) {
  const { key, code, shiftKey, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey || event.isComposing) return null;
  const target = /** @type {any} */ (event.target);
  const control = target?.closest?.(OWN_KEYS);
  if (control && !ANYWHERE.includes(key) && !isFreeAt(control, key)) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code);
  if (digit) return { do: "hand", place: Number(digit[1]) - 1, by: shiftKey ? -1 : 1 };
  if (key === "s" || key === "S") return { do: "sure", by: shiftKey || key === "S" ? -1 : 1 };
  const plain = PLAIN[key] ?? PLAIN[key.toLowerCase()];
  return plain ? { do: plain } : null;
}

/** A button or a link wants Enter and space only; a field wants every key. */
function isFreeAt(control, key) {
  return control.matches("button, a, summary") && ![" ", "Enter"].includes(key);
}
