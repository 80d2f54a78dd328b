// The stage: one screen at a time. What is right comes into memory after the page, and into the page when it is revealed.

import { button, element } from "../../../page/js/drawing/dom.js";
import { fit } from "./fit.js";
import { countWords } from "./hands.js";
import { actionOf, KEYS } from "./keys.js";
import { showLayers } from "./layers.js";
import { livesOf } from "./live.js";
import { act, addressOf, clockWords, layersOf, left, roundOf, screenOf, start } from "./state.js";
import { deckAtLast, inStep, sessionName } from "./sync.js";

/** @returns {any} */
const byId = (id) => document.getElementById(id);
/** @type {HTMLElement[]} */
const sections = Array.from(document.querySelectorAll("section.screen"));
const root = document.documentElement;

/** What is known before the answers are here: as many screens, and nothing told of any. */
const untold = sections.map((each) => ({
  ...{ poll: "", round: "before", letters: [], layers: [], notes: {}, learn: "", title: "", options: [] },
  step: Number(each.dataset.step),
}));
/** @type {import("./state.js").Deck} */
let deck = { screens: untold, steps: [], minutes: 0 };
let state = start(screenOf(deck, location.hash), Date.now());
let others = { tell() {} };

function show() {
  const { screen } = state;
  for (const [k, each] of sections.entries()) {
    each.hidden = k !== screen;
    if (k !== screen) each.querySelector(".layer").replaceChildren();
  }
  const section = sections[screen];
  showLayers(section, deck, state);
  showLive(section);
  byId("black").hidden = !state.black;
  byId("place").textContent = `${screen + 1} of ${sections.length}`;
  byId("reveal").disabled = state.layer >= layersOf(deck, state).length;
  byId("next").disabled = screen === sections.length - 1;
  byId("back").disabled = screen === 0;
  const { poll } = deck.screens[screen];
  byId("hands").textContent = countWords(state.hands[poll], roundOf(deck, state));
  tick();
  fit(section); // last: what stands above it takes its place first
  root.dataset.fitted = `${window.innerWidth} × ${window.innerHeight}`;
  history.replaceState(null, "", `${location.pathname}${location.search}${addressOf(deck, screen)}`);
}

function showLive(section) {
  const { live } = section.dataset;
  const hasPicture = section.dataset.layer === "picture";
  lives.show(hasPicture ? "" : live);
  const note = section.querySelector(".live-note");
  if (note) note.textContent = hasPicture ? "" : (lives.words[lives.get(live).state] ?? "");
}

/** An explorer that does not answer although the room has predicted is stood in for by its picture. */
function onLive(live) {
  const section = sections[state.screen];
  if (section.dataset.live !== live.name) return;
  if (live.state !== "here" && live.acted && state.layer === 0) move({ do: "reveal" });
  else show();
}

function tick() {
  const ms = left(deck, state, Date.now());
  byId("clock").textContent = state.clock && ms !== null ? `${clockWords(ms)} left` : "";
}

/** @param {{do: string, place?: number, by?: number, to?: number}} action */
function move(action) {
  const before = state;
  state = act(deck, state, action, Date.now());
  if (state === before) return;
  show();
  others.tell();
}

const OWN = {
  full: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()),
  colours() {
    const isDark = root.dataset.theme
      ? root.dataset.theme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    lives.colour();
  },
  keys: () => toggle(byId("keys")),
  code: () => toggle(byId("code")),
  window: () => window.open(byId("presenter").href, "presenter", "popup,width=1000,height=800"),
  close() {
    for (const each of document.querySelectorAll("dialog")) each.close();
  },
};

/** @param {HTMLDialogElement} dialog */
function toggle(dialog) {
  if (dialog.open) return dialog.close();
  OWN.close();
  if (dialog.id === "code") fillCode();
  dialog.showModal();
}

function fillCode() {
  const { code } = /** @type {any} */ (deck.screens[state.screen]);
  byId("code-place").replaceChildren();
  if (!code) return;
  byId("code-place").innerHTML = code.svg;
  byId("code-address").textContent = code.address;
  byId("code-note").textContent = code.note;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const action = actionOf(event);
  if (!action) return;
  const isOpen = document.querySelector("dialog[open]") !== null;
  if (isOpen && !(action.do in OWN)) OWN.close();
  event.preventDefault();
  if (action.do in OWN) OWN[action.do]();
  else move(action);
}

const lives = livesOf(byId("lives"), document.body.dataset.baseUrl, onLive, onKey);

for (const name of ["back", "reveal", "next", "keys"]) {
  const pressed = byId(name === "keys" ? "show-keys" : name);
  pressed.addEventListener("click", (event) => {
    if (name === "keys") OWN.keys();
    else move({ do: name });
    if (event.detail) pressed.blur(); // a finger was meant, not the keys that come next
  });
}
byId("black").addEventListener("click", () => move({ do: "black" }));
byId("key-list").append(
  ...KEYS.map(([keys, words]) =>
    element("tr", {}, element("th", { scope: "row", text: keys }), element("td", { text: words })),
  ),
);
for (const dialog of document.querySelectorAll("dialog")) {
  dialog.append(button("Close", () => dialog.close(), { class: "button quiet" }));
}
document.addEventListener("keydown", onKey);
window.addEventListener("resize", show);
window.addEventListener("hashchange", () => move({ do: "go", to: screenOf(deck, location.hash) }));
setInterval(tick, 1000);
show();
root.dataset.stage = "open";

deck = await deckAtLast((isMissing) => {
  byId("trouble").hidden = !isMissing;
});
for (const [k, each] of sections.entries()) {
  const place = each.querySelector(".own-code");
  if (!place) continue;
  const { svg, address, note } = /** @type {any} */ (deck.screens[k]).code;
  place.innerHTML = svg;
  place.after(element("p", { class: "own-address", text: note || address }));
}
others = inStep(
  sessionName(location),
  (told) => {
    state = told;
    show();
  },
  () => state,
);
root.dataset.stage = "ready";
show();
