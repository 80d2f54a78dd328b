// A learner's answers as a table; the file that brings them to another machine is keeping/answers_file.js.

import { noticeLine } from "../drawing/notice.js";
import { csvText, harmless } from "../keeping/csv.js";
import { answersOf } from "../keeping/store.js";

function written(value) {
  if (Array.isArray(value)) return harmless(value.join(";"));
  return harmless(value && typeof value === "object" ? `${value.text ?? ""} ${value.unit ?? ""}`.trim() : value);
}

/** One row for each answer, for `python -m quizzes stats`; the learner is the random id of this browser. The first row says
 * what the file is not for, in a column of its own. */
export function responsesCsv(store) {
  const grades = new Map(store.events.filter((each) => each?.event === "grade").map((each) => [each.answer, each]));
  const rows = answersOf(store.events)
    .map((each) => [
      store.learner,
      each.item,
      each.try,
      grades.get(each.id)?.credit ?? "",
      each.response,
      each.certainty,
      /^form_/.test(each.lesson) ? each.lesson.slice(5).toUpperCase() : "",
      each.lesson,
      each.mode,
      each.t,
    ])
    .map((row, number) => [...row, number ? "" : noticeLine()]);
  return csvText([
    ["learner", "item", "try", "credit", "response", "certainty", "form", "lesson", "mode", "t", "about"],
    ...rows.map((row) => row.map(written)),
  ]);
}
