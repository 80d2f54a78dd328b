// What the learner is told about the session: starting, ready, lost.

import { keeps } from "../../page/js/store.js";

const lostWords = () =>
  `The session has ended.${keeps() ? " Your answers are saved in this browser." : ""} Reload to go on.`;
const TOO_LONG = "The page said more at once than the server takes, so nothing came of it. Reload to go on.";
const CHECK_EVERY_MS = 15000;

function banner() {
  const found = document.getElementById("session-banner");
  if (found) return found;
  const made = Object.assign(document.createElement("div"), {
    id: "session-banner",
    className: "session-banner",
    hidden: true,
  });
  made.setAttribute("role", "alert");
  document.body.prepend(made);
  return made;
}

function alarm(sentence) {
  const words = Object.assign(document.createElement("p"), { textContent: sentence });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Reload" });
  button.addEventListener("click", () => location.reload());
  const place = banner();
  place.hidden = false;
  place.replaceChildren(words, button);
}

function enter(state) {
  document.documentElement.dataset.session = state;
  const status = document.getElementById("session-status");
  if (status) status.textContent = "";
  window.dispatchEvent(new CustomEvent("course:session", { detail: state }));
}

export function ready() {
  if (document.documentElement.dataset.session !== "lost") enter("ready");
}

export function lost(sentence = lostWords()) {
  if (document.documentElement.dataset.session === "lost") return;
  alarm(sentence);
  enter("lost");
}

/** Watch the kernel for as long as the page is open, and let it go with the page. */
export function watch(kernel, baseUrl) {
  kernel.addEventListener("lost", () => lost());
  kernel.addEventListener("toolong", () => alarm(TOO_LONG));
  setInterval(() => kernel.gone || kernel.check(), CHECK_EVERY_MS);
  document.addEventListener("visibilitychange", () => document.hidden || kernel.gone || kernel.check());
  window.addEventListener("pagehide", () => {
    kernel.gone = true;
    navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernel.id}`);
  });
  // A page that the browser kept while it was left comes back without its kernel.
  window.addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
}
