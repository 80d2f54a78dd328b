// The card at the end of a lesson: what was answered, and what comes back when. It is reckoned from the answers that this
// browser keeps; only the days of what comes back are the server's, which keeps nothing, and the card stands without them.

import { element } from "../../../page/js/drawing/dom.js";
import { readStore, whenAnswersChange } from "../../../page/js/keeping/store.js";
import { inOrder, lastTries } from "../../../page/js/keeping/tries.js";
import { AnswersLine, asksQuestions } from "../../../page/js/line/answers_line.js";
import { comesBack, senderOf } from "../../../page/js/line/messages.js";

/** @import { Part } from "./parts.js" */

const BLOCKED =
  "This browser does not let the course keep your answers: they are lost when you close the page, and nothing can come back by itself.";

/**
 * What the learner got in this lesson, in words.
 * @param {any[]} events
 * @param {Record<string, number>} versions of its questions
 * @param {number} now
 */
export function gotWords(events, versions, now) {
  const last = lastTries(inOrder(events, now), versions);
  const own = Object.keys(versions).flatMap((item) => last.get(item) ?? []);
  const total = Object.keys(versions).length;
  const questions = `question${total === 1 ? "" : "s"}`;
  if (!own.length)
    return total === 1
      ? "You have not answered its one question yet."
      : `You have answered none of its ${total} ${questions} yet.`;
  const right = own.filter(({ correct }) => correct === true).length;
  const whole = own.length === total;
  const all = total === 1 ? "You answered its one question" : `You answered all ${total} ${questions}`;
  const lead = whole ? all : `You answered ${own.length} of its ${total} ${questions}`;
  return `${lead}, ${right} right at the last try.`;
}

/** The question that is answered without a kernel: the way by which the server can be asked; null where there is none. */
function line() {
  const [config, first] = ["jupyter-config-data", "course-first"].map((id) => document.getElementById(id)?.textContent);
  if (!config || !first) return null;
  const { baseUrl, lesson, edition } = JSON.parse(config);
  const asking = Object.entries(JSON.parse(first).models).find(([, model]) => asksQuestions(model.state));
  if (!asking) return null;
  const answers = new AnswersLine(new URL(`${baseUrl}voila/api/answers/${lesson}`, location.href).href, edition);
  return (content, hear) => answers.send(asking[0], content, hear);
}

/**
 * The part in which a question of the lesson waits that was not answered yet; null where there is none.
 * @param {Part[]} parts
 * @param {Record<string, number>} versions
 */
function openPart(parts, versions) {
  const last = lastTries(inOrder(readStore().store.events, Date.now()), versions);
  const item = Object.keys(versions).find((each) => !last.has(each));
  const card = item && document.querySelector(`[data-item="${CSS.escape(item)}"]`);
  const isBefore = (heading) => card.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_PRECEDING;
  return (card && parts.findLast(({ heading }) => isBefore(heading))) || null;
}

/** Bring the card to life, where the page has one. @param {Part[]} parts of the lesson */
export function liveEndCard(parts) {
  const card = document.getElementById("end-card");
  if (!card) return;
  const versions = JSON.parse(card.dataset.questions);
  const [got, back] = [".end-got", ".end-back"].map((name) => card.querySelector(name));
  const still = [...back.childNodes];
  const days = card.querySelector(".end-days");
  const ask = line();
  let [isNear, isAsking, asked] = [false, false, ""];

  /** The days of what comes back; asked once for the same answers, and one question at a time. */
  function askDays() {
    const { store, blocked } = readStore();
    const own = store.events.filter((each) => each?.event === "answer" && each.item in versions).length;
    const about = `${own} ${store.events.length}`;
    if (!ask || !isNear || isAsking || !own || blocked || about === asked) return;
    [isAsking, asked] = [true, about];
    ask(comesBack(store.events, senderOf(store.learner)), (reply) => {
      isAsking = false;
      if (reply.kind === "back") days.textContent = reply.sentence;
      askDays();
    });
  }

  function show() {
    const { store, notice, blocked } = readStore();
    const open = openPart(parts, versions);
    const way = open && element("a", { href: open.link.href, text: "Go to the first that is open" });
    got.replaceChildren(gotWords(store.events, versions, Date.now()), ...(way ? [" ", way] : []));
    if (blocked || notice) back.textContent = blocked ? BLOCKED : notice;
    else if (!back.contains(still[0])) back.replaceChildren(...still);
    askDays();
  }

  new IntersectionObserver((seen) => {
    isNear = seen.at(-1).isIntersecting;
    if (isNear) show();
  }).observe(card);
  whenAnswersChange(show);
  show();
}

/** Whether the reader has come to the end of the lesson: to its card, or past it. */
export function isAtEnd() {
  const card = document.getElementById("end-card");
  return Boolean(card) && card.getBoundingClientRect().top < window.innerHeight;
}
