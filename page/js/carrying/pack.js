// A learner's answers in few characters, for a link: the usual events as rows of values, each grade beside its answer.
// What has another shape goes as it is, so that nothing is lost on the way.

const ANSWER = ["id", "t", "item", "version", "lesson", "seed", "response", "certainty", "try", "mode"];
const GRADE = ["answer", "credit", "correct", "error_pattern", "t"];
const ID = /^[0-9a-f]{32}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const hasJust = (event, names) =>
  Object.keys(event).length === names.length + 1 && names.every((name) => Object.hasOwn(event, name));

/** 16 bytes, 22 characters instead of 32. */
const shortId = (id) =>
  btoa(String.fromCharCode(...id.match(/../g).map((two) => Number.parseInt(two, 16)))).slice(0, 22);
const longId = (short) => Array.from(atob(short), (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");

const isUsual = (event, kind, names) => event?.event === kind && hasJust(event, names) && TIME.test(event.t);

/**
 * Events as rows: an answer as a list of its values with its grade, anything else as the event itself.
 * @param {any[]} events
 * @returns {any[]}
 */
export function packed(events) {
  const [answers, grades] = [new Map(), new Map()];
  for (const event of events) {
    if (isUsual(event, "answer", ANSWER) && ID.test(event.id) && !answers.has(event.id)) answers.set(event.id, event);
    if (isUsual(event, "grade", GRADE) && !grades.has(event.answer)) grades.set(event.answer, event);
  }
  let before = 0;
  const since = (t) => {
    const ms = Date.parse(t) - before;
    before += ms;
    return ms;
  };
  const gone = new Set(); // what stands in a row
  const rows = [...answers.values()].map((answer) => {
    const grade = grades.get(answer.id);
    gone.add(answer).add(grade);
    const row = [shortId(answer.id), since(answer.t), ...ANSWER.slice(2).map((name) => answer[name])];
    return grade ? [...row, grade.credit, grade.correct, grade.error_pattern, since(grade.t)] : row;
  });
  return [...rows, ...events.filter((event) => !gone.has(event))];
}

/**
 * The events of rows, in the order of the log: each grade after its answer. Throws for rows that this does not write.
 * @param {any[]} rows
 * @returns {any[]}
 */
export function unpacked(rows) {
  let before = 0;
  const at = (ms) => {
    before += ms;
    return new Date(before).toISOString();
  };
  return rows.flatMap((row) => {
    if (!Array.isArray(row)) return [row];
    const [short, ms, ...values] = row;
    const id = longId(short);
    const own = Object.fromEntries(ANSWER.slice(2).map((name, k) => [name, values[k]]));
    const answer = { event: "answer", id, t: at(ms), ...own };
    if (values.length === ANSWER.length - 2) return [answer];
    const [credit, correct, error_pattern, later] = values.slice(ANSWER.length - 2);
    return [answer, { event: "grade", answer: id, credit, correct, error_pattern, t: at(later) }];
  });
}
