// The home page's own script: reads the learner's answers from this browser, says in words how far they came, and lets
// them be saved, loaded and erased. It never sends anything anywhere.

import { download } from "../../page/js/drawing/dom.js";
import { fileName, fileText, keepChosenFile } from "../../page/js/keeping/answers_file.js";
import {
  anyKept,
  anyLabs,
  anyPlaces,
  eraseStore,
  keeps,
  readStore,
  setAside,
  whenAnswersChange,
} from "../../page/js/keeping/store.js";
import { clockWords, localDay } from "../../page/js/keeping/times.js";
import { answersIn, inOrder, lastTries } from "../../page/js/keeping/tries.js";
import { liveHomeWays } from "./place/home_ways.js";

const ANSWERED = 2; // of a resume code's standings: every question of the lesson was answered
/** @returns {any} */
const byId = (id) => document.getElementById(id);
const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
const day = (ms) => new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

function say(words, kind = "good") {
  byId("store-status").dataset.kind = kind;
  byId("store-status").textContent = words;
}

/** Reads this browser. A damaged store is set aside under its own name, so that nothing is dropped and answering can go on. */
function load() {
  const { store, problem, aside, ...rest } = readStore();
  if (problem) {
    const fate = aside
      ? `They were set aside under "${aside}", not deleted, and can be saved to a file below.`
      : "They were left as they are.";
    say(`The answers kept here could not be read: ${problem}. ${fate}`, "bad");
  }
  return { store, ...rest };
}

/** The versions of the course's questions, by their ids. */
function versions() {
  const block = byId("item-versions");
  return block ? JSON.parse(block.textContent) : {};
}

/** What the last resume code says: how far each lesson was, by its number, and the day of the code. */
function resumedElsewhere(rows) {
  const event = rows.map((row) => row.event).findLast((e) => e.event === "resumed" && e.lessons);
  return { lessons: event?.lessons ?? {}, on: event?.on ?? "" };
}

function progress(element, last, elsewhere = {}) {
  const items = element.dataset.items.split(" ").filter(Boolean);
  const core = (element.dataset.core ?? "").split(" ").filter(Boolean);
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
      .reduce((latest, each) => Math.max(latest, each.when), 0),
    elsewhere: elsewhere[element.dataset.number] >= ANSWERED,
    // A lesson is finished with its core; what goes deeper waits for another day.
    finished:
      (core.length ? core.every((item) => last.has(item)) : answered > 0 && answered === total) ||
      elsewhere[element.dataset.number] >= ANSWERED,
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

function showLesson(entry, last, { lessons, on }) {
  const done = progress(entry, last, lessons);
  const row = entry.querySelector(".entry-progress");
  if (!row) return done;
  row.hidden = done.answered === 0 && !done.elsewhere;
  fill(entry, done);
  row.querySelector(".bar").hidden = done.answered === 0;
  row.querySelector("p").textContent = [
    done.answered
      ? `${done.answered} of ${count(done.total, "question")} answered, ${done.right} right at the last try. Last visit ${day(done.visited)}.`
      : "",
    done.elsewhere ? `Every question answered elsewhere, says your resume code of ${on}.` : "",
  ]
    .filter(Boolean)
    .join(" ");
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
  const { store, blocked } = load();
  const rows = inOrder(store.events, Date.now());
  const last = lastTries(rows, versions());
  const elsewhere = resumedElsewhere(rows);
  const pages = Array.from(document.querySelectorAll("article[data-lesson]"), (entry) =>
    showLesson(entry, last, elsewhere),
  );
  for (const row of document.querySelectorAll("[data-objective]")) showAim(row, last);
  showContinue(pages);
  showStand(pages);
  const answers = answersIn(rows);
  const damaged = setAside().length;
  const cases = anyKept();
  const labs = anyLabs();
  const places = anyPlaces();
  byId("store-clock").textContent = clockWords(store.events, Date.now());
  byId("store-summary").textContent = [
    blocked
      ? "This browser does not let the page keep answers: they last only while a lesson is open."
      : !keeps()
        ? "This browser has no room left for more answers. Save these to a file; new ones last only while a lesson is open."
        : "",
    blocked
      ? ""
      : !answers.length
        ? cases || labs || places
          ? ""
          : "Nothing is kept yet."
        : `${count(answers.length, "answer")} to ${count(new Set(answers.map(({ event: e }) => e.item)).size, "question")}, ` +
          (day(answers[0].when) === day(answers.at(-1).when)
            ? `on ${day(answers[0].when)}.`
            : `from ${day(answers[0].when)} to ${day(answers.at(-1).when)}.`),
    cases ? "The cases you played, with what you wrote there, are kept on this device only and go into no file." : "",
    labs ? "The labs stand as you left them, on this device only." : "",
    places ? "Where you stopped in a lesson is kept too." : "",
    damaged
      ? `${count(damaged, "set of answers", "sets of answers")} that could not be read ${damaged === 1 ? "is" : "are"} kept aside.`
      : "",
  ]
    .filter(Boolean)
    .join(" ");
  const empty = store.events.length === 0 && damaged === 0;
  byId("store-save").disabled = empty;
  byId("store-erase").disabled = empty && !cases && !labs && !places;
}

function save() {
  const { store } = readStore();
  const aside = setAside();
  // Answers that can be read are saved as they are; a set-aside text is saved only when there is nothing better to save.
  const whole = store.events.length > 0;
  const text = whole
    ? fileText(store, new Date().toISOString())
    : aside.map((key) => localStorage.getItem(key)).join("\n");
  const name = whole ? fileName() : `ketamine-course-answers-${localDay()}-damaged.json`;
  download(name, new Blob([text], { type: "application/json" }));
  say(`Saved as ${name}.`);
}

async function loadFile(input) {
  const loaded = await keepChosenFile(input);
  if (!loaded) return;
  if (loaded.isKept) show();
  say(loaded.sentence, loaded.isKept ? "good" : "bad");
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
whenAnswersChange(show);
show();
liveHomeWays(versions(), show);
