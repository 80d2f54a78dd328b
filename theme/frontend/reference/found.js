// What a search finds, and the line that shows it: words in, rows out.

import MiniSearch from "minisearch";

/**
 * One thing that can be found; `also` are other words by which it is.
 * @typedef {{kind: string, title: string, where: string, text: string, url: string, also: string}} Row
 */

const AT_MOST = 40; // results; who needs more types another word
const EXACT_UP_TO = 3; // letters: one wrong letter makes another word of a short one
const LINE_LETTERS = 180;

/** A word as it is compared: small letters, without accents. */
export const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {Row[]} rows */
export function searcher(rows) {
  const search = new MiniSearch({
    fields: ["title", "also", "text"],
    storeFields: ["kind", "title", "where", "text", "url", "also"],
    processTerm: plain,
    searchOptions: {
      boost: { title: 3, also: 2 },
      prefix: true,
      fuzzy: (word) => (word.length > EXACT_UP_TO ? 0.2 : false),
      combineWith: "AND",
    },
  });
  search.addAll(rows.map((row, id) => ({ ...row, id })));
  return search;
}

/** What fits all the words; where nothing does, what fits any of them. */
export function found(search, words) {
  if (!words.trim()) return [];
  const all = search.search(words);
  return (all.length ? all : search.search(words, { combineWith: "OR" })).slice(0, AT_MOST);
}

/** The words of a text, one after the other, each with whether it is among those that were found. */
export function marked(text, terms) {
  const wanted = new Set(terms);
  return text
    .split(/([\p{L}\p{M}\p{N}]+)/u)
    .filter(Boolean)
    .map((part) => [part, wanted.has(plain(part))]);
}

/** The sentence in which a result was found, or its first one; long ones are cut, and say so. */
export function lineOf({ kind, text, also, terms }) {
  const said = sentences(text);
  const hit = said.find((each) => marked(each, terms).some(([, isFound]) => isFound));
  if (!hit && also && kind === "lesson") return cut(`In it: ${also}.`, terms);
  return cut(hit ?? said[0] ?? "", terms);
}

const sentences = (text) => text.match(/[^.!?]+(?:[.!?]+[”’)]*|$)\s*/gu)?.map((each) => each.trim()) ?? [];

/** At most so many letters around the first word that was found. */
function cut(sentence, terms) {
  if (sentence.length <= LINE_LETTERS) return sentence;
  let at = 0;
  for (const [part, isFound] of marked(sentence, terms)) {
    if (isFound) break;
    at += part.length;
  }
  const from = at >= sentence.length ? 0 : Math.max(0, Math.min(at - LINE_LETTERS / 2, sentence.length - LINE_LETTERS));
  const start = from === 0 ? 0 : sentence.indexOf(" ", from) + 1;
  const end =
    start + LINE_LETTERS >= sentence.length ? sentence.length : sentence.lastIndexOf(" ", start + LINE_LETTERS);
  return `${start ? "… " : ""}${sentence.slice(start, end)}${end < sentence.length ? " …" : ""}`;
}
