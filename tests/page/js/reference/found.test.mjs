// What a search finds, and the line that shows it.

import assert from "node:assert/strict";
import test from "node:test";
import { found, lineOf, marked, plain, searcher } from "../../../../theme/frontend/reference/found.js";

const row = (title, more = {}) => ({ kind: "lesson", title, where: "", text: "", url: `#${title}`, also: "", ...more });
const ROWS = [
  row("Central sensitisation", { kind: "term", text: "Pain pathways are turned up.", also: "sensitised" }),
  row("The growth, worked once", { also: "wind-up, threshold" }),
  row("Rate sets the height", { text: "Drug goes in. A naïve reader doubles the rate. The level climbs." }),
  row("A morphine story", { text: "Nothing about rates." }),
  row("mcg", { kind: "term", text: "A thousandth of a milligram." }),
  row("mg", { kind: "term", text: "A thousandth of a gram." }),
];
const search = searcher(ROWS);
const titles = (words) => found(search, words).map((each) => each.title);

test("a word is found with a wrong letter, by its beginning, and with or without accents", () => {
  assert.equal(titles("sensitisaton")[0], "Central sensitisation");
  assert.equal(titles("sensi")[0], "Central sensitisation");
  assert.equal(titles("SENSITISÁTION")[0], "Central sensitisation");
  assert.deepEqual(titles("naive"), ["Rate sets the height"]);
  assert.equal(plain("Naïve"), "naive");
});

test("a short word is not taken for another one", () => {
  assert.deepEqual(titles("mcg"), ["mcg"]);
  assert.deepEqual(titles("mg"), ["mg"]);
});

test("all words together come first, any of them where no row has all", () => {
  assert.deepEqual(titles("double rate"), ["Rate sets the height"]);
  assert.deepEqual(titles("morphine pathways").toSorted(), ["A morphine story", "Central sensitisation"]);
});

test("a title counts for more than a line", () => {
  assert.deepEqual(titles("rate").slice(0, 1), ["Rate sets the height"]);
});

test("nothing is found for nothing, and for what is not there", () => {
  assert.deepEqual(titles("  "), []);
  assert.deepEqual(titles("xylophone"), []);
  assert.deepEqual(titles("<script>"), []);
});

test("the line is the sentence in which it was found", () => {
  const [hit] = found(search, "naive");
  assert.equal(lineOf(hit), "A naïve reader doubles the rate.");
  assert.deepEqual(
    marked(lineOf(hit), hit.terms).filter(([, isFound]) => isFound),
    [["naïve", true]],
  );
});

test("what comes after a prediction shows its terms, and no sentence", () => {
  const [hit] = found(search, "threshold");
  assert.equal(lineOf(hit), "In it: wind-up, threshold.");
});

test("a long sentence is cut around what was found, between words", () => {
  const long = row("Long", { text: `${"before ".repeat(60)}needle ${"after ".repeat(60)}end.` });
  const [hit] = found(searcher([long]), "needle");
  const line = lineOf(hit);
  assert.ok(line.length < 200 && line.includes("needle"));
  assert.match(line, /^… before .* after …$/);
  const first = found(searcher([row("Title", { text: long.text })]), "title")[0];
  assert.match(lineOf(first), /^before .* …$/);
});
