// One question, from the first draft to the feedback or the reason why there is none.

import { announce, hush } from "../../../page/js/drawing/announce.js";
import { element, fields } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { newId } from "../../../page/js/keeping/ids.js";
import { mayBeKept } from "../../../page/js/keeping/kept_feedback.js";
import { accept, draft, keeps, pend, refuse } from "../../../page/js/keeping/store.js";
import { again, answer, answerEvent, hint } from "../../../page/js/line/messages.js";
import { NONE_AFTER_MS, Patience, WAIT_WORDS } from "../../../page/js/line/patience.js";
import { cardForm } from "./card_form.js";
import { feedbackBlock } from "./feedback.js";
import { kindOf } from "./kinds.js";
import { MARKS } from "./pieces.js";

/** @import * as Types from "../../../page/js/line/messages.types" */

const SEEDS = 2147483647;
const LOST = "The session has ended. Your answer is kept: reload the page, then check it.";
const LOST_UNKEPT = "The session has ended, and this browser does not keep answers: note yours, then reload the page.";
const SLOW =
  "No reply yet. Your answer is saved in this browser: it is checked when the connection is back, or after a reload.";
const SAVED = "Saved in this browser.";
/** One question: its form, its feedback and its state ("open", "waiting", "kept" or "graded"). */
export class Card {
  /**
   * @param {Types.Question} question
   * @param {import("./player.js").Player} player
   */
  constructor(question, player) {
    this.player = player;
    this.id = `kq-${newId().slice(0, 10)}`;
    this.attempt = player.attempts(question.id);
    /** @type {string} the id of the answer that waits or was graded */
    this.answer = null;
    /** what is said of whether the answer is kept */
    this.kept = "";
    this.unkept = false; // the browser keeps nothing, so that the answer lasts as long as the page
    /** @type {Types.AnswerEvent} what was sent and is not accepted yet */
    this.event = null;
    this.asked = false;
    /** @type {string} the id of the answer whose kept feedback was drawn when the page was opened */
    this.drawn = null;
    // For hints and new numbers; an answer that waits says so on its own button.
    this.patience = new Patience((state) => this.sayWaiting(state));
    const named = { "aria-labelledby": `${this.id}-asked` };
    this.article = element("article", { class: "kq-card", "data-item": question.id, ...named });
    this.open(question);
    const kept = draft(question.id);
    if (kept?.attempt === this.attempt && kept.seed === question.seed) this.refill(kept);
  }

  /** @param {Types.Question} question */
  open(question) {
    const { id } = this;
    this.question = question;
    this.hints = 0;
    this.kind = kindOf(question);
    this.help = element("button", { type: "button", class: "kq-quiet", hidden: !question.hints });
    this.help.addEventListener("click", () => this.askHint());
    this.helped = element("div", { class: "kq-hints", role: "status" });
    this.check = element("button", { type: "submit", class: "kq-check", text: "Check answer" });
    this.note = element("p", { class: "kq-soft kq-note", id: `${id}-note` });
    this.status = element("div", { role: "status", class: "kq-status" });
    this.feedback = element("div", { class: "kq-feedback" });
    this.again = element("button", {
      type: "button",
      class: "kq-quiet",
      hidden: true,
      text: question.seed === null ? "Try again" : "Try again with new numbers",
    });
    this.waits = element("p", { class: "kq-soft kq-note" });
    this.form = cardForm(this, question, id);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.form.addEventListener("input", () => this.keepDraft());
    // After grading the controls stay in place for keyboard and screen reader, but no longer change.
    this.form.addEventListener("click", (event) => {
      if (this.state !== "open" && /** @type {Element} */ (event.target).matches("input, .kq-order button"))
        event.preventDefault();
    });
    this.again.addEventListener("click", () => this.retry());
    this.article.replaceChildren(this.form);
    this.nameHint();
    this.become("open");
    this.session();
  }

  become(state, verdict = "") {
    this.state = state;
    this.verdict = verdict;
    this.article.dataset.state = state;
    const [list] = fields(this.form, ".kq-order");
    if (list && state !== "open") list.dataset.closed = "yes";
    else if (list) delete list.dataset.closed;
    for (const input of fields(this.form, "input, select")) {
      const closed = state !== "open";
      input.setAttribute("aria-disabled", closed);
      if (input.type === "text") input.readOnly = closed;
      if (input.tagName === "SELECT") input.disabled = closed;
    }
    const waits = this.player.mode === "check";
    this.check.textContent = {
      open: waits ? "Save answer" : "Check answer",
      waiting: waits ? "Saving …" : "Checking …",
      kept: this.unkept ? "Answered" : "Saved",
      graded: "Checked",
    }[state];
    this.help.disabled = state !== "open" || this.hints >= (this.question.hints ?? []).length;
    this.help.hidden = !this.question.hints || state === "graded";
    this.check.setAttribute("aria-disabled", String(state !== "open"));
    this.player.overview();
  }

  session() {
    const lost = !this.player.model.withoutKernel && document.documentElement.dataset.session === "lost";
    if (lost) this.patience.stop();
    this.check.disabled = lost;
    this.again.disabled = lost && this.question.seed !== null;
    if (lost && this.state !== "graded") this.note.textContent = keeps() ? LOST : LOST_UNKEPT;
    else if ([LOST, LOST_UNKEPT].includes(this.note.textContent)) this.note.textContent = "";
  }

  nameHint() {
    const costs = this.question.hints ?? [];
    if (this.hints >= costs.length) this.help.textContent = "No more hints";
    else
      this.help.textContent = `Hint ${this.hints + 1} of ${costs.length}, costs ${costs[this.hints]} of 100 of the credit`;
  }

  askHint() {
    if (this.state !== "open") return;
    this.patience.asked();
    this.player.tell(hint(this.question, this.hints + 1));
  }

  /** @param {"" | "working" | "none"} state of what was asked for */
  sayWaiting(state) {
    this.waits.textContent = WAIT_WORDS[state];
    if (state) announce(WAIT_WORDS[state]);
    else hush();
  }

  showHint(number, text) {
    if (number !== this.hints + 1) return;
    this.patience.answered();
    this.hints = number;
    this.helped.append(element("p", {}, element("strong", { text: `Hint ${number}: ` }), prose(text)));
    this.nameHint();
    this.help.disabled = this.state !== "open" || this.hints >= this.question.hints.length;
    this.keepDraft();
    if (number < this.wanted) this.askHint();
  }

  certaintyNow() {
    const [picked] = fields(this.form, `[name="${this.id}-certainty"]:checked`);
    return picked ? Number(picked.value) : null;
  }

  keepDraft() {
    if (this.state !== "open") return;
    this.complain("", "");
    draft(this.question.id, {
      seed: this.question.seed,
      attempt: this.attempt,
      hints: this.hints,
      certainty: this.certaintyNow(),
      response: this.kind.read(this.form, this.question, this.id),
      // A further try with other numbers goes on after a reload without asking for them.
      ...(this.attempt > 1 && mayBeKept(this.question) && { question: this.question, edition: this.player.edition }),
    });
  }

  refill(kept) {
    this.kind.fill(this.form, kept.response ?? {}, this.id);
    // A hint that was read stays read: it is fetched again after a reload.
    this.wanted = kept.hints ?? 0;
    if (this.wanted > this.hints) this.askHint();
    for (const input of fields(this.form, `[name="${this.id}-certainty"]`))
      input.checked = Number(input.value) === kept.certainty;
  }

  /** Put each complaint beside its controls and move the focus to the first one. */
  complain(answer, certainty) {
    for (const [name, text, place] of [
      ["certainty", certainty, `${this.id}-certainty-error`],
      ["answer", answer, `${this.id}-error`],
    ]) {
      const error = this.form.querySelector(`#${place}`);
      if (!error) continue;
      error.textContent = text;
      const [first] = fields(this.form, `[name="${this.id}-${name}"]`);
      if (first.type === "text") first.setAttribute("aria-invalid", text ? "true" : "false");
      if (text) first.focus();
    }
    return Boolean(answer || certainty);
  }

  submit() {
    if (this.state !== "open" || this.check.disabled) return;
    const { question } = this;
    const response = this.kind.read(this.form, question, this.id);
    const certainty = question.certainty ? this.certaintyNow() : null;
    if (
      this.complain(
        this.kind.missing(response, question) || "",
        question.certainty && !certainty ? "Say how sure you are." : "",
      )
    )
      return;
    const { attempt, hints } = this;
    const event = answerEvent(question, { response, certainty, attempt, hints, mode: this.player.mode });
    this.answer = event.id;
    this.event = event;
    const problem = pend(event);
    this.unkept = Boolean(problem);
    this.kept = problem || SAVED;
    this.note.textContent = this.kept;
    this.become("waiting");
    const slow = () => {
      if (this.state === "waiting") this.note.textContent = problem ? `No reply yet. ${problem}` : SLOW;
    };
    this.timer = setTimeout(() => {
      slow();
      announce(this.note.textContent);
    }, NONE_AFTER_MS);
    if (!this.player.tell(answer(event))) slow();
  }

  /** It is an answer now, and belongs to the log. */
  accept() {
    const problem = this.event ? accept(this.event) : "";
    if (this.event) this.unkept = Boolean(problem);
    if (problem) this.kept = this.note.textContent = problem;
    this.event = null;
  }

  /** What cannot be read is no answer and no try; it stays in its field. */
  refuse(sentence) {
    clearTimeout(this.timer);
    refuse(this.answer);
    Object.assign(this, { event: null, answer: null });
    this.become("open");
    this.note.textContent = "";
    this.complain(sentence, "");
  }

  // In check mode an answer is kept without its result until all are in.
  keep() {
    clearTimeout(this.timer);
    draft(this.question.id, null);
    this.become("kept");
    this.note.textContent = this.unkept
      ? "Not saved: this browser does not keep it. Go on without closing the page; the results come after the last question."
      : "Saved. The results come after the last question.";
  }

  /** How a number was read that is written in another country's way, beside its field. */
  sayRead(echo) {
    const line = this.form.querySelector(`#${this.id}-echo`);
    if (line) line.textContent = echo || "";
  }

  fail(sentence) {
    clearTimeout(this.timer);
    this.patience.answered();
    this.asked = false;
    this.note.textContent = sentence;
  }

  /** @param {Types.Feedback} feedback */
  showGrade(feedback) {
    clearTimeout(this.timer);
    draft(this.question.id, null);
    // What was said while no reply came is over; whether the answer is kept is still true.
    if (this.state === "waiting") this.note.textContent = this.kept;
    this.become("graded", feedback.verdict);
    this.kind.mark(this.form, feedback);
    this.sayRead(feedback.echo);
    this.status.dataset.verdict = feedback.verdict;
    this.status.replaceChildren(
      element(
        "p",
        {},
        element("span", { class: "kq-mark", "aria-hidden": "true", text: MARKS[feedback.verdict] }),
        element("strong", {}, prose(feedback.sentence)),
        feedback.certainty && ` ${feedback.certainty}`,
        feedback.hints && ` ${feedback.hints}`,
      ),
    );
    this.feedback.replaceChildren(...feedbackBlock(feedback));
    this.again.hidden = this.player.mode === "check" || Boolean(this.question.poll);
    this.player.overview();
  }

  // After Check the verdict may lie below the fold: it comes into view, and the focus stays where it is.
  // A learner who has gone on to something else is left there.
  comeIntoView() {
    const focused = document.activeElement;
    if (focused && focused !== document.body && !this.article.contains(focused)) return;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.status.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  retry(kept) {
    const { seed, id } = this.question;
    if (this.asked) return;
    this.asked = true;
    this.pending = kept;
    if (seed === null) this.renew(this.question);
    else if (kept?.question && kept.edition === this.player.edition) this.renew(kept.question);
    else {
      this.patience.asked();
      this.player.tell(again(id, kept?.seed ?? (seed + 1) % SEEDS));
    }
  }

  renew(question) {
    if (!this.asked) return;
    this.patience.answered();
    const inside = this.article.contains(document.activeElement);
    Object.assign(this, { attempt: this.attempt + 1, answer: null, asked: false });
    this.open(question);
    if (this.pending) this.refill(this.pending);
    this.pending = null;
    if (inside) this.player.focus();
  }
}
