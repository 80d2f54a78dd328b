// What a learner may look at again on the review page: what was missed and what is flagged, by lesson and objective.

import { button, element } from "../../../page/js/drawing/dom.js";
import { printAlone } from "../../../page/js/drawing/notice.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { readLink } from "./pieces.js";

/** @import * as Types from "../../../page/js/line/messages.types" */

const NOTHING_MISSED = "Nothing here: no question was missed or guessed at its last try.";
const NOTHING_FLAGGED = "No question is flagged here. Under each question there is a button for it.";
const QUIET = { class: "kq-quiet" };

/** A question in a line or two: what it asks, how it went, and the ways to it. @param {Types.LookAgain} row */
const line = (row) =>
  element(
    "li",
    { "data-item": row.item },
    row.link ? element("a", { href: row.link }, prose(row.asked)) : element("span", {}, prose(row.asked)),
    row.went && element("span", { class: "kq-soft", text: ` ${row.went[0].toUpperCase()}${row.went.slice(1)}.` }),
    row.read && element("p", { class: "kr-read" }, "Read it again: ", readLink(row.read)),
  );

const asText = (rows) =>
  rows.map((row) => `${row.item}: ${row.asked}${row.link ? ` (${new URL(row.link, location.href).href})` : ""}`);

/**
 * A field to choose from, "" for all.
 * @param {string} label
 * @param {() => void} then
 */
function filter(label, then) {
  const select = element("select", {});
  select.addEventListener("change", then);
  return { select, field: element("label", { class: "kr-field kr-screen" }, label, select) };
}

/** Fill a field, and keep what was chosen in it. @param {HTMLSelectElement} select @param {string[][]} rows */
function fill(select, rows) {
  const chosen = select.value;
  select.replaceChildren(...rows.map(([value, text]) => element("option", { value, text })));
  select.value = rows.some(([value]) => value === chosen) ? chosen : "";
}

export class LookAgain {
  /** @param {(lesson: string, objective: string) => void} practise asks for questions of them */
  constructor(practise) {
    this.lesson = filter("Lesson", () => this.draw());
    this.objective = filter("Objective", () => this.draw());
    const ask = () => practise(this.lesson.select.value, this.objective.select.value);
    this.missed = element("ul", { class: "kr-again" });
    this.missedTitle = element("summary", {});
    this.flagged = element("ul", { class: "kr-again" });
    this.flaggedTitle = element("h3", {});
    this.told = element("p", { class: "kr-told", role: "status" });
    this.flags = element("div", { class: "kr-flags" }, this.flaggedTitle, this.flagged);
    this.copying = element(
      "div",
      { class: "kr-row kr-screen" },
      button("Copy the list of flags", () => this.copy(), QUIET),
      button("Print it", () => printAlone(this.flags), QUIET),
    );
    this.parts = [
      element("div", { class: "kr-row kr-screen" }, this.lesson.field, this.objective.field),
      element("div", { class: "kr-row kr-screen" }, button("Practise up to six questions", ask, QUIET)),
      element("details", { class: "kr-missed" }, this.missedTitle, this.missed),
      this.flags,
      this.copying,
      this.told,
    ];
  }

  /** @param {Types.Plan} plan */
  show(plan) {
    this.plan = plan;
    const titles = plan.lessons.map(({ lesson, title }) => [lesson, `${Number(lesson.slice(0, 2))}. ${title}`]);
    fill(this.lesson.select, [["", "All lessons"], ...titles]);
    const aims = plan.objectives.map(({ objective, wording }) => [objective, `${objective}. ${wording}`]);
    fill(this.objective.select, [["", "All objectives"], ...aims]);
    this.draw();
  }

  /** @param {Types.LookAgain[]} rows */
  among(rows) {
    const [lesson, objective] = [this.lesson.select.value, this.objective.select.value];
    return rows.filter((row) => (!lesson || row.lesson === lesson) && (!objective || row.objective === objective));
  }

  draw() {
    const [missed, flagged] = [this.among(this.plan.missed), this.among(this.plan.flagged)];
    this.missedTitle.textContent = `Missed or guessed at the last try: ${missed.length}`;
    this.missed.replaceChildren(...(missed.length ? missed.map(line) : [element("li", { text: NOTHING_MISSED })]));
    this.flaggedTitle.textContent = `Flagged: ${flagged.length}`;
    this.flagged.replaceChildren(...(flagged.length ? flagged.map(line) : [element("li", { text: NOTHING_FLAGGED })]));
    this.copying.hidden = !flagged.length;
    this.told.textContent = "";
  }

  async copy() {
    const rows = this.among(this.plan.flagged);
    try {
      await navigator.clipboard.writeText(asText(rows).join("\n"));
      this.told.dataset.good = "true";
      this.told.textContent = `Copied: ${rows.length === 1 ? "1 question" : `${rows.length} questions`}.`;
    } catch {
      this.told.dataset.good = "false";
      this.told.textContent = "This browser did not let the page copy. Select the list and copy it, or print it.";
    }
  }
}
