// What a ward hands over: a picture to search, one list for several people, an order to write.

import { element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { choiceFill, choiceMark, choices, figure } from "./pieces.js";
import { chooser, PLACING, withPart } from "./placing.js";

/** @import * as Types from "../../../page/js/line/messages.types" */

const letter = (/** @type {number} */ place) => String.fromCharCode(65 + place);

/** The boxes show which place of the list is chosen. @param {ParentNode} root */
function showChosen(root) {
  const chosen = /** @type {HTMLInputElement | null} */ (root.querySelector(".kq-options input:checked"))?.value;
  for (const box of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".kq-box")))
    box.toggleAttribute("data-chosen", box.dataset.box === chosen);
}

/**
 * The picture with a box for each place. A box is a second way to the list below it, for a finger or a mouse; keyboard
 * and screen reader have the list.
 * @param {Types.Question} question
 * @param {HTMLElement} list
 */
function searched(question, list) {
  const drawn = figure(question.picture);
  for (const { id, box } of question.options.filter((option) => option.box)) {
    const [left, top, width, height] = box;
    const place = element("span", { class: "kq-box", "data-box": id });
    Object.assign(place.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
    place.addEventListener("click", () => {
      const input = /** @type {HTMLInputElement} */ (list.querySelector(`input[value="${id}"]`));
      if (input.getAttribute("aria-disabled") === "true") return;
      input.checked = true;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    drawn.append(place);
  }
  drawn.classList.add("kq-searched");
  return drawn;
}

const FIND = {
  build(/** @type {Types.Question} */ question, /** @type {string} */ id) {
    const rows = question.options.map((option) => [option.id, option.text]);
    const list = element("div", { class: "kq-options" }, choices("radio", `${id}-answer`, rows, `${id}-error`));
    const root = element("div", { class: "kq-find" }, searched(question, list), list);
    list.addEventListener("input", () => showChosen(root));
    return [element("p", { class: "kq-soft", text: "Touch the place on the picture, or choose it by name." }), root];
  },
  read: (form, _question, id) => form.querySelector(`[name="${id}-answer"]:checked`)?.value ?? null,
  missing: (response) => response === null && "Choose one place.",
  fill(form, response, id) {
    choiceFill(form, response, id);
    showChosen(form);
  },
  mark(form, feedback) {
    choiceMark(form, feedback);
    for (const option of feedback.options) {
      const box = form.querySelector(`.kq-box[data-box="${option.id}"]`);
      if (box && option.tag) box.dataset.mark = option.right ? "right" : "wrong";
    }
  },
};

const EXTENDED = {
  ...PLACING,
  build: (/** @type {Types.Question} */ question, /** @type {string} */ id) => [
    element("p", { class: "kq-soft", text: `One list for all. ${question.policy}` }),
    element(
      "ol",
      { class: "kq-answers" },
      question.answers.map((answer) => element("li", {}, prose(answer.text))),
    ),
    element(
      "ol",
      { class: "kq-stems" },
      question.stems.map((stem) =>
        element(
          "li",
          { class: "kq-stem", "data-place": stem.id },
          element("p", { id: `${id}-stem-${stem.id}` }, prose(stem.text)),
          withPart(
            chooser(
              id,
              question.answers.map(({ id: answer, text }, place) => ({
                id: answer,
                text: `${letter(place)}. ${text}`,
              })),
              `${id}-stem-${stem.id}`,
              `${id}-error`,
              "aria-labelledby",
            ),
            stem.id,
          ),
        ),
      ),
    ),
  ],
  missing: (response, question) => response.length < question.stems.length && "Choose something for each of them.",
};

/**
 * The control of one line of an order: a list of choices, or a field for a number.
 * @param {Types.OrderLine} line
 * @param {string} id
 */
function lineControl(line, id) {
  const named = { id: `${id}-line-${line.id}`, name: `${id}-answer`, "data-part": line.id };
  const error = `${id}-error`;
  if (line.choices.length)
    return element(
      "select",
      { ...named, "aria-describedby": error },
      element("option", { value: "", text: "Choose" }),
      line.choices.map((choice) => element("option", { value: choice.id, text: choice.text })),
    );
  return element("input", {
    ...named,
    type: "text",
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 40,
    "aria-describedby": line.unit ? `${id}-unit-${line.id} ${error}` : error,
  });
}

const ORDER_LINES = {
  build: (/** @type {Types.Question} */ question, /** @type {string} */ id) => [
    element("p", { class: "kq-soft", text: question.policy }),
    element(
      "div",
      { class: "kq-lines" },
      question.lines.map((line) =>
        element(
          "div",
          { class: "kq-line", "data-place": line.id },
          element("label", { for: `${id}-line-${line.id}`, text: line.label }),
          lineControl(line, id),
          line.unit && element("span", { id: `${id}-unit-${line.id}`, class: "kq-unit", text: line.unit }),
        ),
      ),
    ),
    element("p", { id: `${id}-echo`, class: "kq-soft kq-echo", role: "status" }),
  ],
  read: (form, _question, id) =>
    Array.from(form.querySelectorAll(`[name="${id}-answer"]`))
      .filter((control) => control.value.trim())
      .map((control) => `${control.dataset.part}:${control.value}`),
  missing: (response, question) => response.length < question.lines.length && "Fill in every line.",
  fill(form, response, id) {
    const given = [response].flat().filter((each) => typeof each === "string");
    for (const control of form.querySelectorAll(`[name="${id}-answer"]`)) {
      const start = `${control.dataset.part}:`;
      control.value = given.find((each) => each.startsWith(start))?.slice(start.length) ?? "";
    }
  },
  mark: PLACING.mark,
};

export const WARD_KINDS = { find: FIND, extended: EXTENDED, order_lines: ORDER_LINES };
