// Hands as numbers to type, an option a row: how many, and how many of them are sure.

import { element } from "../../../page/js/drawing/dom.js";
import { HANDS_AT_MOST, handsOf, problemWith, roundOf } from "./state.js";

/**
 * Fields for the question on the screen, filled with what stands; made anew only for another question or round.
 * @param {HTMLElement} box
 * @param {(action: import("./state.js").Action) => void} move
 * @param {() => {deck: any, state: import("./state.js").State}} session
 */
export function showCounts(box, move, session) {
  const { deck, state } = session();
  const { poll, letters } = deck.screens[state.screen];
  const round = roundOf(deck, state);
  const of = `${poll} ${round} ${letters.length}`;
  if (box.dataset.of !== of) {
    box.dataset.of = of;
    box.replaceChildren(...(poll ? letters : []).map((letter, place) => row(letter, place, move, session)));
  }
  const hands = handsOf(deck, state);
  for (const input of box.querySelectorAll("input")) {
    const rows = input.name === "sure" ? hands.sure[round] : hands[round];
    if (document.activeElement !== input) input.value = String(rows[Number(input.dataset.place)]);
  }
}

function row(letter, place, move, session) {
  const said = element("p", { class: "refused", role: "alert" });
  return element(
    "fieldset",
    { class: "count" },
    element("legend", { text: letter }),
    field("hands", "Hands", letter, place, said, move, session),
    field("sure", "of them sure", letter, place, said, move, session),
    said,
  );
}

function field(name, label, letter, place, said, move, session) {
  const input = element("input", {
    ...{ type: "text", inputmode: "numeric", autocomplete: "off", name },
    ...{ "data-place": String(place), "aria-label": `${label}, for ${letter}` },
  });
  const stands = () => {
    const { deck, state } = session();
    const hands = handsOf(deck, state);
    const round = roundOf(deck, state);
    return (name === "sure" ? hands.sure[round] : hands[round])[place];
  };
  input.addEventListener("focus", () => input.select()); // what is typed takes the place of what stands
  input.addEventListener("input", () => {
    const { deck, state } = session();
    const typed = input.value.trim();
    const action = { do: name, place, to: Number(typed) }; // an empty field is none
    const problem = isCount(typed)
      ? problemWith(deck, state, action)
      : `${label === "Hands" ? "Hands" : "Sure"} must be a whole number from 0 to ${HANDS_AT_MOST}, got ${typed}.`;
    said.textContent = problem && `${problem} ${stands()} stays.`;
    if (!problem) move(action);
  });
  input.addEventListener("blur", () => {
    input.value = String(stands());
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const all = [...input.closest(".counts").querySelectorAll("input")];
    all[all.indexOf(input) + 1]?.focus();
  });
  return element("label", {}, element("span", { text: label }), input);
}

const isCount = (typed) => /^\d*$/.test(typed) && Number(typed) <= HANDS_AT_MOST;
