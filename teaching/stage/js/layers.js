// Puts what is revealed into a screen, and takes it out again: nothing of it stands in the page before.

import { element } from "../../../page/js/drawing/dom.js";
import { barsOf, splitWords } from "./hands.js";
import { layersOf } from "./state.js";

const REPLACES = ["why", "option", "answer", "watch", "picture"]; // these have the screen for themselves

/** The layers that are uncovered, the last one first. */
const uncovered = (deck, state) => layersOf(deck, state).slice(0, state.layer).reverse();

/**
 * Show a screen as far as it is revealed.
 * @param {HTMLElement} section
 * @param {import("./state.js").Deck} deck
 * @param {import("./state.js").State} state
 */
export function showLayers(section, deck, state) {
  for (const each of section.querySelectorAll("[data-revealed]")) each.remove();
  for (const each of section.querySelectorAll(".options > li")) each.removeAttribute("data-right");
  const open = uncovered(deck, state);
  const [top] = open;
  section.dataset.layer = top?.kind ?? "";
  const place = section.querySelector(".layer");
  if (top && REPLACES.includes(top.kind)) {
    place.innerHTML = top.html;
    for (const each of place.children) each.setAttribute("data-revealed", "");
    if (["why", "option"].includes(top.kind)) showVerdict(place, top, deck, state);
    return;
  }
  const { poll, letters } = deck.screens[state.screen];
  const hands = state.hands[poll];
  if (open.some(({ kind }) => kind === "split")) {
    for (const row of rowsOf(section)) {
      const bars = barsOf(hands, letters.indexOf(row.dataset.letter));
      bars.dataset.revealed = "";
      row.append(bars);
    }
    place.append(element("p", { class: "split-words", "data-revealed": "", text: splitWords(hands) }));
  }
  const key = open.find(({ kind }) => kind === "key");
  if (key) showKey(section, place, key);
}

/** @returns {HTMLElement[]} */
const rowsOf = (section) => [...section.querySelectorAll(".options > li")];

function showKey(section, place, key) {
  for (const row of rowsOf(section)) {
    if (!key.letters.includes(row.dataset.letter)) continue;
    row.dataset.right = "";
    row.querySelector(".option-words").append(mark("✓ Right"));
  }
  const elsewhere = key.letters.filter((letter) => !rowsOf(section).some((row) => row.dataset.letter === letter));
  if (elsewhere.length) {
    place.append(element("p", { class: "named", "data-revealed": "", text: `✓ Right: ${elsewhere.join(", ")}` }));
  }
  if (key.html) place.append(element("div", { class: "key-words", "data-revealed": "" }, ...nodesOf(key.html)));
}

const mark = (text) => element("b", { class: "mark", "data-revealed": "", text });

/** The option that is spoken of, with the mark that it has by now. */
function showVerdict(place, layer, deck, state) {
  const key = layersOf(deck, state).find(({ kind }) => kind === "key");
  for (const named of place.querySelectorAll(".named")) {
    const letter = named.querySelector(".letter").textContent;
    named.toggleAttribute("data-right", key?.letters?.includes(letter) ?? false);
    if (named.hasAttribute("data-right")) named.append(mark("✓ Right"));
  }
  place.dataset.of = layer.kind;
}

function nodesOf(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}
