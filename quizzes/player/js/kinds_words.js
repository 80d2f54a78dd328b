// What is answered in the learner's own words: a few words, a card, two sentences.

import { button, element } from "../../../page/js/drawing/dom.js";
import { choiceFill, choiceMark, choices, words } from "./pieces.js";

const STAYS = "What you write stays on this page. It is neither sent nor kept, and is gone when you leave.";
const FIRST = "Write your two sentences first.";

export const WORD_KINDS = {
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
  own_words: {
    build(question, id) {
      const field = element("textarea", {
        id: `${id}-own`,
        class: "kq-own",
        rows: 4,
        autocomplete: "off",
        "aria-describedby": `${id}-stays ${id}-own-error`,
      });
      const error = element("p", { class: "kq-error", id: `${id}-own-error`, role: "status" });
      const rate = element("p", {
        class: "kq-rate",
        id: `${id}-rate`,
        tabindex: "-1",
        text: "Tick what your own sentences hold.",
      });
      const rated = element(
        "div",
        { class: "kq-back", hidden: true },
        element("p", {}, element("strong", { text: "One way to say it" })),
        words("p", [question.exemplar]),
        rate,
        element(
          "div",
          { class: "kq-options", role: "group", "aria-labelledby": `${id}-rate` },
          choices(
            "checkbox",
            `${id}-answer`,
            question.rubric.map((row) => [row.id, row.text]),
            `${id}-error`,
          ),
        ),
      );
      const show = button(
        "Show what to look for",
        () => {
          error.textContent = field.value.trim() ? "" : FIRST;
          if (error.textContent) field.focus();
          else {
            rated.hidden = false;
            show.setAttribute("aria-expanded", "true");
            rate.focus();
          }
        },
        { name: `${id}-answer`, class: "kq-turn", "aria-expanded": "false" },
      );
      return [
        element("label", { for: `${id}-own`, text: "Your two sentences" }),
        field,
        element("p", { class: "kq-soft", id: `${id}-stays`, text: STAYS }),
        error,
        show,
        rated,
      ];
    },
    read: (form, _question, id) =>
      Array.from(form.querySelectorAll(`[name="${id}-answer"]:checked`), (row) => row.value),
    missing: (response) =>
      (response.length === 0 && "Write, then show what to look for, and tick what your sentences hold.") ||
      (response.includes("none") && response.length > 1 && "Tick what your sentences hold, or “None of these yet”."),
    fill(form, response, id) {
      choiceFill(form, response, id);
      if ([response].flat().length) form.querySelector(".kq-back").hidden = false;
    },
    mark: choiceMark,
  },
};
