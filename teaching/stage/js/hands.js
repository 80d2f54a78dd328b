// The hands that were counted, drawn as bars: those before the talk hatched, those after it full, each with its number.

import { element } from "../../../page/js/drawing/dom.js";

const sum = (numbers) => numbers.reduce((all, n) => all + n, 0);

const sureWords = (sure) => (sure ? `, ${sure} sure` : "");

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
      element("span", {
        class: "bar-number",
        text: `${hands[round][place]} ${round}${sureWords(hands.sure[round][place])}`,
      }),
    ),
  );
  const someAreSure = rounds(hands).some((round) => sum(hands.sure[round]) > 0);
  return element("span", { class: "bars", "data-sure": someAreSure }, rows);
}

/** How many were counted, and how many of them were sure. */
export function splitWords(hands) {
  return rounds(hands)
    .map((round) => {
      const all = sum(hands[round]);
      const when = round === "before" ? "Before" : "After";
      return `${when} the talk: ${all} ${all === 1 ? "hand" : "hands"}${sureWords(sum(hands.sure[round]))}.`;
    })
    .join(" ");
}

/** What stands in the corner while hands go up: how many, not for what. */
export function countWords(hands, round) {
  if (!hands || !sum(hands[round])) return "";
  const all = sum(hands[round]);
  return `${all} ${all === 1 ? "hand" : "hands"} ${round}${sureWords(sum(hands.sure[round]))}`;
}
