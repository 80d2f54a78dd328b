// The kinds of question: how each is drawn, read, filled and closed. A new kind adds one entry.

import { element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { choices, figure, tag, words } from "./pieces.js";

const KINDS = {
  choice: {
    build: (question, id) => [
      question.policy && element("p", { class: "kq-soft", text: `Several may be right. ${question.policy}` }),
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
      (question.several ? response.length === 0 : response === null) &&
      (question.several ? "Choose at least one option." : "Choose one option."),
    fill(form, response, id) {
      const picked = [response].flat();
      for (const input of form.querySelectorAll(`[name="${id}-answer"]`)) input.checked = picked.includes(input.value);
    },
    mark(form, feedback) {
      for (const option of feedback.options) {
        const label = form.querySelector(`.kq-option[data-value="${option.id}"]`);
        if (label && option.tag) tag(label, option);
      }
    },
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

// A list of choices as a native select; `label` is what a screen reader says.
function chooser(id, choices, label, error) {
  return element(
    "select",
    { name: `${id}-answer`, "aria-label": label, "aria-describedby": error },
    element("option", { value: "", text: "Choose" }),
    choices.map((choice) => element("option", { value: choice.id, text: choice.text })),
  );
}

// Match and cloze: one select for each place, answered as ["a:2", "b:1"].
const PLACING = {
  read: (form, _question, id) =>
    Array.from(form.querySelectorAll(`select[name="${id}-answer"]`))
      .filter((select) => select.value)
      .map((select) => `${select.dataset.part}:${select.value}`),
  missing: (response, question) =>
    response.length < (question.parts ?? question.gaps).length && "Choose something for each place.",
  fill(form, response, id) {
    const given = Object.fromEntries(
      [response]
        .flat()
        .filter((each) => typeof each === "string")
        .map((each) => each.split(":")),
    );
    for (const select of form.querySelectorAll(`select[name="${id}-answer"]`))
      select.value = given[select.dataset.part] ?? "";
  },
  mark(form, feedback) {
    for (const option of feedback.options) {
      const place = form.querySelector(`[data-place="${option.id}"]`);
      if (place) tag(place, option);
    }
  },
};

function withPart(select, part) {
  select.dataset.part = part;
  return select;
}

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
  words: {
    build: (_question, id) => [
      element(
        "div",
        { class: "kq-number" },
        element("label", { for: `${id}-words`, text: "Your answer, in a few words" }),
        element("input", {
          id: `${id}-words`,
          class: "kq-words",
          name: `${id}-answer`,
          type: "text",
          autocomplete: "off",
          maxlength: 64,
          "aria-describedby": `${id}-error`,
        }),
      ),
    ],
    read: (form, _question, id) => form.elements[`${id}-answer`].value,
    missing: (response) => !response.trim() && "Write a few words.",
    fill(form, response, id) {
      form.elements[`${id}-answer`].value = typeof response === "string" ? response : "";
    },
    mark() {},
  },
  card: {
    build(question, id) {
      const back = element(
        "div",
        { class: "kq-back", hidden: true },
        words("p", [question.back]),
        element(
          "div",
          { class: "kq-levels" },
          choices(
            "radio",
            `${id}-answer`,
            question.levels.map((level) => [level.id, level.text]),
            `${id}-error`,
          ),
        ),
      );
      const turn = element("button", {
        type: "button",
        class: "kq-turn",
        "aria-expanded": "false",
        text: "Turn the card",
      });
      turn.addEventListener("click", () => {
        back.hidden = false;
        turn.setAttribute("aria-expanded", "true");
        back.querySelector("input").focus();
      });
      return [element("p", { class: "kq-soft", text: "Say the answer to yourself first." }), turn, back];
    },
    read: (form, _question, id) => form.querySelector(`[name="${id}-answer"]:checked`)?.value ?? null,
    missing: (response) => response === null && "Turn the card, then say whether you knew it.",
    fill(form, response, id) {
      for (const input of form.querySelectorAll(`[name="${id}-answer"]`)) input.checked = input.value === response;
      if (typeof response === "string") form.querySelector(".kq-back").hidden = false;
    },
    mark() {},
  },
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
  ];
  return KINDS[names.find(([field]) => question[field])?.[1] ?? "choice"];
}
