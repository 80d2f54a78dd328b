// What stands on the review page: tables, lists, fields and words. What they do is said in review.js.

import { button, element } from "../../../page/js/drawing/dom.js";
import { printAlone } from "../../../page/js/drawing/notice.js";
import { table } from "../../../page/js/drawing/tables.js";

/** @import * as Types from "../../../page/js/line/messages.types" */

/** How a row stands, and whether it is weak. @param {{standing: string, weak: boolean}} row */
const stands = ({ standing: words, weak }) => (weak ? `weak here; ${words}` : words);

/** Where the learner stands, by lesson and by objective. @param {Types.Plan} plan */
export const standing = (plan) => [
  table(
    "By lesson",
    ["Lesson", "Answered", "Right", "Standing", "Minutes left"],
    plan.lessons.map((each) => [
      each.title,
      `${each.answered} of ${each.items}`,
      `${each.right}`,
      stands(each),
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
        stands(each),
      ]),
    ),
  ),
];

/** The days to come back, in words. @param {Types.Days["days"]} days */
export function dayList(start, set, days) {
  const over = days.every(({ past }) => past);
  const words = !start
    ? "The days appear here once you have finished the core of a lesson."
    : over
      ? "These days have come. What is due still comes back, on this page."
      : `On these days up to six questions wait here, whatever else is due. ${set ? "They stay as they are, whatever you do." : "They count from the day on which you finished the core of your last lesson; reviewing does not move them. Once you save them they stay, even if you go on with another lesson."}`;
  return [
    element("p", { text: words }),
    element(
      "ul",
      {},
      days.map(({ day, on, past }) => element("li", { text: `Day ${day}: ${on}${past ? ", past" : ""}` })),
    ),
  ];
}

/** A row of what is for the screen only. */
export const row = (...inside) => element("div", { class: "kr-row kr-screen" }, ...inside);

/** What the resume code is, and a field for one from another machine. @param {(text: string) => void} use */
export function codeEntry(use) {
  const entry = element("input", {
    type: "text",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 40,
    "aria-describedby": "kr-code-note",
  });
  const form = element(
    "form",
    { class: "kr-row kr-screen" },
    element("label", { class: "kr-field" }, "A resume code from another machine", entry),
    element("button", { type: "submit", class: "kq-quiet", text: "Use this code" }),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use(entry.value);
  });
  return [
    element("p", {
      id: "kr-code-note",
      class: "kq-soft",
      text: "The code holds which lessons and objectives you have done, and nothing about you. It does not hold single answers: for these save the file.",
    }),
    form,
  ];
}

/** A field for a file of answers. @param {(input: any) => void} read */
export function fileEntry(read) {
  const file = element("input", { type: "file", accept: ".json,application/json" });
  file.addEventListener("change", () => read(file));
  return element("label", { class: "kr-field kr-screen" }, "Load a file that you saved", file);
}

/** The summary with a name for its printed page. @param {HTMLElement} summary */
export function summaryPage(summary) {
  const name = element("input", { type: "text", autocomplete: "off", maxlength: 80 });
  const shown = element("p", {}, element("strong"));
  name.addEventListener("input", () => {
    shown.firstChild.textContent = name.value;
  });
  return [
    shown,
    summary,
    element("label", { class: "kr-field kr-screen" }, "Your name, for the printed page only; it is not stored", name),
    row(button("Print your summary", () => printAlone(summary.parentElement), { class: "kq-quiet" })),
  ];
}

// What Safari does is described in WebKit's blog, "Full Third-Party Cookie Blocking and More" (24 March 2020).
const SAFARI =
  "Safari on iPhone, iPad and Mac may erase what a page keeps after seven days of use without a visit to it. If you come back later than that, on day 28 for example, save your answers as a file now and load it then.";
export const WHO_READS_IT = [
  "Your answers are in this browser only. Whoever can open this browser can read them; nobody else can.",
  SAFARI,
];
