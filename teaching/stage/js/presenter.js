// The presenter view: what the teacher says, what is next, the key, the clock. In step with the stage where one is open in
// this browser; alone where none is.

import { element } from "../../../page/js/drawing/dom.js";
import { countWords } from "./hands.js";
import { actionOf } from "./keys.js";
import { act, clockWords, layersOf, left, roundOf, start } from "./state.js";
import { deckAtLast, inStep, sessionName } from "./sync.js";

/** @returns {any} */
const byId = (id) => document.getElementById(id);
const NAMES = {
  split: "the room’s split",
  key: "the key",
  why: "why",
  option: "an option",
  watch: "what to watch",
  picture: "the picture",
};

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
      holder.append(more);
      return holder;
    });
}

/** One field for each option: the hands as they were counted, to be typed too. */
function showHands(now) {
  const box = byId("counts");
  const section = box.closest("section");
  section.hidden = !now.poll || !now.letters.length;
  if (section.hidden) return;
  const round = roundOf(deck, state);
  const hands = state.hands[now.poll];
  if (box.dataset.of !== `${now.poll} ${round}`) {
    box.dataset.of = `${now.poll} ${round}`;
    box.replaceChildren(
      ...now.letters.map((letter, place) => field(letter, { do: "hands", place })),
      field("Sure", { do: "sure" }),
    );
  }
  for (const [place, input] of [...box.querySelectorAll("input")].entries()) {
    const n = place < now.letters.length ? hands?.[round][place] : hands?.sure[round];
    if (document.activeElement !== input) input.value = String(n ?? 0);
  }
  byId("round").textContent =
    round === "before" ? "Before the talk. Count after it" : "After the talk. Count before it";
  byId("counted").textContent = countWords(hands, round);
}

function field(label, action) {
  const input = element("input", { type: "number", min: "0", max: "999", step: "1", inputmode: "numeric" });
  const said = element("span", { class: "refused", role: "alert" });
  input.addEventListener("input", () => {
    const to = Number(input.value);
    const fits = input.value !== "" && Number.isInteger(to) && to >= 0 && to <= 999;
    said.textContent =
      fits || input.value === "" ? "" : `Hands must be a whole number from 0 to 999, got ${input.value}.`;
    if (fits) move({ ...action, to });
  });
  return element("label", {}, element("span", { text: label }), input, said);
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
  (told) => {
    state = told;
    show();
  },
  () => state,
);
for (const name of ["back", "next", "reveal", "cover", "black", "clock", "round", "again"]) {
  byId(name).addEventListener("click", () => move({ do: name }));
}
document.addEventListener("keydown", (event) => {
  const action = actionOf(event);
  if (!action || ["full", "colours", "keys", "code", "window", "close"].includes(action.do)) return;
  event.preventDefault();
  move(action);
});
setInterval(tick, 1000);
show();
document.documentElement.dataset.stage = "ready";
