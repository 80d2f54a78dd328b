// The review page: what is due, progress, and what goes to another machine. It counts nothing itself:
// the whole log goes to Python, which answers with a plan; the questions are those of player.js.

import { button, download, element, fields, table } from "../../../page/js/dom.js";
import { newId } from "../../../page/js/ids.js";
import { gradeEvent, hello, openFile, pack, resumed, useCode } from "../../../page/js/messages.js";
import {
  accept,
  answersOf,
  appendEvent,
  EVENTS_AT_MOST,
  eraseStore,
  pendingAnswers,
  readStore,
  refuse,
} from "../../../page/js/store.js";
import { correctionBox } from "./feedback.js";
import { responsesCsv, saveText } from "./files.js";
import { Player } from "./player.js";

/**
 * @import * as Types from "../../../page/js/messages.types"
 * @import { LiveModel } from "../../../page/js/live.types"
 */

const PACK_NAMES = { due: "What is due", missed: "What you missed" };
const FILE_MAX = 8000000;
const NO_SESSION = "The session has ended. Your answers are saved in this browser. Reload to go on.";

const save = (name, text, type) => download(name, new Blob([text], { type }));
const QUIET = { class: "kq-quiet" };
const today = () => new Date().toISOString().slice(0, 10);

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
    this.due = element("p", { role: "status", text: "Looking at your answers …" });
    this.choices = element("div", { class: "kr-row" });
    this.stage = element("div");
    this.progress = element("div", { class: "kr-progress" });
    this.code = element("output", { class: "kr-code" });
    this.told = {
      code: element("p", { class: "kr-told", role: "status" }),
      file: element("p", { class: "kr-told", role: "status" }),
    };
    this.summary = element("div");
    root.classList.add("kq");
    this.corrected = element("div", { role: "status", tabindex: "-1" });
    root.replaceChildren(
      element(
        "div",
        { class: "kr" },
        this.notice,
        this.corrected,
        this.section("Due today", this.due, this.choices, this.stage),
        this.section("Where you stand", this.progress),
        this.section("Go on elsewhere", ...this.carry()),
        this.section("Days to come back", ...this.days()),
        this.section("Your summary", ...this.record()),
      ),
    );
    this.ask();
  }

  section(title, ...content) {
    const id = `kr-${newId().slice(0, 8)}`;
    return element("section", { "aria-labelledby": id }, element("h2", { id, text: title }), ...content);
  }

  events() {
    return readStore().store?.events ?? [];
  }

  send(message) {
    try {
      this.model.send(message);
    } catch {
      this.notice.textContent = NO_SESSION;
    }
  }

  ask() {
    this.asked = pendingAnswers();
    this.send(hello([...this.events(), ...this.asked].slice(-EVENTS_AT_MOST)));
  }

  tell(about, good, sentence) {
    this.told[about].dataset.good = good;
    this.told[about].textContent = sentence;
  }

  // ------------------------------------------------------------ carrying it to another machine

  carry() {
    const entry = element("input", {
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 40,
      "aria-describedby": "kr-code-note",
    });
    const read = (event) => {
      event.preventDefault();
      this.tell("code", false, "");
      this.send(useCode(entry.value));
    };
    const form = element(
      "form",
      { class: "kr-row kr-screen" },
      element("label", { class: "kr-field" }, "A resume code from another machine", entry),
      element("button", { type: "submit", class: "kq-quiet", text: "Use this code" }),
    );
    form.addEventListener("submit", read);
    const file = element("input", { type: "file", accept: ".json,application/json" });
    file.addEventListener("change", () => this.readFile(file));
    return [
      element("p", {}, "Your resume code: ", this.code),
      element("p", {
        id: "kr-code-note",
        class: "kq-soft",
        text: "The code holds which lessons and objectives you have done, and nothing about you. It does not hold single answers: for these save the file.",
      }),
      form,
      this.told.code,
      element(
        "div",
        { class: "kr-row kr-screen" },
        button("Save your answers as a file", () => this.saveFile(), QUIET),
        button("Save a table of responses (CSV)", () => this.saveCsv(), QUIET),
      ),
      element("label", { class: "kr-field kr-screen" }, "Load a file that you saved", file),
      this.told.file,
      element("p", {
        class: "kq-soft kr-screen",
        text: "Your answers are in this browser only. Whoever can open this browser can read them; nobody else can.",
      }),
      element(
        "div",
        { class: "kr-row kr-screen" },
        button("Erase my answers in this browser", () => this.erase(), QUIET),
      ),
    ];
  }

  withStore(act) {
    const { store, notice } = readStore();
    if (store) act(store);
    else this.tell("file", false, notice);
  }

  saveFile() {
    this.withStore((store) =>
      save(`ketamine-course-${today()}.json`, saveText(store, new Date().toISOString()), "application/json"),
    );
  }

  saveCsv() {
    this.withStore((store) => save(`ketamine-course-responses-${today()}.csv`, responsesCsv(store), "text/csv"));
  }

  async readFile(input) {
    const file = input.files[0];
    if (!file) return;
    this.tell("file", false, "");
    if (file.size > FILE_MAX)
      this.tell("file", false, "This file is too large to be a log of this course. Nothing was changed.");
    else this.send(openFile(await file.text()));
    input.value = "";
  }

  // Joins a loaded log to the stored one; nothing that is there already is lost or doubled.
  join(events) {
    const names = (each) => (each?.event === "grade" ? `grade ${each.answer}` : `${each?.event} ${each?.id}`);
    const known = new Set(this.events().map(names));
    for (const event of events) {
      if (known.has(names(event))) continue;
      const problem = appendEvent(event);
      if (problem) return problem;
    }
    return "";
  }

  erase() {
    if (!window.confirm("Erase all your answers and played cases in this browser? This cannot be undone.")) return;
    this.tell("file", true, eraseStore() || "Your answers in this browser are erased.");
    this.stage.replaceChildren();
    this.player = null;
    this.ask();
  }

  // ------------------------------------------------------------ days and summary

  days() {
    this.packs = element("div");
    return [
      this.packs,
      element(
        "div",
        { class: "kr-row kr-screen" },
        button(
          "Save the days as a calendar file (.ics)",
          () => {
            if (this.plan?.calendar) save("ketamine-course-review.ics", this.plan.calendar, "text/calendar");
          },
          QUIET,
        ),
      ),
    ];
  }

  record() {
    const name = element("input", { type: "text", autocomplete: "off", maxlength: 80 });
    const shown = element("p", {}, element("strong"));
    name.addEventListener("input", () => {
      shown.firstChild.textContent = name.value;
    });
    return [
      shown,
      this.summary,
      element("label", { class: "kr-field kr-screen" }, "Your name, for the printed page only; it is not stored", name),
      element(
        "div",
        { class: "kr-row kr-screen" },
        button("Print or save as PDF", () => window.print(), QUIET),
      ),
    ];
  }

  // ------------------------------------------------------------ what Python answers

  /** @param {Types.Plan} plan */
  show(plan) {
    this.plan = plan;
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
      else if (!waits(event.id)) refuse(event.id);
    }
    for (const grade of plan.grades) {
      if (!known.has(grade.answer)) appendEvent(gradeEvent(grade));
    }
    this.due.textContent = plan.due;
    const read = () => {
      this.corrected.focus();
      this.ask();
    };
    this.corrected.replaceChildren(...correctionBox(plan.corrected, read));
    const { due_count: due, missed_count: missed } = plan;
    const offer = (which, words, style) =>
      button(words, () => this.send(pack(which, this.events().slice(-EVENTS_AT_MOST))), { class: style });
    const missedWords = `What you missed or were unsure of (${Math.min(missed, 6)} of ${missed})`;
    this.choices.replaceChildren(
      ...(due ? [offer("due", `Start the review (${Math.min(due, 6)})`, "kq-check")] : []),
      ...(missed ? [offer("missed", missedWords, "kq-quiet")] : []),
    );
    this.progress.replaceChildren(
      table(
        "By lesson",
        ["Lesson", "Answered", "Right", "Standing", "Minutes left"],
        plan.lessons.map((each) => [
          each.title,
          `${each.answered} of ${each.items}`,
          `${each.right}`,
          each.standing,
          each.minutes_left ? `${each.minutes_left} min` : "none",
        ]),
      ),
      element(
        "details",
        {},
        element("summary", { text: "By objective" }),
        table(
          "By objective",
          ["Objective", "Answered", "Right", "Standing"],
          plan.objectives.map((each) => [
            `${each.objective}. ${each.wording}`,
            `${each.answered} of ${each.items}`,
            `${each.right}`,
            each.standing,
          ]),
        ),
      ),
    );
    this.code.textContent = plan.code || "none yet: answer a question first";
    this.packs.replaceChildren(
      element("p", {
        text: plan.packs.some((pack) => pack.items)
          ? "Six questions on each of three days, chosen by how you answered:"
          : "The days appear here after your first answers.",
      }),
      element(
        "ul",
        {},
        plan.packs
          .filter((pack) => pack.items)
          .map((pack) => element("li", { text: `Day ${pack.day}: ${pack.on}, ${pack.items} questions` })),
      ),
    );
    this.summary.replaceChildren(...plan.summary.map((text) => element("p", { text })));
  }

  /** @param {Types.PackReply} message */
  open(message) {
    const answers = answersOf(this.events());
    const attempts = (item) => 1 + answers.filter((each) => each.item === item).length;
    const root = element("div");
    const facade = {
      get: (name) =>
        name === "heading" ? (PACK_NAMES[message.which] ?? `Pack of ${message.which}`) : this.model.get(name),
      send: (content) => this.model.send(content),
    };
    this.player = new Player(facade, root, { questions: message.questions, attempts, graded: () => this.ask() });
    this.stage.replaceChildren(root);
    this.player.focus();
  }

  hear(message) {
    if (message.kind === "plan") this.show(message);
    else if (message.kind === "pack" && message.questions.length) this.open(message);
    else if (message.kind === "told") this.heard(message);
    else this.player?.hear(message);
  }

  /** @param {Types.Told} message */
  heard(message) {
    if (!(message.about in this.told)) {
      this.notice.textContent = message.sentence;
      return;
    }
    let problem = "";
    if (message.good && message.about === "code") {
      problem = appendEvent(resumed(message.code));
    } else if (message.good) {
      problem = this.join(message.events);
    }
    this.tell(message.about, message.good && !problem, problem || message.sentence);
    if (message.good) this.ask();
  }

  session() {
    const lost = document.documentElement.dataset.session === "lost";
    for (const each of fields(this.choices, "button")) each.disabled = lost;
    for (const card of this.player?.cards ?? []) card.session();
  }
}

function render({ model, el }) {
  const page = new ReviewPage(model, el);
  const hear = (message) => page.hear(message);
  const session = () => page.session();
  model.on("msg:custom", hear);
  window.addEventListener("course:session", session);
  return () => {
    model.off("msg:custom", hear);
    window.removeEventListener("course:session", session);
  };
}

export default { render };
