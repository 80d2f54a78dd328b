// The file of answers: one writer and one reader for every page. Nothing of a file is used before all of it is checked.
//
//   {"kind":"ketamine-course","schema":1,"saved":…,"learner":…,"events":[…],"check":"…"}
//
// The check stands last and covers every character before it. Files of earlier versions are read too: those of the
// review page are like this; those of the home page are the bare store, without kind and check.

import { noticeLine } from "../drawing/notice.js";
import { crc32 } from "./crc32.js";
import { merged, onlyNew } from "./merge.js";
import { fresh, readStore, storeOf, writeStore } from "./store.js";
import { localDay } from "./times.js";

/** @import { Store } from "./store.js" */

const KIND = "ketamine-course";
const NO_ROOM_FOR_FILE =
  "This browser has no room to keep the answers of this file, or does not allow it. Nothing was changed.";
const FILE_BYTES_AT_MOST = 8_000_000;
const CHECK = /,"check":"([0-9a-f]{8})"\}\s*$/;
const NOTHING = "Nothing was changed.";
const DAMAGED = `This file is damaged or was edited by hand. ${NOTHING}`;
const FOREIGN = `This is not a file that this course has saved. ${NOTHING}`;
const NEWER = `This file was saved by another version of the course and cannot be read by this one. ${NOTHING}`;

/** What a file is called, by the learner's own day. */
export const fileName = () => `ketamine-course-answers-${localDay()}.json`;

/**
 * The text of a file.
 * @param {Store} store
 * @param {string} saved the time
 */
export function fileText({ learner, events }, saved) {
  const body = JSON.stringify({ kind: KIND, schema: 1, about: noticeLine(), saved, learner, events });
  return `${body.slice(0, -1)},"check":"${crc32(body)}"}\n`;
}

/**
 * The store in a file, or the sentence that says why there is none. `unchecked`: an earlier version of the home page
 * saved it, without a check.
 * @param {string} text
 * @returns {{store?: Store, unchecked?: boolean, problem?: string}}
 */
export function readFileText(text) {
  const told = text.replace(/^\uFEFF/, "").trimStart();
  if (!told) return { problem: `This file is empty. ${NOTHING}` };
  if (told.startsWith(`{"kind":"${KIND}"`)) {
    const found = CHECK.exec(told);
    const body = found && `${told.slice(0, found.index)}}`;
    if (!found || crc32(body) !== found[1]) return { problem: DAMAGED };
    return readWhole(body, DAMAGED);
  }
  const whole = readWhole(told, FOREIGN);
  return whole.store ? { ...whole, unchecked: true } : whole;
}

/** A store out of text whose check has been taken off, or that never had one. */

function readWhole(text, otherwise) {
  let given;
  try {
    given = JSON.parse(text);
  } catch {
    return { problem: otherwise };
  }
  if (given === null || typeof given !== "object" || !("schema" in given)) return { problem: otherwise };
  // Written anew by another program, with the check in a place where none can be believed.
  if ("check" in given) return { problem: DAMAGED };
  if (given.schema !== 1) return { problem: NEWER };
  const { store, problem } = storeOf(text);
  if (!store) return { problem: `This file is damaged or was edited by hand: ${problem}. ${NOTHING}` };
  return { store: { schema: 1, learner: store.learner, events: store.events } };
}

/** The text of a chosen file, or why it is not read. @param {File} file */
export async function textOfFile(file) {
  if (file.size > FILE_BYTES_AT_MOST) {
    const [most, got] = [FILE_BYTES_AT_MOST, file.size].map((bytes) => bytes.toLocaleString("en-GB"));
    return { problem: `A file of answers has at most ${most} bytes, this one has ${got}. ${NOTHING}` };
  }
  try {
    return { text: await file.text() };
  } catch {
    return { problem: `This file could not be read. ${NOTHING}` };
  }
}

/**
 * What becomes of the answers here when a file is loaded: the new store and what to say, or only what to say.
 * @param {Store | null} here null: nothing is kept yet, so that the file's learner id is taken
 * @param {string} text
 * @param {number} now
 * @returns {{store?: Store, sentence: string}}
 */
export function loadText(here, text, now) {
  const { store: there, unchecked, problem } = readFileText(text);
  if (!there) return { sentence: problem };
  const known = here ?? { ...fresh(), learner: there.learner };
  const lacking = onlyNew(known.events, there.events);
  const added = lacking.filter((each) => each.event === "answer").length;
  const old = unchecked ? " It was saved by an earlier version of the course, which put no check into a file." : "";
  const words = added
    ? `${added.toLocaleString("en-GB")} answer${added === 1 ? "" : "s"} added from this file.`
    : "This file holds no answer that was not here already.";
  // What has no check never takes the place of what is here.
  const more = unchecked ? { ...there, events: lacking } : there;
  return { store: merged(known, more, now), sentence: words + old };
}

/**
 * Join the file chosen in an input to the answers kept here; null where none was chosen.
 * @param {HTMLInputElement} input
 * @returns {Promise<{isKept: boolean, sentence: string} | null>}
 */
export async function keepChosenFile(input) {
  const [file] = input.files;
  if (!file) return null;
  const { text, problem } = await textOfFile(file);
  input.value = "";
  if (problem) return { isKept: false, sentence: problem };
  const { store: here, isNew } = readStore();
  const { store, sentence } = loadText(isNew ? null : here, text, Date.now());
  if (!store) return { isKept: false, sentence };
  const isKept = writeStore(store);
  return { isKept, sentence: isKept ? sentence : NO_ROOM_FOR_FILE };
}
