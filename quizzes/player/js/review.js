// The review page: what is due, progress, and what goes to another machine. It counts nothing itself:
// the whole log goes to Python, which answers with a plan; the questions are those of player.js.

import { responsesCsv } from "../../../page/js/carrying/responses_table.js";
import { announce } from "../../../page/js/drawing/announce.js";
import { button, download, element, fields } from "../../../page/js/drawing/dom.js";
import { tellNotice } from "../../../page/js/drawing/notice.js";
import { sendWhole } from "../../../page/js/drawing/parts.js";
import { fileName, fileText, keepChosenFile } from "../../../page/js/keeping/answers_file.js";
import { newId } from "../../../page/js/keeping/ids.js";
import {
  accept,
  answersOf,
  appendEvent,
  appendEvents,
  EVENTS_AT_MOST,
  eraseStore,
  keeps,
  pendingAnswers,
  readStore,
  refuse,
} from "../../../page/js/keeping/store.js";
import { localDay } from "../../../page/js/keeping/times.js";
import { daysFrom, gradeEvent, pack, resumed, review, senderOf, useCode } from "../../../page/js/line/messages.js";
import { Patience, WAIT_WORDS } from "../../../page/js/line/patience.js";
import { correctionBox } from "./feedback.js";
import { LookAgain } from "./look_again.js";
import { FLAGGED } from "./pieces.js";
import { FINISHED, Player } from "./player.js";
import { codeEntry, dayList, fileEntry, row, standing, summaryPage, WHO_READS_IT } from "./review_parts.js";

/**
 * @import * as Types from "../../../page/js/line/messages.types"
 * @import { LiveModel } from "../../../page/js/line/live.types"
 */

const PACK_NAMES = { due: "What is due", missed: "What you missed", chosen: "Practice" };
const NO_PACK =
  "Nothing can be asked of these today: each idea is asked once a day, in other words than the last time, and only what a lesson has taught.";
const noSession = () =>
  `The session has ended.${keeps() ? " Your answers are saved in this browser." : ""} Reload to go on.`;
const save = (name, text, type) => download(name, new Blob([text], { type }));
const QUIET = { class: "kq-quiet" };

class ReviewPage {
  /**
   * @param {LiveModel<Types.Quiz>} model
   * @param {HTMLElement} root
   */
  constructor(model, root) {
    this.model = model;
    /** @type {any[]} the answers without a reply that the last question to Python brought along */
    this.asked = [];
    /** @type {Player} */
    this.player = null;
    this.notice = element("p", { class: "kr-told", role: "alert", text: readStore().notice });
    this.clock = element("p", { class: "kr-told", role: "status" });
    this.unused = element("p", { class: "kq-soft kr-screen" });
    this.waits = element("p", { class: "kr-told" });
    this.patience = new Patience((state) => this.sayWaiting(state));
    this.due = element("p", { role: "status", text: "Looking at your answers …" });
    this.choices = element("div", { class: "kr-row" });
    this.stage = element("div");
    this.progress = element("div", { class: "kr-progress" });
    this.code = element("output", { class: "kr-code", "aria-label": "Your resume code" });
    this.told = {
      code: element("p", { class: "kr-told", role: "status" }),
      file: element("p", { class: "kr-told", role: "status" }),
    };
    this.summary = element("div");
    this.sure = element("div", { class: "kr-sure" });
    this.again = new LookAgain((lesson, objective) => this.send(pack("chosen", ...this.log(), lesson, objective)));
    root.classList.add("kq");
    this.corrected = element("div", { role: "status", tabindex: "-1" });
    root.replaceChildren(
      element(
        "div",
        { class: "kr" },
        this.notice,
        this.clock,
        this.waits,
        this.corrected,
        this.section("Due today", this.due, this.choices, this.stage),
        this.section("Look again", ...this.again.parts),
        this.section("Where you stand", this.sure, this.progress),
        this.section("Go on elsewhere", ...this.carry()),
        this.section("Days to come back", ...this.days()),
        this.section("Your summary", ...summaryPage(this.summary)),
      ),
    );
    this.ask();
  }

  section(title, ...content) {
    const id = `kr-${newId().slice(0, 8)}`;
    return element("section", { "aria-labelledby": id }, element("h2", { id, text: title }), ...content);
  }

  events() {
    return readStore().store.events;
  }

  /**
   * What stands here was reckoned before: while something newer is asked for, it is not read.
   * @param {"" | "working" | "none"} state
   */
  sayWaiting(state) {
    const reckoned = [this.due, this.sure, this.progress, this.code, this.dayList, this.summary];
    for (const part of [...reckoned, ...this.again.parts]) part.inert = state !== "";
    this.waits.textContent = WAIT_WORDS[state];
    if (state) announce(WAIT_WORDS[state]);
  }

  send(message) {
    this.patience.asked();
    try {
      sendWhole(this.model, message);
    } catch {
      this.notice.textContent = noSession();
    }
  }

  /** The latest of the log that Python takes, and who sends it. @returns {[any[], Types.Sender]} */
  log(more = []) {
    const { store } = readStore();
    return [[...store.events, ...more].slice(-EVENTS_AT_MOST), senderOf(store.learner)];
  }

  ask() {
    this.asked = pendingAnswers();
    this.send(review(...this.log(this.asked)));
  }

  tell(about, good, sentence) {
    this.told[about].dataset.good = good;
    this.told[about].textContent = sentence;
  }

  // ------------------------------------------------------------ carrying it to another machine

  carry() {
    const useText = (text) => {
      this.tell("code", false, "");
      this.send(useCode(text));
    };
    return [
      element("p", {}, "Your resume code: ", this.code),
      ...codeEntry(useText),
      this.told.code,
      row(
        button("Save your answers as a file", () => this.saveFile(), QUIET),
        button("Save a table of responses (CSV)", () => this.saveCsv(), QUIET),
      ),
      fileEntry((file) => this.readFile(file)),
      this.told.file,
      this.unused,
      ...WHO_READS_IT.map((text) => element("p", { class: "kq-soft kr-screen", text })),
      row(button("Erase my answers in this browser", () => this.erase(), QUIET)),
    ];
  }

  saveFile() {
    const { store } = readStore();
    save(fileName(), fileText(store, new Date().toISOString()), "application/json");
    this.tell("file", true, `Saved as ${fileName()}.`);
  }

  saveCsv() {
    const name = `ketamine-course-responses-${localDay()}.csv`;
    save(name, responsesCsv(readStore().store), "text/csv");
  }

  async readFile(input) {
    const loaded = await keepChosenFile(input);
    if (!loaded) return;
    this.tell("file", loaded.isKept, loaded.sentence);
    if (!loaded.isKept) return;
    this.loaded = true;
    this.ask();
  }

  erase() {
    if (!window.confirm("Erase all your answers and played cases in this browser? This cannot be undone.")) return;
    this.tell("file", true, eraseStore() || "Your answers in this browser are erased.");
    this.stage.replaceChildren();
    this.player = null;
    this.ask();
  }

  // ------------------------------------------------------------ days to come back

  days() {
    this.dayList = element("div");
    this.dayButtons = row();
    return [this.dayList, this.dayButtons];
  }

  /** @param {Types.Days} days */
  showDays({ start, set, days, calendar }) {
    this.dayList.replaceChildren(...dayList(start, set, days));
    this.dayButtons.replaceChildren(
      ...(calendar
        ? [button("Save the days as a calendar file (.ics)", () => this.saveDays(start, set, calendar), QUIET)]
        : []),
      ...(start && start !== localDay()
        ? [button("Count the days from today", () => this.setDays(localDay()), QUIET)]
        : []),
    );
  }

  /** Days that went into a calendar stand still from then on. */
  saveDays(start, set, calendar) {
    save("ketamine-course-review.ics", calendar, "text/calendar");
    if (!set) this.setDays(start);
  }

  setDays(start) {
    this.notice.textContent = appendEvent(daysFrom(start)) || this.notice.textContent;
    this.ask();
  }

  // ------------------------------------------------------------ what Python answers

  /** @param {Types.Plan} plan */
  show(plan) {
    this.plan = plan;
    tellNotice(plan.notice);
    const known = new Set(
      this.events()
        .filter((each) => each?.event === "grade")
        .map((each) => each.answer),
    );
    // An answer that was sent and came to no end is one if it has a grade; what is on its way now is not touched.
    const graded = new Set(plan.grades.map((each) => each.answer));
    const waits = (id) => this.player?.cards.some((card) => card.event?.id === id);
    for (const event of this.asked) {
      if (graded.has(event.id)) accept(event);
      // That of a form has none before all of it is answered; its own part of the page asks for it.
      else if (!waits(event.id) && event.mode !== "check") refuse(event.id);
    }
    const problem = appendEvents(plan.grades.filter(({ answer }) => !known.has(answer)).map(gradeEvent));
    if (problem) this.notice.textContent = problem;
    this.clock.textContent = plan.clock;
    this.unused.textContent = this.loaded ? plan.unused.join(" ") : "";
    this.due.textContent = plan.due;
    const read = () => {
      this.corrected.focus();
      this.ask();
    };
    this.corrected.replaceChildren(...correctionBox(plan.corrected, read));
    const { due_count: due, missed_count: missed } = plan;
    const offer = (which, words, style) => button(words, () => this.send(pack(which, ...this.log())), { class: style });
    const dueWords = plan.day ? `Start the questions of day ${plan.day} (${due})` : `Start the review (${due})`;
    const missedWords = `Ask me what I missed, in other words (${missed})`;
    this.choices.replaceChildren(
      ...(due ? [offer("due", dueWords, "kq-check")] : []),
      ...(missed ? [offer("missed", missedWords, "kq-quiet")] : []),
    );
    this.again.show(plan);
    this.sure.replaceChildren(...plan.sure.map((text) => element("p", { text })));
    this.progress.replaceChildren(...standing(plan));
    this.code.textContent = plan.code || "none yet: answer a question first";
    this.showDays(plan.days);
    this.summary.replaceChildren(...plan.summary.map((text) => element("p", { text })));
  }

  /** @param {Types.PackReply} message */
  open(message) {
    const answers = answersOf(this.events());
    const attempts = (item) => 1 + answers.filter((each) => each.item === item).length;
    const root = element("div");
    const heading = message.which === "due" && message.day ? `Day ${message.day}` : PACK_NAMES[message.which];
    const facade = {
      get: (name) => (name === "heading" ? heading : this.model.get(name)),
      send: (content) => this.model.send(content),
      withoutKernel: this.model.withoutKernel,
    };
    this.player = new Player(facade, root, { questions: message.questions, attempts, graded: () => this.ask() });
    this.stage.replaceChildren(root);
    this.player.focus();
  }

  hear(message) {
    if (["plan", "pack", "told"].includes(message.kind)) this.patience.answered();
    if (message.kind === "plan") this.show(message);
    else if (message.kind === "pack" && message.questions.length) this.open(message);
    else if (message.kind === "pack") this.due.textContent = NO_PACK;
    else if (message.kind === "told") this.heard(message);
    else this.player?.hear(message);
  }

  /** @param {Types.Told} message */
  heard(message) {
    if (!(message.about in this.told)) {
      this.notice.textContent = message.sentence;
      return;
    }
    const problem = message.good ? appendEvent(resumed(message.code, message.lessons, message.on)) : "";
    this.tell(message.about, message.good && !problem, problem || message.sentence);
    if (message.good) this.ask();
  }

  session() {
    const lost = !this.model.withoutKernel && document.documentElement.dataset.session === "lost";
    if (lost) this.patience.stop();
    for (const each of fields(this.choices, "button")) each.disabled = lost;
    for (const card of this.player?.cards ?? []) card.session();
  }
}

function render({ model, el }) {
  const page = new ReviewPage(model, el);
  const hear = (message) => page.hear(message);
  const session = () => page.session();
  const finished = () => page.ask();
  model.on("msg:custom", hear);
  window.addEventListener("course:session", session);
  window.addEventListener(FINISHED, finished);
  window.addEventListener(FLAGGED, finished);
  return () => {
    model.off("msg:custom", hear);
    window.removeEventListener(FINISHED, finished);
    window.removeEventListener(FLAGGED, finished);
    window.removeEventListener("course:session", session);
  };
}

export default { render };
