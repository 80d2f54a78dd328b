// The page's half of every quiz: one question at a time, and the messages to and from Python. It holds no key and
// grades nothing; each verdict, reason and source arrives from Python after an answer.

import { button, element } from "../../../page/js/drawing/dom.js";
import { sendWhole } from "../../../page/js/drawing/parts.js";
import { bringIntoSight } from "../../../page/js/drawing/sight.js";
import { gradedIn, keepFeedback, keptFeedback, latestAnswers } from "../../../page/js/keeping/kept_feedback.js";
import {
  accept,
  appendEvents,
  EVENTS_AT_MOST,
  pendingAnswers,
  readStore,
  refuse,
} from "../../../page/js/keeping/store.js";
import { gradeEvent, hello } from "../../../page/js/line/messages.js";
import { Card } from "./card.js";
import { draw, restore, restoreKept } from "./card_past.js";
import { correctionBox } from "./feedback.js";
import { joinPair } from "./pair.js";
import { frame, MARKS } from "./pieces.js";

/**
 * @import * as Types from "../../../page/js/line/messages.types"
 * @import { LiveModel } from "../../../page/js/line/live.types"
 */

/** What a form says to the page once it is finished. */
export const FINISHED = "course:finished";

export class Player {
  /**
   * `options` come from the review page, which asks for the plan itself.
   * @param {Pick<LiveModel<Types.Quiz>, "get" | "send" | "withoutKernel">} model
   * @param {HTMLElement} root
   * @param {{questions?: Types.Question[], attempts?: (item: string) => number, graded?: () => void}} options
   */
  constructor(model, root, options = {}) {
    this.model = model;
    this.at = 0;
    this.greeted = false;
    /** @type {Card[]} */
    this.cards = [];
    // One of a pair of forms is asked as each form is; when its results come, the pair says.
    const isOfPair = model.get("mode") === "pair";
    this.mode = isOfPair ? "check" : model.get("mode");
    this.heading = model.get("heading");
    /** @type {import("./pair.js").Pair | null} */
    this.pair = null;
    this.edition = model.get("edition");
    this.attempts = options.attempts ?? (() => 1);
    this.graded = options.graded;
    this.title = element("h3", { class: "kq-title", tabindex: "-1" });
    this.dots = element("ol", { class: "kq-overview", "aria-label": "Questions" });
    this.notice = element("p", { class: "kq-notice", role: "alert" });
    this.result = element("p", { class: "kq-result", role: "status" });
    this.corrected = element("div", { role: "status" });
    this.previous = button("Previous", () => this.go(this.at - 1), { class: "kq-quiet" });
    this.next = button("Next", () => this.go(this.at + 1), { class: "kq-quiet" });
    for (const step of [this.previous, this.next])
      step.append(element("span", { class: "kq-hidden", text: " question" }));
    /** @type {HTMLButtonElement[]} */
    this.places = [];
    this.cards = (options.questions ?? model.get("questions")).map((question) => new Card(question, this));
    for (const place of this.cards.keys()) {
      this.places.push(button("", () => this.go(place)));
      this.dots.append(element("li", {}, this.places[place]));
    }
    root.classList.add("kq");
    root.replaceChildren(frame(this, model.get("left_out")));
    this.go(0, false);
    if (options.questions) return;
    this.goToLinked();
    const { store, notice } = readStore();
    if (notice) this.notice.textContent = notice;
    if (isOfPair) this.pair = joinPair(this, root);
    else if (this.drawKept(this.mine([...store.events, ...this.pending()]))) this.greet(store);
  }

  /** The place of the question that the page's address ends in, -1 for none of these. */
  get linked() {
    return this.cards.findIndex((each) => `#${each.question.id}` === location.hash);
  }

  /** A link may lead to one question: it comes into sight, wherever it stands. */
  goToLinked() {
    if (this.linked < 0) return;
    this.go(this.linked, false);
    const player = /** @type {HTMLElement} */ (this.title.parentElement);
    /** @type {any} */ (document.activeElement)?.blur?.(); // a link of the page that was pressed keeps it else
    bringIntoSight(player, this.title);
  }

  /**
   * Draw at once what this browser keeps of the last answers. Returns whether Python has to be asked for something: an
   * answer without its grade or feedback, or to another version of a question.
   * @param {any[]} events
   */
  drawKept(events) {
    const graded = gradedIn(events);
    const waits = new Set(this.pending().map((each) => each.item));
    const stands = (event) => !waits.has(event.item) && this.card(event.item).question.version === event.version;
    const isForm = this.mode === "check";
    const latest = latestAnswers(events, Date.now(), (event) => stands(event) && (isForm || graded.has(event.id)));
    const shown = new Map();
    for (const [item, { id }] of latest) {
      const kept = graded.has(id) && this.edition && keptFeedback(this.card(item).question, this.edition);
      if (kept && kept.answer === id) shown.set(item, kept);
    }
    // Of a form there are results only when all of it is answered.
    const isWhole = !isForm || shown.size === this.cards.length;
    const drawn = isWhole ? [...shown].filter(([item, kept]) => draw(this.card(item), kept)) : [];
    if (isForm && drawn.length === this.cards.length) this.tellResult();
    else if (isForm) this.drawAnswered([...latest.values()]);
    const answers = events.filter((each) => each.event === "answer");
    const asked = new Set(answers.map((each) => each.item));
    return drawn.length < asked.size || !answers.every((each) => graded.has(each.id) && stands(each));
  }

  /** A form that is not complete: what was answered stands as answered. @param {Types.AnswerEvent[]} answers */
  drawAnswered(answers) {
    for (const { id: answer, item, seed, ...past } of answers) {
      const { question } = this.card(item);
      if (question.seed === seed) restoreKept(this.card(item), { ...past, item, answer, question });
    }
    this.goToOpen();
  }

  /** A form goes on where it was left, unless the address leads to one of its questions. */
  goToOpen() {
    if (this.linked >= 0) return;
    const open = this.cards.findIndex((each) => each.state !== "kept");
    if (open > 0) this.go(open, false);
  }

  /** Bring what this browser keeps; the reply is taken once. */
  greet(store) {
    this.greeted = true;
    this.tell(hello(this.mine([...store.events, ...this.pending()])));
  }

  /** The answers to these questions that were sent and came to no end: a session may have ended before the reply. */
  pending() {
    return pendingAnswers().filter((each) => this.card(each.item));
  }

  /** What was sent before the page was opened anew: accepted, or back in its field to be mended. */
  settle(accepted) {
    for (const event of this.pending()) {
      const card = this.card(event.item);
      if (accepted.has(event.id)) accept(event);
      else if (card.answer !== event.id) {
        refuse(event.id);
        if (card.state === "open" && card.question.version === event.version && card.question.seed === event.seed)
          card.refill(event);
      }
    }
  }

  mine(events) {
    const items = new Set(this.cards.map((card) => card.question.id));
    const answers = new Set(
      events.filter((each) => each?.event === "answer" && items.has(each.item)).map((each) => each.id),
    );
    return events
      .filter((each) => (["answer", "told"].includes(each?.event) ? items.has(each.item) : answers.has(each?.answer)))
      .slice(-EVENTS_AT_MOST);
  }

  tell(message) {
    try {
      sendWhole(this.model, message);
      return true;
    } catch {
      return false;
    }
  }

  card(item) {
    return this.cards.find((card) => card.question.id === item);
  }

  overview() {
    for (const [place, card] of this.cards.entries()) {
      const dot = this.places[place];
      if (!dot) continue;
      const mark = MARKS[card.verdict] ?? (card.state === "kept" ? "•" : "");
      dot.replaceChildren(`${place + 1}`, element("span", { "aria-hidden": "true", text: mark && ` ${mark}` }));
      dot.setAttribute(
        "aria-label",
        `Question ${place + 1}, ${card.verdict ? card.verdict.toLowerCase() : card.state === "kept" ? "answered" : "not answered"}`,
      );
      dot.dataset.verdict = card.verdict;
      if (place === this.at) dot.setAttribute("aria-current", "true");
      else dot.removeAttribute("aria-current");
    }
  }

  focus() {
    this.title.focus();
  }

  go(place, focus = true) {
    this.at = Math.max(0, Math.min(place, this.cards.length - 1));
    for (const [each, card] of this.cards.entries()) card.article.hidden = each !== this.at;
    const count = this.cards.length;
    this.title.textContent = count > 1 ? `${this.heading}: question ${this.at + 1} of ${count}` : this.heading;
    this.previous.disabled = this.at === 0;
    this.next.disabled = this.at === count - 1;
    this.overview();
    if (focus) this.focus();
  }

  hear(message) {
    const card = this.card(message.item ?? message.question?.id);
    // After a lost connection an answer may have been sent twice, and so be answered twice: the first reply counts.
    const waits = card?.state === "waiting" && message.answer === card.answer;
    const current = card && (message.answer === undefined || message.answer === null || waits);
    if (message.kind === "restored" && this.greeted) this.restored(message);
    else if (message.kind === "waiting" && this.greeted) this.waiting(message);
    else if (message.kind === "hint" && card) card.showHint(message.number, message.text);
    else if (message.kind === "kept" && current) {
      card.accept();
      this.kept(card);
      card.sayRead(message.echo);
    } else if (message.kind === "fresh" && card) card.renew(message.question);
    else if (message.kind === "refused" && current) card.refuse(message.sentence);
    else if (message.kind === "failed" && current) card.fail(message.sentence);
    else if (message.kind === "graded" && current) {
      const { event, question } = card;
      card.accept();
      this.keep([message.grade]);
      card.showGrade(message.feedback);
      keepFeedback(question, { ...event, answer: event.id, feedback: message.feedback }, this.edition);
      card.comeIntoView();
      this.graded?.();
    }
  }

  // Keeps the grades that the store lacks: those of an answer whose session ended before its grade, or of a form that
  // has just been finished. Returns how many there were.
  keep(grades) {
    const graded = gradedIn(readStore().store.events);
    const lacking = grades.filter(({ answer }) => !graded.has(answer));
    const problem = appendEvents(lacking.map(gradeEvent));
    if (problem && !this.cards.some((card) => card.note.textContent === problem)) this.notice.textContent = problem;
    return lacking.length;
  }

  /** A form's results, once all of it is answered. */
  tellResult() {
    const having = (verdict) => this.cards.filter((card) => card.verdict === verdict).length;
    const [right, partly] = [having("Right"), having("Partly right") + having("Not all right")];
    const rest = partly ? `, and ${partly} partly right` : "";
    this.result.textContent = `You had ${right} of ${this.cards.length} right${rest}.`;
    this.pair?.told();
  }

  kept(card) {
    card.keep();
    const open = this.cards.findIndex((each) => each.state !== "kept");
    if (open >= 0) this.go(open);
    else this.finish();
  }

  finish() {
    if (this.pair) return this.pair.decide(true);
    this.go(0);
    this.greet(readStore().store);
  }

  /**
   * What was mended in a question since it was answered stands above the questions until it has been read.
   * @param {Types.Correction[]} rows
   */
  tellCorrections(rows) {
    const named = rows.map((row) => {
      const card = this.card(row.item);
      return { ...row, name: `Question ${this.cards.indexOf(card) + 1}: “${card.question.lead_in}”` };
    });
    const read = () => this.focus();
    this.corrected.replaceChildren(...correctionBox(named, read, (item) => this.openAgain(item)));
  }

  /** Goes to a question, and asks it anew if it was answered with its result. */
  openAgain(item) {
    const card = this.card(item);
    this.go(this.cards.indexOf(card));
    if (card.state === "graded" && !card.again.hidden) card.retry();
  }

  /** @param {Types.Waiting} message */
  waiting(message) {
    this.greeted = false;
    this.tellCorrections(message.corrected);
    this.settle(new Set(message.kept.map((past) => past.answer)));
    for (const past of message.kept) {
      const card = this.card(past.item);
      if (card) restoreKept(card, past);
    }
    this.goToOpen();
  }

  /** @param {Types.Restored} message */
  restored(message) {
    this.greeted = false;
    this.tellCorrections(message.corrected);
    this.settle(new Set(message.grades.map((each) => each.answer)));
    const added = this.keep(message.grades);
    for (const past of message.graded) {
      const card = this.card(past.item);
      if (card) restore(card, past);
      keepFeedback(past.question, past, this.edition);
    }
    if (this.mode === "check") {
      this.tellResult();
      // the review page may stand above, and sums up what was answered
      if (added) window.dispatchEvent(new Event(FINISHED));
    }
    for (const item of message.changed) {
      const card = this.card(item);
      if (card) card.note.textContent = "This question has changed since you answered it.";
    }
  }
}

function render({ model, el }) {
  const player = new Player(model, el);
  const hear = (message) => player.hear(message);
  const session = () => {
    for (const card of player.cards) card.session();
  };
  const follow = () => player.goToLinked();
  model.on("msg:custom", hear);
  window.addEventListener("course:session", session);
  window.addEventListener("hashchange", follow);
  return () => {
    model.off("msg:custom", hear);
    window.removeEventListener("hashchange", follow);
    window.removeEventListener("course:session", session);
  };
}

export default { render };
