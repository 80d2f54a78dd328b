// The presenter view: what the teacher says, what is next, the key, the clock. In step with the stage where one is open in
// this browser; alone where none is.

import { element } from "../../../page/js/drawing/dom.js";
import { showCounts } from "./counts.js";
import { countWords } from "./hands.js";
import { actionOf } from "./keys.js";
import { act, clockWords, layersOf, left, roundOf, start } from "./state.js";
import { deckAtLast, inStep, sessionName } from "./sync.js";

/** @returns {any} */
const byId = (id) => document.getElementById(id);
const NAMES = {
  split: "the room’s hands",
  key: "the right answer",
  why: "why",
  option: "why not another option",
  answer: "an answer",
  watch: "what to watch for, and when to stop",
  picture: "the picture after the prediction",
};
const TOGETHER = "In step: the stage of this session is open in this browser, and shows what you do here.";
const ALONE = "Alone: no stage of this session is open in this browser, so what you do here shows nowhere else.";
const STAGE_ONLY = ["full", "colours", "keys", "code", "window", "close", "typed"];

/** @type {any} */
let deck;
/** @type {import("./state.js").State} */
let state = start(0, Date.now());
let others = { tell() {} };

function move(action) {
  const before = state;
  state = act(deck, state, action, Date.now());
  if (state === before) return;
  show();
  others.tell();
}

const list = (items) =>
  element(
    "ul",
    {},
    items.map((text) => element("li", { text })),
  );
const part = (id, nodes) => {
  const shown = nodes.flat().filter(Boolean);
  byId(id).replaceChildren(...shown);
  byId(id).closest("section").hidden = !shown.length;
};

function show() {
  const now = deck.screens[state.screen];
  const next = deck.screens[state.screen + 1];
  const step = deck.steps[now.step - 1];
  byId("now-where").textContent = step ? `Step ${now.step} of ${deck.steps.length}: ${step.title}` : deck.title;
  byId("now").textContent = now.title;
  byId("place").textContent = `Screen ${state.screen + 1} of ${deck.screens.length}`;
  byId("next-title").textContent = next ? next.title : "This is the last screen.";
  const { say = "", expect = [], cut = "" } = now.notes;
  part("say", [say && element("p", { text: say })]);
  part("expect", [expect.length && list(expect)]);
  part("cut", [cut && element("p", { text: cut })]);
  part("told", toldOf(now));
  part("arguments", [
    step &&
      deck.arguments.map((each) =>
        element(
          "details",
          {},
          element("summary", { text: each.says }),
          element("p", { text: each.reply }),
          rests(each),
        ),
      ),
  ]);
  const layers = layersOf(deck, state);
  byId("revealed").textContent = layers.length
    ? `${state.layer} of ${layers.length} revealed${layers[state.layer] ? `; next: ${NAMES[layers[state.layer].kind]}` : ""}.`
    : "Nothing to reveal here.";
  byId("reveal").disabled = state.layer >= layers.length;
  byId("cover").disabled = state.layer === 0;
  byId("black").setAttribute("aria-pressed", String(state.black));
  byId("next").disabled = !next;
  byId("back").disabled = state.screen === 0;
  showHands(now);
  tick();
}

function rests({ rests: html }) {
  const holder = element("div");
  holder.innerHTML = html;
  return holder;
}

/** The key and what is said of each option, for the teacher's eyes. */
function toldOf(now) {
  const words = Object.fromEntries(now.options.map((each) => [each.letter, each.text]));
  return now.layers
    .filter(({ kind }) => kind !== "split" && kind !== "picture")
    .map((each) => {
      const holder = element("div", { class: "told" });
      if (each.kind === "key" && each.letters.length) {
        holder.append(
          ...each.letters.map((letter) => element("p", { text: `Right: ${letter}. ${words[letter] ?? ""}` })),
        );
      }
      const more = element("div");
      more.innerHTML = each.html;
      if (each.kind === "why") for (const named of more.querySelectorAll(".named")) named.remove(); // said above
      holder.append(more);
      return holder;
    });
}

/** The hands as they were counted, to be typed too. */
function showHands(now) {
  const box = byId("counts");
  const section = box.closest("section");
  section.hidden = !now.poll || !now.letters.length;
  showCounts(box, move, () => ({ deck, state }));
  if (section.hidden) return;
  const round = roundOf(deck, state);
  byId("round").textContent =
    round === "before"
      ? "These are hands before the talk. Count those after it"
      : "These are hands after the talk. Back to those before it";
  byId("counted").textContent = state.said || countWords(state.hands[now.poll], round);
}

/** Whether anybody sees what is done here. @param {Set<string>} roles */
function tellStep(roles) {
  const isThere = roles.has("stage");
  byId("in-step").dataset.there = String(isThere);
  byId("in-step-words").textContent = isThere ? TOGETHER : ALONE;
}

function tick() {
  const now = Date.now();
  const ms = left(deck, state, now);
  byId("step-left").textContent = ms === null ? "" : `${clockWords(ms)} left in this step`;
  byId("step-left").toggleAttribute("data-over", ms !== null && ms < 0);
  const gone = state.began ? now - state.began : 0;
  byId("whole").textContent = `${clockWords(gone)} of ${deck.minutes} min`;
}

deck = await deckAtLast((isMissing) => {
  byId("trouble").hidden = !isMissing;
});
others = inStep(
  sessionName(location),
  "presenter",
  (told) => {
    state = told;
    show();
  },
  () => state,
  tellStep,
);
for (const name of ["back", "next", "reveal", "cover", "black", "clock", "round", "again"]) {
  byId(name).addEventListener("click", () => move({ do: name }));
}
document.addEventListener("keydown", (event) => {
  const action = actionOf(event);
  if (!action || STAGE_ONLY.includes(action.do)) return;
  event.preventDefault();
  move(action);
});
setInterval(tick, 1000);
show();
document.documentElement.dataset.stage = "ready";
