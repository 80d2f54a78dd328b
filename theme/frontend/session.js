// What the learner is told about the session: starting, ready, away, lost.

import { keeps } from "../../page/js/keeping/store.js";

/** What a learner may rely on, and only where it is true. */
const kept = () => (keeps() ? " Your answers are saved in this browser." : "");

export const SENTENCES = {
  lost: () => `The session has ended.${kept()} Reload to go on.`,
  changed: () => `The course has been updated since you opened this page.${kept()} Reload to go on.`,
  away: () => `No connection at the moment. The page tries again by itself.${kept()}`,
  blocked: () =>
    `Your network blocks the connection (a websocket) that the labs need. To use them, try another network, or ask whoever runs this one to let websockets through to ${location.host}. You can keep reading.`,
};
const TOO_LONG = "That was more than the server takes at once, so it was not sent. Reload to go on.";
const NOT_YET = "Still no connection. You can keep reading.";
const STILL = "Read this lesson as a plain page";
const REACHED_WITHIN_MS = 8000;

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

/** Say a sentence that must be seen, with a button where there is something to do. */
function alarm(sentence, label = "", act = () => {}) {
  const place = banner();
  delete place.dataset.queue;
  if (!place.hidden && place.querySelector("p")?.textContent === sentence) return;
  const words = Object.assign(document.createElement("p"), { textContent: sentence });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  button.addEventListener("click", act);
  const said = Object.assign(document.createElement("span"), { className: "session-said" });
  place.hidden = false;
  place.replaceChildren(...(label ? [words, button, said] : [words]));
}

/** The way to what can be read of a lesson that does not come alive; "" where the server says of none. */
function stillWay() {
  const copy = /** @type {HTMLLinkElement | null} */ (document.getElementById("still-copy"));
  return copy ? Object.assign(document.createElement("a"), { href: copy.href, textContent: STILL }) : "";
}

const answerLine = () => banner().querySelector(".session-said");

/** Say what came of pressing the button. */
function answer(sentence) {
  const line = answerLine();
  if (line) line.textContent = sentence;
}

/** Whether the server answers at this page's address. */
async function isReachable() {
  try {
    const signal = AbortSignal.timeout(REACHED_WITHIN_MS);
    return (await fetch(location.href, { method: "HEAD", cache: "no-store", signal })).ok;
  } catch {
    return false;
  }
}

/** Reload, unless that would put the browser's own error in the place of the words. */
async function reload() {
  answer("Asking the server …");
  if (await isReachable()) location.reload();
  else answer(NOT_YET);
}

const state = () => document.documentElement.dataset.session;

function enter(next) {
  document.documentElement.dataset.session = next;
  const status = document.getElementById("session-status");
  if (status) status.textContent = "";
  window.dispatchEvent(new CustomEvent("course:session", { detail: next }));
}

/** The live parts work: what was said of a lost connection goes. */
export function ready() {
  if (state() === "lost" || state() === "ready") return;
  banner().hidden = true;
  enter("ready");
}

/** The connection is away for now; `tryNow` is what the button does. */
export function away(tryNow, sentence = SENTENCES.away()) {
  if (state() === "lost") return;
  if (answerLine()?.textContent) answer(NOT_YET);
  alarm(sentence, "Try now", () => {
    answer("Trying …");
    tryNow();
  });
  if (state() !== "away") enter("away");
}

const others = (ahead) => (ahead ? `${ahead} ${ahead === 1 ? "is" : "are"} ahead of you` : "you are next");
const queueWords = (ahead) =>
  `Many people are using the labs just now: ${others(ahead)}. Yours starts by itself, and you can keep reading.`;

/**
 * Say where the page stands in the queue for a kernel; null when it does not stand there any more.
 * @param {number | null} ahead how many are before it
 */
export function queued(ahead) {
  const place = banner();
  if (ahead === null) {
    if ("queue" in place.dataset) place.hidden = true;
  } else if (!isLost()) {
    alarm(queueWords(ahead));
    place.dataset.queue = "";
    if (!place.querySelector("a")) place.append(stillWay());
  }
}

export const isLost = () => state() === "lost";

/** Nothing on this page works any more until it is loaded again. */
export function lost(sentence = SENTENCES.lost()) {
  if (isLost()) return;
  alarm(sentence, "Reload", reload);
  // What never came alive stays as it was stored, and can be read.
  for (const part of document.querySelectorAll('.live[aria-busy="true"]')) part.setAttribute("aria-busy", "false");
  enter("lost");
}

/** The live parts cannot come here and now: `sentence` says why, and what can be read all the same is offered. */
export function refused(sentence) {
  if (isLost()) return;
  lost(sentence);
  answerLine().before(stillWay());
}

/** Nothing comes of what was said; the session goes on. */
export const tooLong = () => alarm(TOO_LONG, "Reload", reload);
