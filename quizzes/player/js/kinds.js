// The kinds of question: how each is drawn, read, filled and closed. A new kind adds one entry.

import { element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { WARD_KINDS } from "./kinds_ward.js";
import { WORD_KINDS } from "./kinds_words.js";
import { choiceFill, choiceMark, choices, figure } from "./pieces.js";
import { chooser, PLACING, withPart } from "./placing.js";

/** @param {import("../../../page/js/line/messages.types").Question} question */
const policyOf = ({ several, most, policy }) => (several && !most ? `Several may be right. ${policy}` : policy);

const KINDS = {
  choice: {
    build: (question, id) => [
      question.finding && element("p", { class: "kq-finding" }, prose(question.finding)),
      question.policy && element("p", { class: "kq-soft", text: policyOf(question) }),
      element(
        "div",
        { class: "kq-options" },
        choices(
          question.several ? "checkbox" : "radio",
          `${id}-answer`,
          question.options.map((option) => [option.id, option.text, option.figure && figure(option)]),
          `${id}-error`,
        ),
      ),
    ],
    read(form, question, id) {
      const picked = Array.from(form.querySelectorAll(`[name="${id}-answer"]:checked`), (input) => input.value);
      return question.several ? picked : (picked[0] ?? null);
    },
    missing: (response, question) =>
      ((question.several ? response.length === 0 : response === null) &&
        (question.several ? "Choose at least one option." : "Choose one option.")) ||
      (question.most < response.length && `Choose at most ${question.most}: you chose ${response.length}.`),
    fill: choiceFill,
    mark: choiceMark,
  },
  number: {
    build: (question, id) => [
      element(
        "div",
        { class: "kq-number" },
        element("label", { for: `${id}-number`, text: "Your answer" }),
        element("input", {
          id: `${id}-number`,
          name: `${id}-answer`,
          type: "text",
          inputmode: "decimal",
          autocomplete: "off",
          spellcheck: "false",
          maxlength: 40,
          "aria-describedby": question.units.length === 1 ? `${id}-unit ${id}-error` : `${id}-error`,
        }),
        question.units.length === 1
          ? element("span", { id: `${id}-unit`, class: "kq-unit", text: question.units[0] })
          : element(
              "select",
              { name: `${id}-unit`, "aria-label": "Unit of your answer", "aria-describedby": `${id}-error` },
              element("option", { value: "", text: "Choose the unit" }),
              question.units.map((unit) => element("option", { value: unit, text: unit })),
            ),
        element("span", { id: `${id}-echo`, class: "kq-soft kq-echo", role: "status" }),
      ),
    ],
    read: (form, question, id) => ({
      text: form.elements[`${id}-answer`].value,
      unit: question.units.length === 1 ? question.units[0] : form.elements[`${id}-unit`].value || null,
    }),
    missing: (response) => (!response.text.trim() && "Write a number.") || (!response.unit && "Choose the unit."),
    fill(form, response, id) {
      form.elements[`${id}-answer`].value = response.text ?? "";
      const unit = form.elements[`${id}-unit`];
      if (unit) unit.value = response.unit ?? "";
    },
    mark() {},
  },
};

Object.assign(KINDS, {
  match: {
    ...PLACING,
    build: (question, id) => [
      element("p", { class: "kq-soft", text: question.policy }),
      // A closed select cuts long texts, so that the answers stand in full above.
      element(
        "ol",
        { class: "kq-answers" },
        question.answers.map((answer) => element("li", {}, prose(answer.text))),
      ),
      element(
        "div",
        { class: "kq-pairs" },
        question.parts.map((part) =>
          element(
            "div",
            { class: "kq-pair", "data-place": part.id },
            element("span", { class: "kq-option-text" }, prose(part.text)),
            withPart(
              chooser(
                id,
                question.answers.map((answer, place) => ({
                  id: answer.id,
                  text: `${String.fromCharCode(65 + place)}. ${answer.text}`,
                })),
                part.text,
                `${id}-error`,
              ),
              part.id,
            ),
          ),
        ),
      ),
    ],
  },
  cloze: {
    ...PLACING,
    build(question, id) {
      const names = question.gaps.map((gap) => gap.id);
      const pieces = question.text.split(/\[\[([a-z])\]\]/).map((piece, place) => {
        if (place % 2 === 0) return prose(piece);
        const gap = question.gaps[names.indexOf(piece)];
        return element(
          "span",
          { class: "kq-gap", "data-place": piece },
          withPart(
            chooser(id, gap.choices, `Gap ${names.indexOf(piece) + 1} of ${names.length}`, `${id}-error`),
            piece,
          ),
        );
      });
      return [
        element("p", { class: "kq-soft", text: question.policy }),
        element("p", { class: "kq-cloze" }, ...pieces.flat()),
      ];
    },
  },
  order: {
    build(question, id) {
      const said = element("p", { class: "kq-hidden", role: "status" });
      const list = element("ol", { class: "kq-order" });
      const move = (item, by) => {
        const rows = Array.from(list.children);
        const place = rows.indexOf(item) + by;
        if (place < 0 || place >= rows.length || list.dataset.closed) return;
        list.insertBefore(item, by < 0 ? rows[place] : rows[place].nextSibling);
        said.textContent = `Moved to place ${place + 1} of ${rows.length}.`;
        list.dispatchEvent(new Event("input", { bubbles: true }));
      };
      for (const step of question.steps) {
        const item = element(
          "li",
          { "data-place": step.id },
          element("span", { class: "kq-option-text" }, prose(step.text)),
        );
        for (const [sign, name, by] of [
          ["↑", "up", -1],
          ["↓", "down", 1],
        ]) {
          const button = element("button", {
            type: "button",
            name: `${id}-answer`,
            class: "kq-quiet",
            "aria-label": `Move ${name}: ${step.text}`,
            text: sign,
          });
          button.addEventListener("click", () => {
            move(item, by);
            button.focus();
          });
          item.append(button);
        }
        list.append(item);
      }
      return [element("p", { class: "kq-soft", text: `The first step stands on top. ${question.policy}` }), list, said];
    },
    read: (form) => Array.from(form.querySelectorAll(".kq-order > li"), (item) => item.dataset.place),
    missing: () => false,
    fill(form, response) {
      const list = form.querySelector(".kq-order");
      for (const name of [response].flat()) {
        const item = typeof name === "string" && list.querySelector(`[data-place="${CSS.escape(name)}"]`);
        if (item) list.append(item);
      }
    },
    mark(form, feedback) {
      form.querySelector(".kq-order").dataset.closed = "yes";
      PLACING.mark(form, feedback);
    },
  },
  ...WARD_KINDS,
  ...WORD_KINDS,
});

/**
 * The kind of a question: a field that only this kind has says so.
 * @param {import("../../../page/js/line/messages.types").Question} question
 */
export function kindOf(question) {
  const names = [
    ["units", "number"],
    ["steps", "order"],
    ["parts", "match"],
    ["gaps", "cloze"],
    ["words", "words"],
    ["levels", "card"],
    ["picture", "find"],
    ["stems", "extended"],
    ["lines", "order_lines"],
    ["rubric", "own_words"],
  ];
  return KINDS[names.find(([field]) => question[field])?.[1] ?? "choice"];
}
