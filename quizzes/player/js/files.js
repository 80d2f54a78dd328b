// A learner's log as files: the whole of it to load again, or its answers as a table.

import { csvText, harmless } from "../../../page/js/csv.js";
import { answersOf } from "../../../page/js/store.js";

// The check covers every character before it; quizzes/engine/file.py reads it.
function crc32(text) {
  let crc = -1;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ -1) >>> 0).toString(16).padStart(8, "0");
}

/** The file that brings a log to another machine. */
export function saveText(store, now) {
  const body = JSON.stringify({
    kind: "ketamine-course",
    schema: 1,
    saved: now,
    learner: store.learner,
    events: store.events,
  });
  return `${body.slice(0, -1)},"check":"${crc32(body)}"}\n`;
}

function written(value) {
  if (Array.isArray(value)) return harmless(value.join(";"));
  return harmless(value && typeof value === "object" ? `${value.text ?? ""} ${value.unit ?? ""}`.trim() : value);
}

/** One row for each answer, for `python -m quizzes stats`; the learner is the random id of this browser. */
export function responsesCsv(store) {
  const grades = new Map(store.events.filter((each) => each?.event === "grade").map((each) => [each.answer, each]));
  const rows = answersOf(store.events).map((each) => [
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
  ]);
  return csvText([
    ["learner", "item", "try", "credit", "response", "certainty", "form", "lesson", "mode", "t"],
    ...rows.map((row) => row.map(written)),
  ]);
}
