// The explorers of a session, alive: each is its lesson's page, of which only the explorer is shown. They are loaded at the
// start, so that the network may go; a kernel comes when one is on the screen.

import { element } from "../../../page/js/drawing/dom.js";

const LATE_MS = 6000;
const WORDS = {
  late: "The live explorer is slow to answer. ↑ shows its picture after the prediction.",
  lost: "The live explorer has no connection. ↑ shows its picture after the prediction.",
};

class Live {
  /** @param {string} name as the screens have it: "lesson/explorer" */
  constructor(name, base, changed, onKey) {
    this.name = name;
    this.state = "late"; // until its page is here
    this.acted = false; // whether somebody has pressed a button in it, as after a prediction
    this.changed = changed;
    this.onKey = onKey;
    const [lesson, explorer] = name.split("/");
    const setting = new URLSearchParams(location.search).get("setting");
    const scenario = setting ? `#${explorer}=${encodeURIComponent(setting)}` : "";
    const address = `${base}voila/render/${lesson}.ipynb?stage=${explorer}${scenario}`;
    this.frame = element("iframe", { src: address, title: `The live explorer ${explorer}` });
    this.frame.addEventListener("load", () => this.loaded());
  }

  become(state) {
    clearTimeout(this.timer);
    if (this.state === state) return;
    this.state = state;
    this.changed(this);
  }

  loaded() {
    const page = this.frame.contentDocument;
    const root = page?.documentElement;
    if (!page?.querySelector("[data-on-stage]") && !root?.dataset.session) return this.become("lost");
    page.addEventListener("keydown", this.onKey);
    page.addEventListener("click", (event) => {
      const pressed = /** @type {any} */ (event.target).closest?.("button");
      if (!pressed || pressed.closest(".x-more")) return;
      this.acted = true;
      if (this.state !== "here") this.changed(this);
    });
    new MutationObserver(() => this.look()).observe(root, {
      subtree: true,
      attributeFilter: ["data-session", "aria-busy"],
    });
    this.colour();
    this.look();
  }

  look() {
    const root = this.frame.contentDocument.documentElement;
    const { session } = root.dataset;
    const waits = root.querySelector('[data-on-stage] [aria-busy="true"]') !== null;
    if (session === "lost" || session === "away") this.become("lost");
    else if (session === "ready" && !waits) this.become("here");
    else if (this.state === "here") this.timer ??= setTimeout(() => this.become("late"), LATE_MS);
    if (!waits) this.timer = clearTimeout(this.timer);
  }

  /** The explorer in the colours of the stage. */
  colour() {
    const root = this.frame.contentDocument?.documentElement;
    const { theme } = document.documentElement.dataset;
    if (!root) return;
    if (theme) root.dataset.theme = theme;
    else delete root.dataset.theme;
  }
}

/**
 * Load the explorers of a session.
 * @param {HTMLElement} place
 * @param {string} base of the course
 * @param {(live: Live) => void} changed hears when one comes, is late or is lost
 * @param {(event: KeyboardEvent) => void} onKey the session's keys, also while an explorer has the focus
 */
export function livesOf(place, base, changed, onKey) {
  const names = new Set(
    [...document.querySelectorAll("[data-live]")].map((each) => /** @type {HTMLElement} */ (each).dataset.live),
  );
  const lives = new Map([...names].map((name) => [name, new Live(name, base, changed, onKey)]));
  place.append(...[...lives.values()].map((live) => live.frame));
  /** Show one of them, or none. */
  const show = (name) => {
    place.hidden = !name;
    for (const live of lives.values()) live.frame.hidden = live.name !== name;
  };
  show("");
  return {
    get: (name) => lives.get(name),
    show,
    colour() {
      for (const live of lives.values()) live.colour();
    },
    words: WORDS,
  };
}
