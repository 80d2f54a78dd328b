// The hands that were counted, drawn as bars: those before the talk hatched, those after it full, each with its number.

import { element } from "../../../page/js/drawing/dom.js";

const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);

/** The rounds in which hands were counted. */
const rounds = (hands) => ["before", "after"].filter((round) => sum(hands[round]) > 0);

/**
 * The bars of one option.
 * @param {import("./state.js").Hands} hands
 * @param {number} place of the option
 */
export function barsOf(hands, place) {
  const most = Math.max(...hands.before, ...hands.after, 1);
  const rows = rounds(hands).map((round) =>
    element(
      "span",
      { class: "bar-row" },
      element(
        "span",
        { class: "bar-track" },
        element("span", {
          class: "bar-fill",
          "data-round": round,
          style: `inline-size: ${(100 * hands[round][place]) / most}%`,
        }),
      ),
      element("span", { class: "bar-number", text: `${hands[round][place]} ${round}` }),
    ),
  );
  return element("span", { class: "bars" }, rows);
}

/** How many were counted, and how many of them were sure. */
export function splitWords(hands) {
  return rounds(hands)
    .map((round) => {
      const all = sum(hands[round]);
      const sure = hands.sure[round];
      return `${round === "before" ? "Before" : "After"} the talk: ${all} ${all === 1 ? "hand" : "hands"}${sure ? `, ${sure} sure` : ""}.`;
    })
    .join(" ");
}

/** What stands in the corner while hands go up: how many, not for what. */
export function countWords(hands, round) {
  if (!hands || !(sum(hands[round]) || hands.sure[round])) return "";
  const all = sum(hands[round]);
  return `${all} ${all === 1 ? "hand" : "hands"} ${round}${hands.sure[round] ? `, ${hands.sure[round]} sure` : ""}`;
}
