// The search page: everything that can be found stands in it, so a word is looked for here and sent nowhere.

import { found, lineOf, marked, searcher } from "./found.js";

const KINDS = { lesson: "", explorer: "Explorer", case: "Case", statement: "Statement", term: "Glossary" };
/** @returns {any} */
const byId = (id) => document.getElementById(id);
const field = byId("search-words");
const search = searcher(JSON.parse(byId("search-rows").textContent));

/** Words with those that were found marked. */
function withMarks(tag, className, words, terms) {
  const made = Object.assign(document.createElement(tag), { className });
  for (const [text, isFound] of marked(words, terms)) {
    made.append(isFound ? Object.assign(document.createElement("mark"), { textContent: text }) : text);
  }
  return made;
}

function rowOf(result) {
  const row = document.createElement("li");
  const link = withMarks("a", "", result.title, result.terms);
  link.href = result.url;
  row.append(link);
  const where = [KINDS[result.kind], result.where].filter(Boolean).join(". ");
  if (where) row.append(withMarks("p", "of", where, []));
  const line = lineOf(result);
  if (line) row.append(withMarks("p", "line", line, result.terms));
  return row;
}

function show() {
  const words = field.value.trim();
  const results = found(search, words);
  byId("search-found").replaceChildren(...results.map(rowOf));
  byId("search-found").hidden = results.length === 0;
  byId("search-none").hidden = !words || results.length > 0;
  byId("search-status").textContent = !words
    ? ""
    : results.length === 0
      ? `Nothing found for “${words}”.`
      : `${results.length} found for “${words}”.`;
}

/** Keep the words in the address, so that Back from a result finds them again; a page that is a file may not. */
function keep() {
  const address = new URL(location.href);
  address.search = field.value.trim() ? `?${new URLSearchParams({ q: field.value.trim() })}` : "";
  try {
    history.replaceState(null, "", address);
  } catch {
    /* then only the words are lost */
  }
}

field.value = new URLSearchParams(location.search).get("q") ?? "";
field.addEventListener("input", () => {
  show();
  keep();
});
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
  keep();
  byId("search-found").querySelector("a")?.focus();
});
show();
if (!field.value) field.focus();
