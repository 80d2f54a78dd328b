// The line on which a page's questions are answered without a kernel (theme/answers.py): one message after the other,
// each said again until it has an answer. The server keeps nothing of them, so that saying one twice does no harm.

import { keeps } from "../keeping/store.js";

const PAUSES_MS = [400, 1200, 3000, 5000, 8000, 30000]; // growing, the last for as long as it takes
const ANSWER_WITHIN_MS = 15000;
const BYTES_A_MS = 8; // of the slowest line that is waited for
export const LONGEST_BYTES = 8_000_000; // of one message; theme/answers.py takes no longer one
const REFUSED = new Set([400, 404, 409]); // saying it again would not help

const REFUSALS = {
  409: "The course has been updated since you opened this page: reload it to go on.",
  413: "Your answers are more than the server takes at once. They are not lost: save them as a file.",
};
const NOT_ANSWERED = "The server could not answer this: reload the page to try again.";
const kept = () =>
  keeps()
    ? "Your answer is saved in this browser, and is checked after the reload."
    : "This browser does not keep answers: note yours first.";

/** What a learner reads in the place of the reply to a message that is refused. */
function inWords(content, status) {
  const { kind, event, item } = content;
  const sentence = REFUSALS[status] ?? NOT_ANSWERED;
  if (kind === "answer")
    return { kind: "failed", item: event.item, answer: event.id, sentence: `${sentence} ${kept()}` };
  if (kind === "again" || kind === "hint") return { kind: "failed", item, answer: null, sentence };
  return { kind: "told", about: kind, good: false, sentence };
}

/** Whether a part of a page asks questions, by its state: the server can answer it. */
export const asksQuestions = (state) => ["lesson", "place", "mode"].every((name) => typeof state[name] === "string");

/**
 * Events: "away", when a message could not be brought over in two attempts; "open", when after that one was answered;
 * "outdated", when the server has another edition of the course.
 */
export class AnswersLine extends EventTarget {
  /**
   * @param {string} url of voila/api/answers/<lesson>
   * @param {string} edition of the page
   */
  constructor(url, edition) {
    super();
    this.url = url;
    this.edition = edition;
    /** @type {{id: string, content: any, hear: (reply: any) => void}[]} what has no answer yet, oldest first */
    this.waiting = [];
    this.failures = 0;
    this.isAway = this.isBusy = false;
    /** @type {AbortController | null} of the attempt that is on its way */
    this.attempt = null;
    this.pause = 0;
    window.addEventListener("online", () => this.tryNow());
    window.addEventListener("pageshow", () => this.endPause());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.endPause();
    });
  }

  /**
   * Say something to the question `id`; it is heard in order, each reply once.
   * @param {string} id of its model
   * @param {any} content
   * @param {(reply: any) => void} hear
   */
  send(id, content, hear) {
    this.waiting.push({ id, content, hear });
    this.goOn();
  }

  /** The network is back: what is on its way was given to the one before, and may never arrive. */
  tryNow() {
    this.failures = 0;
    this.attempt?.abort();
    this.endPause();
  }

  endPause() {
    if (!this.pause) return;
    clearTimeout(this.pause);
    this.pause = 0;
    this.goOn();
  }

  async goOn() {
    if (this.isBusy || this.pause) return;
    this.isBusy = true;
    while (this.waiting.length && !this.pause) {
      const { replies, refusal, afterMs } = await this.say(this.waiting[0]);
      if (replies || refusal) this.settle(replies, refusal);
      else this.tryLater(afterMs);
    }
    this.isBusy = false;
  }

  /** The oldest message has its answer, or is refused for good. */
  settle(replies, refusal) {
    const { content, hear } = this.waiting.shift();
    this.failures = 0;
    if (this.isAway) this.dispatchEvent(new Event("open"));
    this.isAway = false;
    if (refusal === 409) this.dispatchEvent(new Event("outdated"));
    for (const reply of replies ?? [inWords(content, refusal)]) hearing(hear, reply);
  }

  tryLater(afterMs) {
    const pause = Math.max(PAUSES_MS[this.failures] ?? PAUSES_MS.at(-1), afterMs);
    this.failures += 1;
    if (this.failures > 1 && !this.isAway) {
      this.isAway = true;
      this.dispatchEvent(new Event("away"));
    }
    // Not all pages of a room in the same moment.
    this.pause = setTimeout(() => this.endPause(), pause * (0.8 + 0.4 * Math.random()));
  }

  /**
   * One attempt: the replies, the status with which it was refused for good, or how long to wait at least.
   * @returns {Promise<{replies?: any[], refusal?: number, afterMs?: number}>}
   */
  async say({ id, content }) {
    const body = new TextEncoder().encode(JSON.stringify({ edition: this.edition, model: id, content }));
    if (body.length > LONGEST_BYTES) return { refusal: 413 };
    this.attempt = new AbortController();
    const late = setTimeout(() => this.attempt.abort(), ANSWER_WITHIN_MS + body.length / BYTES_A_MS);
    try {
      const answer = await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body,
        cache: "no-store",
        redirect: "error", // the page asks nobody but its own server
        signal: this.attempt.signal,
      });
      if (answer.status === 413) return { refusal: 413 }; // a proxy before the server may take less than it
      const said = await answer.json();
      if (answer.ok && Array.isArray(said.replies)) return { replies: said.replies };
      // Only the course's own refusal is one: in its place may stand a proxy's, or a network's sign-in page.
      if (REFUSED.has(answer.status) && typeof said.message === "string") return { refusal: answer.status };
      return { afterMs: 1000 * Number(answer.headers.get("Retry-After")) || 0 };
    } catch {
      return { afterMs: 0 };
    } finally {
      clearTimeout(late);
      this.attempt = null;
    }
  }
}

/** A fault in what hears one reply does not take the others with it. */
function hearing(hear, reply) {
  try {
    hear(reply);
  } catch (error) {
    console.error(error);
  }
}
