// One file of answers for all pages: what is saved is read, what is damaged is refused, older files are read too.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import {
  fileText,
  keepChosenFile,
  loadText,
  readFileText,
  textOfFile,
} from "../../../../page/js/keeping/answers_file.js";
import { crc32 } from "../../../../page/js/keeping/crc32.js";
import { readStore } from "../../../../page/js/keeping/store.js";
import { FakeStorage, randomly, randomStore } from "../fakes.mjs";

const NOW = Date.parse("2026-11-27T12:00:00Z");
const SAVED = "2026-11-27T12:00:00.000Z";
const DAMAGED = "This file is damaged or was edited by hand. Nothing was changed.";
const answer = (id, certainty = 1) => ({
  ...{ event: "answer", id, t: "2026-11-03T10:00:00Z", item: "INF-001", lesson: "09_x", response: "é", certainty },
});
const store = (learner, ...events) => ({ schema: 1, learner, events });

beforeEach(() => {
  globalThis.localStorage = new FakeStorage();
});

test("the check is CRC-32", () => assert.equal(crc32("123456789"), "cbf43926"));

test("what is saved is read, byte for byte", () => {
  for (const chance of randomly(50)) {
    const log = randomStore(chance, "me");
    assert.deepEqual(readFileText(fileText(log, SAVED)), { store: log });
    assert.deepEqual(readFileText(`\uFEFF\n${fileText(log, SAVED)}\n`), { store: log });
  }
});

test("a file with one character changed, or its end missing, is refused", () => {
  const text = fileText(store("me", ...Array.from({ length: 20 }, (_, k) => answer(`${k}`))), SAVED);
  for (const chance of randomly(400)) {
    const place = chance(text.length - 1);
    const other = "abc019{}, "[chance(10)];
    if (text[place] === other) continue;
    const { store: read, problem } = readFileText(text.slice(0, place) + other + text.slice(place + 1));
    assert.equal(read, undefined, `${place}`);
    assert.match(problem, /Nothing was changed\.$/);
    assert.equal(readFileText(text.slice(0, place)).store, undefined);
  }
  assert.equal(readFileText(text.replace('"certainty":1', '"certainty":3')).problem, DAMAGED);
  // written anew by another program
  const edited = JSON.parse(text);
  edited.events[0].certainty = 3;
  for (const space of [0, 1]) assert.equal(readFileText(JSON.stringify(edited, null, space)).problem, DAMAGED);
});

test("what is no file of answers is said in words", () => {
  const cases = [
    ["", "This file is empty."],
    ["{", "This is not a file that this course has saved."],
    ["[1]", "This is not a file that this course has saved."],
    ["null", "This is not a file that this course has saved."],
    ['{"a": 1}', "This is not a file that this course has saved."],
    ['{"schema": 2, "learner": "x", "events": []}', "This file was saved by another version of the course"],
    ['{"schema": 1, "events": []}', "it names no learner id"],
    [JSON.stringify(store("x", answer("1"), null)), "entry 2 of 2 is not an event"],
  ];
  for (const [text, words] of cases) {
    const { store: read, problem } = readFileText(text);
    assert.equal(read, undefined);
    assert.ok(problem.includes(words) && problem.endsWith("Nothing was changed."), problem);
  }
});

test("a file of the earlier home page has no check: it is read, said so, and changes nothing that is here", () => {
  const old = JSON.stringify(store("old", { ...answer("1"), response: "edited" }, answer("2")));
  const { store: both, sentence } = loadText(store("me", answer("1")), old, NOW);
  assert.match(sentence, /^1 answer added from this file\. It was saved by an earlier version/);
  assert.deepEqual(
    both.events.map(({ id, response }) => [id, response]),
    [
      ["1", "é"],
      ["2", "é"],
    ],
  );
});

test("a store that an earlier home page mixed with a file's check is saved as a whole one", () => {
  const mixed = { kind: "ketamine-course", saved: SAVED, ...store("me", answer("1")), check: "00000000" };
  assert.deepEqual(readFileText(fileText(mixed, SAVED)).store, store("me", answer("1")));
});

test("loading twice adds nothing, and a new device takes the file's learner", () => {
  const text = fileText(store("me", answer("1")), SAVED);
  const first = loadText(null, text, NOW);
  assert.deepEqual(first.store, store("me", answer("1")));
  const second = loadText(first.store, text, NOW);
  assert.deepEqual(second.store, first.store);
  assert.equal(second.sentence, "This file holds no answer that was not here already.");
  const empty = fileText(store("them"), SAVED);
  assert.equal(loadText(null, empty, NOW).store.learner, "them");
  assert.equal(loadText(first.store, empty, NOW).store.learner, "me");
});

test("20,000 answers are saved and read; a file of more than 8 MB is refused in a sentence", async () => {
  const many = store("me", ...Array.from({ length: 20000 }, (_, k) => answer(`${k}`)));
  assert.equal(readFileText(fileText(many, SAVED)).store.events.length, 20000);
  const { text, problem } = await textOfFile(new File(["x".repeat(8_000_001)], "a.json"));
  assert.equal(text, undefined);
  assert.equal(problem, "A file of answers has at most 8,000,000 bytes, this one has 8,000,001. Nothing was changed.");
  assert.equal((await textOfFile(new File(["x".repeat(8_000_000)], "a.json"))).text.length, 8_000_000);
});

test("a chosen file is joined to what is kept here, and what cannot be kept is said", async () => {
  const chosen = (text) => ({ files: [new File([text], "a.json")], value: "a.json" });
  assert.equal(await keepChosenFile({ files: [], value: "" }), null);
  const input = chosen(fileText(store("me", answer("1")), SAVED));
  assert.deepEqual(await keepChosenFile(input), { isKept: true, sentence: "1 answer added from this file." });
  assert.equal(input.value, "", "the same file can be chosen again");
  assert.deepEqual([readStore().store.learner, readStore().store.events.length], ["me", 1]);
  const damaged = fileText(store("me", answer("2")), SAVED).replace("INF", "XXX");
  assert.deepEqual(await keepChosenFile(chosen(damaged)), { isKept: false, sentence: DAMAGED });
  localStorage.full = true;
  const { isKept, sentence } = await keepChosenFile(chosen(fileText(store("me", answer("3")), SAVED)));
  assert.ok(!isKept && sentence.startsWith("This browser has no room to keep the answers of this file"));
  assert.equal(readStore().store.events.length, 1);
});
