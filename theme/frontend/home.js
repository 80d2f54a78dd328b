// The home page's own script: reads the learner's answers from this browser, says in words how far they came, and lets
// them be saved, loaded and erased. It never sends anything anywhere.

import { answersOf, anyKept, eraseStore, KEY, readStore, setAside, storeOf, writeStore } from "../../page/js/store.js";

const FILE_LIMIT_MB = 5;
/** @returns {any} */
const byId = (id) => document.getElementById(id);
const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
const day = (iso) => new Date(iso).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function say(words, kind = "good") {
  byId("store-status").dataset.kind = kind;
  byId("store-status").textContent = words;
}

/**
 * Reads this browser. A damaged store is set aside under its own name, so that nothing is dropped and answering can go on.
 * @returns {{blocked?: boolean, events: any[]}}
 */
function load() {
  const { store, isNew, problem, aside } = readStore();
  if (problem) {
    const fate = aside
      ? `They were set aside under "${aside}", not deleted, and can be saved to a file below.`
      : "They were left as they are.";
    say(`The answers kept here could not be read: ${problem}. ${fate}`, "bad");
  }
  // What is not there yet has no learner, so that the file of another device keeps its own.
  if (!store || isNew) return { blocked: !store && !problem, events: [] };
  return store;
}

/** The last answer to each question with its grade. An answer to an older version of a question counts for nothing now. */
function lastTries(events) {
  const block = byId("item-versions");
  const versions = block ? JSON.parse(block.textContent) : {};
  const grades = new Map(events.filter((e) => e.event === "grade").map((e) => [e.answer, e]));
  const last = new Map();
  for (const e of answersOf(events)) {
    if (e.version && versions[e.item] && e.version !== versions[e.item]) continue;
    last.set(e.item, { lesson: e.lesson, t: e.t, correct: grades.get(e.id)?.correct });
  }
  return last;
}

function progress(element, last) {
  const items = element.dataset.items.split(" ").filter(Boolean);
  const own = items.length
    ? items.filter((item) => last.has(item)).map((item) => last.get(item))
    : [...last.values()].filter((each) => each.lesson === element.dataset.lesson);
  const answered = own.length;
  const total = Math.max(items.length, answered);
  return {
    element,
    answered,
    total,
    right: own.filter((each) => each.correct === true).length,
    wrong: own.filter((each) => each.correct === false).length,
    // Also a visit is what is asked before the lesson, and counted nowhere.
    visited: [...last.values()]
      .filter((each) => each.lesson === element.dataset.lesson)
      .map((each) => each.t)
      .sort()
      .at(-1),
    finished: answered > 0 && answered === total,
  };
}
const fill = (element, done) => {
  element.querySelector(".bar span").style.width = `${(100 * done.answered) / (done.total || 1)}%`;
};
const isLesson = (done) => done.element.dataset.kind === "lesson";
const linkOf = (done) => done.element.querySelector("h3 a").href;
const nameOf = (done) =>
  [done.element.dataset.number && `lesson ${done.element.dataset.number}`, done.element.dataset.title]
    .filter(Boolean)
    .join(", ");

function showLesson(entry, last) {
  const done = progress(entry, last);
  const row = entry.querySelector(".entry-progress");
  if (!row) return done;
  row.hidden = done.answered === 0;
  fill(entry, done);
  row.querySelector("p").textContent = done.answered
    ? `${done.answered} of ${count(done.total, "question")} answered, ${done.right} right at the last try. Last visit ${day(done.visited)}.`
    : "";
  return done;
}

function showAim(row, last) {
  const done = progress(row, last);
  fill(row, done);
  row.querySelector(".bar").hidden = done.answered === 0;
  row.querySelector(".aim-count").textContent = done.answered
    ? `${done.answered} of ${count(done.total, "question")} answered, ${done.right} right`
    : `${count(done.total, "question")}, none answered`;
}

/** The way on: the lesson last visited until it is finished, then the next unfinished one, then the review. */
function showContinue(pages) {
  const link = byId("continue");
  if (!link) return;
  link.dataset.first ??= JSON.stringify([link.textContent, link.href]);
  const latest = pages
    .filter(isLesson)
    .reduce((best, p) => (p.visited && (!best || p.visited > best.visited) ? p : best), null);
  if (!latest) {
    [link.textContent, link.href] = JSON.parse(link.dataset.first);
    return;
  }
  const open = pages.filter((p) => isLesson(p) && !p.finished);
  const to = latest.finished ? (open.find((p) => pages.indexOf(p) > pages.indexOf(latest)) ?? open[0]) : latest;
  link.textContent = to ? `${to === latest ? "Continue" : "Next"}: ${nameOf(to)}` : "Choose a lesson to revisit";
  link.href = to ? linkOf(to) : "#contents";
}

function showStand(pages) {
  if (!byId("minutes-left")) return;
  const lessons = pages.filter(isLesson);
  const open = lessons.filter((p) => !p.finished);
  const minutes = open.reduce((sum, p) => sum + Number(p.element.dataset.minutes), 0);
  byId("minutes-left").textContent = open.length
    ? `${count(minutes, "minute")} left: ${open.length} of ${count(lessons.length, "lesson")} ${open.length === 1 ? "is" : "are"} not finished.`
    : "No minutes left: every lesson is finished.";
  const missed = pages.filter((p) => p.wrong);
  const wrong = missed.reduce((sum, p) => sum + p.wrong, 0);
  byId("missed-words").textContent = wrong
    ? `${count(wrong, "question")} missed at the last try:`
    : pages.some((p) => p.answered)
      ? "No question missed at the last try."
      : "No question answered yet.";
  byId("missed").hidden = wrong === 0;
  byId("missed").replaceChildren(
    ...missed.map((p) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = linkOf(p);
      link.textContent = p.element.dataset.number
        ? `${p.element.dataset.number}. ${p.element.dataset.title}`
        : p.element.dataset.title;
      row.append(link, ` ${p.wrong} missed`);
      return row;
    }),
  );
}

function show() {
  const store = load();
  const last = lastTries(store.events);
  const pages = Array.from(document.querySelectorAll("article[data-lesson]"), (entry) => showLesson(entry, last));
  for (const row of document.querySelectorAll("[data-objective]")) showAim(row, last);
  showContinue(pages);
  showStand(pages);
  const answers = answersOf(store.events);
  const damaged = setAside().length;
  const times = answers.map((e) => e.t).sort();
  const cases = anyKept();
  byId("store-summary").textContent = [
    store.blocked
      ? "This browser does not let the page keep answers: they last only while a lesson is open."
      : !answers.length
        ? cases
          ? ""
          : "Nothing is kept yet."
        : `${count(answers.length, "answer")} to ${count(new Set(answers.map((e) => e.item)).size, "question")}, ` +
          (day(times[0]) === day(times.at(-1))
            ? `on ${day(times[0])}.`
            : `from ${day(times[0])} to ${day(times.at(-1))}.`),
    cases ? "The cases you played, with what you wrote there, are kept on this device only and go into no file." : "",
    damaged
      ? `${count(damaged, "set of answers", "sets of answers")} that could not be read ${damaged === 1 ? "is" : "are"} kept aside.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
  const empty = store.events.length === 0 && damaged === 0;
  byId("store-save").disabled = empty;
  byId("store-erase").disabled = empty && !cases;
}

function save() {
  const main = localStorage.getItem(KEY);
  const aside = setAside();
  // Answers that can be read are saved as they are; a set-aside text is saved only when there is nothing better to save.
  const text = main ?? aside.map((key) => localStorage.getItem(key)).join("\n");
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `ketamine-course-answers-${new Date().toISOString().slice(0, 10)}${main === null ? "-damaged" : ""}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  say(`Saved as ${link.download}.`);
}

/** Adds what is missing and takes nothing away: loading the same file twice changes nothing. */
function merge(here, there) {
  const name = (e) => (e.event === "answer" ? `answer ${e.id}` : JSON.stringify(e));
  const known = new Set(here.events.map(name));
  const fresh = there.events.filter((e) => !known.has(name(e)));
  // Time puts a grade after its answer; an event without a time goes last.
  const when = (e) => Date.parse(e.t) || Number.MAX_SAFE_INTEGER;
  const events = [...here.events, ...fresh].sort((a, b) => when(a) - when(b));
  const store = { ...there, ...here, learner: here.learner || there.learner, schema: 1, events };
  return { store, added: answersOf(fresh).length };
}

async function loadFile(input) {
  const file = input.files[0];
  if (!file) return;
  input.value = "";
  const refuse = (why) => say(`"${file.name}" was not loaded: ${why}. Your answers here are unchanged.`, "bad");
  if (file.size > FILE_LIMIT_MB * 1e6) {
    refuse(`a file of answers is at most ${FILE_LIMIT_MB} MB, got ${Math.ceil(file.size / 1e6)} MB`);
    return;
  }
  const { store, problem } = storeOf(await file.text());
  if (problem) {
    refuse(problem);
    return;
  }
  const { store: merged, added } = merge(load(), store);
  if (!writeStore(merged)) {
    refuse("this browser has no room to keep it");
    return;
  }
  show();
  say(
    added
      ? `${count(added, "answer")} added from "${file.name}".`
      : `"${file.name}" holds nothing that was not here already.`,
  );
}

function erase() {
  const problem = eraseStore();
  show();
  say(problem || "Your answers on this device are erased.", problem ? "bad" : "good");
}
function askErase() {
  const dialog = byId("erase-dialog");
  byId("erase-words").textContent =
    `${byId("store-summary").textContent} Once erased they cannot be brought back, except from a file you saved.`;
  dialog.returnValue = "keep";
  dialog.showModal();
}

byId("store-save").addEventListener("click", save);
byId("store-load").addEventListener("change", (event) => loadFile(event.target));
byId("store-erase").addEventListener("click", askErase);
byId("erase-dialog").addEventListener("close", () => {
  if (byId("erase-dialog").returnValue === "erase") erase();
});
// Another tab, or the Back button from a lesson, may have changed the answers.
window.addEventListener("storage", (event) => {
  if (event.key === null || event.key === KEY) show();
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) show();
});
show();
