// On to another device: a link, and a QR code of it, that carry answers and places; and what becomes of such a link when it
// is opened. Nothing of it reaches a server: browsers keep this part of an address to themselves.

import { codeOf } from "../../../page/js/carrying/code.js";
import {
  CARRIES,
  canCarry,
  carryingPart,
  LINK_AT_MOST,
  onlyHereWords,
  readCarried,
} from "../../../page/js/carrying/link.js";
import { button, element } from "../../../page/js/drawing/dom.js";
import { handOn, handOnWords } from "../../../page/js/drawing/share.js";
import { merged, onlyNew } from "../../../page/js/keeping/merge.js";
import { allPlaces, takePlaces } from "../../../page/js/keeping/places.js";
import { answersOf, fresh, readStore, writeStore } from "../../../page/js/keeping/store.js";
import { reckon } from "../../../page/js/keeping/times.js";

const OLD =
  "This browser is too old to make such a link: save your answers to a file instead, and load it on the other device.";
const TOO_LONG =
  "Your answers are more than a link can carry: save them to a file instead, and load it on the other device.";
const NO_ROOM = "This browser has no room to keep these answers, or does not allow it. Nothing was changed.";
const NO_CODE = "There is too much in it for a QR code that a phone can read: send yourself the link.";
const SCAN = "Point the phone's camera at the code.";
const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;
const day = (ms) => new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/**
 * Show a link that carries what this browser keeps, and its code where one can be read.
 * @param {HTMLElement} place
 */
export async function makeLink(place) {
  const told = (text) => place.replaceChildren(element("p", { role: "status", text }));
  const nobody = onlyHereWords(location);
  if (nobody) return told(nobody);
  if (!canCarry()) return told(OLD);
  const part = await carryingPart(readStore().store, allPlaces());
  const link = `${location.origin}${location.pathname}${part}`;
  if (link.length > LINK_AT_MOST) return told(TOO_LONG);
  const field = element("input", { type: "text", readonly: true, value: link, "aria-label": "The link" });
  const said = element("p", { role: "status" });
  const hand = async () => {
    said.textContent = await handOn({ title: document.title, url: link }, "select the link and copy it by hand.");
  };
  const code = codeOf(link, "QR code of the link");
  place.replaceChildren(
    element("p", { class: "store-actions" }, button(handOnWords("the link"), hand, { class: "button" }), field),
    said,
    element("p", { text: code ? SCAN : NO_CODE }),
  );
  if (code) place.append(element("div", { class: "carry-code" }, code));
  field.focus();
  field.select();
}

/**
 * What becomes of answers that came by a link: the sentence that says it.
 * @param {import("../../../page/js/keeping/store.js").Store} there
 * @param {Record<string, import("../../../page/js/keeping/places.js").Place>} places
 */
export function takeOver(there, places) {
  const { store: here, isNew } = readStore();
  const known = isNew ? { ...fresh(), learner: there.learner } : here;
  const added = answersOf(onlyNew(known.events, there.events)).length;
  if (!writeStore(merged(known, there, Date.now()))) return { isKept: false, sentence: NO_ROOM };
  takePlaces(places);
  const sentence = added ? `${count(added, "answer")} added from your other device.` : "All of it was here already.";
  return { isKept: true, sentence };
}

/** What a link brings, in words. */
function broughtWords({ events }, places) {
  const answers = answersOf(events);
  const times = reckon(events, Date.now());
  const last = events.reduce(
    (latest, each, k) => (each?.event === "answer" ? Math.max(latest, times[k].when) : latest),
    0,
  );
  const lessons = Object.keys(places).length;
  const parts = [
    answers.length && `${count(answers.length, "answer")}, the last of ${day(last)}`,
    lessons && `where you stopped in ${count(lessons, "lesson")}`,
  ].filter(Boolean);
  return parts.length
    ? `This link brings ${parts.join(", and ")}.`
    : "This link brings nothing: there were no answers yet.";
}

/**
 * Ask about the link with which the page was opened, and take over what it brings if the learner says so.
 * @param {HTMLElement} place
 * @param {(lessons: Record<string, import("../../../page/js/keeping/places.js").Place>) => void} then
 */
export async function askCarried(place, then) {
  const { hash } = location;
  if (!hash.startsWith(CARRIES)) return;
  const title = element("h2", { id: "carried-title", tabindex: "-1", text: "From your other device" });
  const words = element("p", { role: "status" });
  const ways = element("p", { class: "store-actions" });
  const done = (sentence) => {
    history.replaceState(null, "", location.pathname + location.search);
    words.textContent = sentence;
    ways.replaceChildren(button("Close", () => place.replaceChildren(), { class: "button quiet" }));
  };
  place.replaceChildren(element("section", { class: "carried", "aria-labelledby": title.id }, title, words, ways));
  const { store, places, problem } = await readCarried(hash);
  if (problem) return done(problem);
  words.textContent = `${broughtWords(store, places)} What is here stays; of two the later counts. Nothing is sent anywhere.`;
  const take = () => {
    const { isKept, sentence } = takeOver(store, places);
    done(sentence);
    if (isKept) then(places);
    title.focus();
  };
  const leave = () => done("Nothing was changed.");
  ways.append(button("Take it over", take, { class: "button" }), button("Leave it", leave, { class: "button quiet" }));
  title.focus();
}
