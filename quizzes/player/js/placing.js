// What is put in its place by a native list: match, cloze, extended matching, and what they share.

import { element } from "../../../page/js/drawing/dom.js";
import { tag } from "./pieces.js";

// A list of choices as a native select; `label` is what a screen reader says, or the id of what says it.
export function chooser(id, choices, label, error, labelled = "aria-label") {
  return element(
    "select",
    { name: `${id}-answer`, [labelled]: label, "aria-describedby": error },
    element("option", { value: "", text: "Choose" }),
    choices.map((choice) => element("option", { value: choice.id, text: choice.text })),
  );
}

// Match and cloze: one select for each place, answered as ["a:2", "b:1"].
export const PLACING = {
  read: (form, _question, id) =>
    Array.from(form.querySelectorAll(`select[name="${id}-answer"]`))
      .filter((select) => select.value)
      .map((select) => `${select.dataset.part}:${select.value}`),
  missing: (response, question) =>
    response.length < (question.parts ?? question.gaps ?? question.stems).length && "Choose something for each place.",
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

export function withPart(select, part) {
  select.dataset.part = part;
  return select;
}
