// Two forms of twelve questions on the same ideas: one, by chance, before the course, the other after it. What was right is
// told when both are answered, so that the first teaches nothing that the second then asks.

import { button, element } from "../../../page/js/drawing/dom.js";
import { latestAnswers } from "../../../page/js/keeping/kept_feedback.js";
import { appendEvent, readStore, refuse } from "../../../page/js/keeping/store.js";
import { bothWords, draw, firstForm, firstTries } from "../../../page/js/keeping/two_forms.js";
import { drawn } from "../../../page/js/line/messages.js";

/** @import { Player } from "./player.js" */

export const BEFORE = "Before the course";
export const AFTER = "After the course";
const OFFER =
  "Twelve questions before you begin, if you want to see later what has changed. There are two sets on the same ideas: chance gives you one now and the other after the course. Nothing is marked until you have answered both.";
const SAVED =
  "All twelve are answered. What was right is told together with the other twelve, after the course, so that this set does not give that one away.";
const LATER = "Twelve other questions on the same ideas. They are meant for the end of the course.";
const NOT_YET = "After the course twelve other questions on the same ideas stand here. First come the twelve above.";

/**
 * @typedef {{player: Player, form: string, root: HTMLElement, head: HTMLElement, body: HTMLElement}} Side a form: where it
 *   stands, what is said above it, and its questions
 */

/** The two forms of a page; each joins when its part of the page is made. */
export class Pair {
  constructor() {
    /** @type {Side[]} in the order in which they stand on the page */
    this.sides = [];
    this.isOpened = false; // whether the learner has asked for the second form
    this.isTold = false; // whether the results have been asked for
  }

  /** @param {Player} player @param {HTMLElement} root */
  join(player, root) {
    const head = element("div", { class: "kq-forms", tabindex: "-1", role: "status" });
    const body = /** @type {HTMLElement} */ (root.querySelector(".kq-player"));
    root.prepend(head);
    body.hidden = true;
    const form = player.model.get("lesson");
    this.sides = [...this.sides.filter((each) => each.form !== form), { player, form, root, head, body }];
    this.sides.sort((one, other) => (one.form < other.form ? -1 : 1));
    this.decide();
  }

  /** The forms in the order in which this learner gets them; [] before chance has chosen. */
  inTurn(events) {
    const [one, other] = this.sides;
    const first = firstForm(events, [one.form, other.form], Date.now());
    return first ? [one, other].sort((side) => (side.form === first ? -1 : 1)) : [];
  }

  /** The answers to a form that count, by question. @param {Side} side */
  answered({ player }, events) {
    const stands = ({ item, version }) => player.card(item).question.version === version;
    return latestAnswers(player.mine(events), Date.now(), stands);
  }

  /** Show of both forms what is due now. @param {boolean} goes whether the learner has just done something here */
  decide(goes = false) {
    if (this.sides.length < 2) return;
    const { store } = readStore();
    const inTurn = this.inTurn(store.events);
    if (!inTurn.length) return this.offer();
    const [one, other] = this.seat(inTurn);
    const [before, after] = [one, other].map((side) => this.answered(side, store.events));
    const isOneDone = before.size === one.player.cards.length;
    if (isOneDone && after.size === other.player.cards.length) return this.tell(one, other, store, goes);
    if (!isOneDone) {
      this.ask(one, before, store);
      this.rest(other, NOT_YET);
    } else {
      this.rest(one, SAVED);
      if (this.isOpened || after.size) this.ask(other, after, store);
      else
        this.rest(
          other,
          LATER,
          button("Answer the twelve for the end", () => this.open(), { class: "kq-check" }),
        );
    }
    if (!goes) return;
    if (isOneDone && !this.isOpened) one.head.focus();
    else (isOneDone ? other : one).player.focus();
  }

  open() {
    this.isOpened = true;
    this.decide(true);
  }

  offer() {
    const [one, other] = this.sides;
    const begin = () => {
      const problem = appendEvent(drawn(draw([one.form, other.form])));
      for (const { player } of this.sides) player.notice.textContent = problem;
      this.decide(true);
    };
    this.rest(one, OFFER, button("Begin with twelve questions", begin, { class: "kq-check" }));
    this.rest(other, NOT_YET);
  }

  /** Let the forms stand in their turn, whichever of them the page has first. @param {Side[]} inTurn */
  seat(inTurn) {
    const places = this.sides.map(({ root, head }) => ({ root, head }));
    for (const [k, side] of inTurn.entries()) {
      const words = [BEFORE, AFTER][k];
      Object.assign(side, places[k]);
      if (side.body.parentNode !== side.root) side.root.append(side.body);
      side.player.heading = words;
      side.body.setAttribute("aria-label", `${words}: questions`);
      side.player.go(side.player.at, false);
    }
    this.sides = inTurn;
    return inTurn;
  }

  /** Nothing of a form but words, and perhaps a button. @param {Side} side */
  rest({ head, body }, words, ...more) {
    head.replaceChildren(element("p", { text: words }), ...more);
    body.hidden = true;
  }

  /** The questions of a form, as they stand; what was sent and came to no end is in its field again. @param {Side} side */
  ask({ player, head, body }, answers, store) {
    head.replaceChildren();
    if (!body.hidden) return;
    body.hidden = false;
    player.drawAnswered([...answers.values()]);
    const open = player.pending();
    // Were all of it answered with these, the reply would tell the results.
    if (open.length < player.cards.length - answers.size) return player.greet(store);
    for (const event of open) {
      refuse(event.id);
      const card = player.card(event.item);
      if (card.state === "open") card.refill(event);
    }
  }

  /** Both are answered: their results, which the server tells. @param {Side} one @param {Side} other */
  tell(one, other, store, goes) {
    for (const { player, head, body } of [one, other]) {
      if (this.isTold) continue;
      head.replaceChildren();
      body.hidden = false;
      player.greet(store);
    }
    this.isTold = true;
    if (goes) one.head.focus();
  }

  /** Results stand; when all do, what both forms say together stands above the first. */
  told() {
    const { events } = readStore().store;
    const [one, other] = this.inTurn(events);
    const [before, after] = [one, other].map(({ form }) => firstTries(events, form, Date.now()));
    if (before.of < one.player.cards.length || after.of < other.player.cards.length) return;
    one.head.replaceChildren(element("p", { class: "kq-both", text: bothWords(before, after) }));
  }
}

// One for all scripts of a page: in JupyterLab each part of it has its own.
const PAIR = Symbol.for("ketamine-course pair of forms");

/**
 * Let a form stand beside its other.
 * @param {Player} player
 * @param {HTMLElement} root
 * @returns {Pair}
 */
export function joinPair(player, root) {
  globalThis[PAIR] ??= new Pair();
  globalThis[PAIR].join(player, root);
  return globalThis[PAIR];
}
