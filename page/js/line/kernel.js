// One lasting line to one kernel: opened again when it is lost, with all that has no answer yet sent again.

import { transferOf } from "../drawing/parts.js";
import { newId } from "../keeping/ids.js";
import { decode, encode } from "./wire.js";

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const TOO_LONG = 1009; // the close code for a message of more than the server takes
// Pauses between two attempts: growing, but short for as long as the server keeps the kernel.
const PAUSES_MS = [400, 1200, 3000, 5000, 8000];
const LONG_PAUSE_MS = 30000;
const OPEN_WITHIN_MS = 8000;
const SAY_WITHIN_MS = 4000; // for the server's word on the kernel
const ANSWER_WITHIN_MS = 5000; // for the kernel's answer, before the line is doubted
const DOUBT_AT_MOST_MS = 60000;

/**
 * A kernel as the page knows it. Events: "message"; "open", each time the line stands; "away", when it could not be
 * opened again at once; "toolong", when the server takes no message of that size; "blocked", when the server answers and yet the line never stood; "gone", when the kernel is
 * no more; "wanted", when there is something to say to a kernel that is gone.
 */
export class Kernel extends EventTarget {
  /**
   * @param {string} baseUrl of the course
   * @param {string} kernelId "" for a page that has none until there is something to say
   * @param {number} absentSeconds how long the server keeps a kernel to which no page is connected
   */
  constructor(baseUrl, kernelId, absentSeconds) {
    super();
    this.baseUrl = baseUrl;
    this.absentMs = 1000 * absentSeconds;
    // The same session after a lost connection: the server keeps its messages for it.
    this.session = newId();
    /** @type {Map<string, any>} what has no answer yet, by the id of its message, oldest first */
    this.unanswered = new Map();
    /** @type {Set<string>} of those, the parts that have an answer while others of their message have none */
    this.heardParts = new Set();
    this.id = "";
    this.gone = true;
    if (kernelId) this.moveTo(kernelId);
  }

  /** Speak to this kernel from now on; of what had no answer from another, what `keeps` keeps is said to it. */
  moveTo(kernelId, keeps = (_message) => false) {
    this.id = kernelId;
    this.stateUrl = new URL(`${this.baseUrl}api/kernels/${kernelId}`, location.href).href;
    for (const [msg_id, message] of this.unanswered) if (!keeps(message)) this.unanswered.delete(msg_id);
    this.heardParts.clear();
    this.gone = this.stood = false;
    this.failures = this.doubts = this.attempts = this.lines = 0;
    this.lostAt = Date.now();
    this.connect();
  }

  connect() {
    const url = `${this.stateUrl.replace(/^http/, "ws")}/channels?session_id=${this.session}`;
    const socket = new WebSocket(url, PROTOCOL);
    socket.binaryType = "arraybuffer";
    this.tried = socket;
    const late = setTimeout(() => this.drop(), OPEN_WITHIN_MS);
    socket.onopen = () => {
      clearTimeout(late);
      this.socket = socket;
      this.stood = true;
      this.failures = 0;
      this.heardParts.clear();
      this.lines += 1;
      for (const message of this.unanswered.values()) socket.send(encode("shell", this.saidAgain(message)));
      this.expectAnswer();
      this.dispatchEvent(new Event("open"));
    };
    socket.onmessage = ({ data }) => this.receive(decode(data));
    socket.onclose = (event) => {
      clearTimeout(late);
      if (event?.code === TOO_LONG) this.refusedAsTooLong();
      this.closed();
    };
  }

  /** A kernel takes no two messages with one signature, and the answer to the first may be lost: it gets another. */
  saidAgain(message) {
    return { ...message, metadata: { ...message.metadata, line: this.lines } };
  }

  /** Give a line up at once: one that swallows what it is given would take long to close. */
  drop() {
    const socket = this.tried;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    this.closed();
  }

  /** What was too long would be too long again, and close the line again: nothing of it is said again. */
  refusedAsTooLong() {
    this.unanswered.clear();
    this.dispatchEvent(new Event("toolong"));
  }

  closed() {
    if (this.socket) this.lostAt = Date.now();
    this.socket = this.tried = null;
    clearTimeout(this.doubt);
    this.doubt = 0;
    if (!this.gone) this.tryLater();
  }

  tryLater() {
    const isKept = Date.now() - this.lostAt < this.absentMs;
    const pause = PAUSES_MS[this.failures] ?? (isKept ? PAUSES_MS.at(-1) : LONG_PAUSE_MS);
    this.failures += 1;
    clearTimeout(this.next);
    // Not all pages of a room in the same moment.
    this.next = setTimeout(() => this.retry(), pause * (0.8 + 0.4 * Math.random()));
  }

  /** Try again; after a second failure the server is asked first what became of the kernel. */
  async retry() {
    const attempt = ++this.attempts;
    clearTimeout(this.next);
    if (this.failures > 1) {
      const state = await this.ask();
      if (this.gone || this.tried || attempt !== this.attempts) return;
      if (state === "gone") return this.end();
      const away = this.stood || state === "unreachable";
      if (!away && this.failures > 2) return this.block();
      if (away) this.dispatchEvent(new Event("away"));
      if (state === "unreachable") return this.tryLater();
    }
    this.connect();
  }

  /** The network may be back, or the page has been woken: look now, not at the end of a pause. */
  wake() {
    if (this.gone) return;
    if (this.socket) this.check();
    else if (!this.tried) this.retry();
  }

  receive(message) {
    const { header, parent_header, content } = message;
    this.doubts = 0;
    if (header.msg_type === "status" && content.execution_state === "dead") return this.end();
    if (header.msg_type === "status" && content.execution_state === "idle") this.heardOf(parent_header.msg_id);
    this.expectAnswer(true);
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  /** A message has its answer; a part of a longer one is kept until all parts have theirs. */
  heardOf(msg_id) {
    const message = this.unanswered.get(msg_id);
    const transfer = message && transferOf(message);
    if (!transfer) {
      this.unanswered.delete(msg_id);
      return;
    }
    this.heardParts.add(msg_id);
    const parts = [...this.unanswered].filter(([, each]) => transferOf(each) === transfer).map(([id]) => id);
    if (!parts.every((id) => this.heardParts.has(id))) return;
    for (const id of parts) {
      this.unanswered.delete(id);
      this.heardParts.delete(id);
    }
  }

  /** Send a message, now and again until it is answered; return its id. */
  send(msg_type, content, buffers = [], metadata = {}) {
    const msg_id = newId();
    const header = {
      msg_id,
      msg_type,
      username: "",
      session: this.session,
      date: new Date().toISOString(),
      version: "5.4",
    };
    const message = { header, parent_header: {}, metadata, content, buffers };
    this.unanswered.set(msg_id, message);
    if (this.socket) {
      this.socket.send(encode("shell", message));
      this.expectAnswer();
    } else this.want();
    return msg_id;
  }

  /** There will be something to say: it is time to have a kernel. */
  want() {
    if (this.gone) this.dispatchEvent(new Event("wanted"));
  }

  /** No longer wait for the answer to a message. */
  forget(msg_id) {
    this.unanswered.delete(msg_id);
  }

  expectAnswer(anew = false) {
    if (anew) clearTimeout(this.doubt);
    if (anew || !this.unanswered.size) this.doubt = 0;
    if (this.doubt || !this.socket || !this.unanswered.size) return;
    const patience = Math.min(ANSWER_WITHIN_MS * 2 ** this.doubts, DOUBT_AT_MOST_MS);
    this.doubt = setTimeout(() => this.suspect(), patience);
  }

  /** Nothing came for long: unless the kernel is at work, open the line anew and send again. */
  async suspect() {
    this.doubt = 0;
    const { socket } = this;
    const doubts = ++this.doubts;
    const state = await this.ask();
    if (this.gone || this.socket !== socket || this.doubts !== doubts) return;
    if (state === "gone") this.end();
    else if (state === "busy") this.expectAnswer();
    else this.drop();
  }

  /** Ask the server whether the kernel still runs; no answer is no news. */
  async check() {
    if ((await this.ask()) === "gone") this.end();
  }

  /** @returns {Promise<"gone" | "busy" | "idle" | "unreachable">} the server's word on the kernel */
  async ask() {
    const { stateUrl } = this;
    try {
      const answer = await fetch(stateUrl, { cache: "no-store", signal: AbortSignal.timeout(SAY_WITHIN_MS) });
      if (stateUrl !== this.stateUrl) return "unreachable"; // it was about another kernel
      if (answer.status === 404) return "gone";
      if (!answer.ok) return "unreachable";
      const { execution_state } = await answer.json();
      return { dead: "gone", busy: "busy" }[execution_state] ?? "idle";
    } catch {
      return "unreachable";
    }
  }

  block() {
    this.leave();
    this.dispatchEvent(new Event("blocked"));
  }

  end() {
    if (this.gone) return;
    this.leave();
    this.dispatchEvent(new Event("gone"));
  }

  /** Be done with the kernel, and tell nobody. */
  leave() {
    this.gone = true;
    clearTimeout(this.next);
    this.drop();
  }
}
