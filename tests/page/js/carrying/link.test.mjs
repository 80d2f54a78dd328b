// Answers and places go by a link as they are, and a link that was cut or changed is refused whole, in a sentence.

import assert from "node:assert/strict";
import { test } from "node:test";
import { CARRIES, carryingPart, onlyHereWords, readCarried } from "../../../../page/js/carrying/link.js";
import { packed, unpacked } from "../../../../page/js/carrying/pack.js";
import { nameOf } from "../../../../page/js/keeping/merge.js";
import { answerEvent, daysFrom, gradeEvent } from "../../../../page/js/line/messages.js";
import { randomStore } from "../fakes.mjs";

const chanceFrom = (seed) => {
  let state = seed;
  return (n) => {
    state = (state * 48271) % 2147483647;
    return state % n;
  };
};
const question = { id: "INF-001", version: 2, lesson: "09_hours_to_arrive", seed: 3 };
const given = { response: { text: "0,7", unit: "mL/h" }, certainty: 2, attempt: 1, hints: 0, mode: "practice" };

function usual(count) {
  return Array.from({ length: count }, (_, k) => {
    const event = answerEvent(
      { ...question, id: `INF-${String(k % 30).padStart(3, "0")}` },
      { ...given, hints: k % 7 === 3 },
    );
    return [event, gradeEvent({ answer: event.id, credit: (k % 3) / 2, correct: k % 3 === 2, error_pattern: null })];
  }).flat();
}

const sorted = (events) => [...events].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1));
const places = { "09_hours_to_arrive": { part: "Why-it-takes-hours?", words: "Why it takes “hours”", at: 5 } };

test("events come back as they went, the usual ones and all others", () => {
  const events = [...usual(40), daysFrom("2026-11-27"), { event: "later-kind", x: [1, null] }];
  assert.deepEqual(sorted(unpacked(JSON.parse(JSON.stringify(packed(events))))), sorted(events));
  for (let seed = 1; seed < 60; seed += 1) {
    const { events: some } = randomStore(chanceFrom(seed), "x");
    assert.deepEqual(sorted(unpacked(packed(some))), sorted(some), `seed ${seed}`);
  }
});

test("an event told twice, a grade without its answer and a grade before it are not lost", () => {
  const [answer, grade] = usual(1);
  const twice = [
    grade,
    answer,
    { ...answer, response: "b" },
    { ...grade, credit: 0 },
    { ...grade, answer: "f".repeat(32) },
  ];
  assert.deepEqual(sorted(unpacked(packed(twice))), sorted(twice));
});

test("a link brings the whole store and the places, in far fewer characters than the file", async () => {
  const store = { schema: 1, learner: "someone", events: usual(60) };
  const part = await carryingPart(store, places);
  assert.ok(part.startsWith(CARRIES) && /^[\w#=-]+$/.test(part));
  assert.ok(part.length < JSON.stringify(store).length / 5, `${part.length}`);
  const found = await readCarried(part);
  assert.deepEqual(sorted(found.store.events), sorted(store.events));
  assert.equal(found.store.learner, "someone");
  assert.deepEqual(found.places, places);
});

test("a link that was cut, changed or made by another version is refused, and says so", async () => {
  const part = await carryingPart({ schema: 1, learner: "someone", events: usual(5) }, {});
  const middle = Math.floor(part.length / 2);
  const swapped = part[middle] === "A" ? "B" : "A";
  const spoilt = {
    cut: part.slice(0, -9),
    longer: `${part}AA`,
    changed: part.slice(0, middle) + swapped + part.slice(middle + 1),
    empty: CARRIES,
    "no letters": `${CARRIES}1`,
    "other letters": `${CARRIES}100000000ü%E0%A4%A`,
  };
  for (const [how, hash] of Object.entries(spoilt)) {
    const { store, problem } = await readCarried(hash);
    assert.equal(store, undefined, how);
    assert.match(problem, /damaged.*Nothing was changed\.$/, how);
  }
  assert.match((await readCarried(part.replace(`${CARRIES}1`, `${CARRIES}2`))).problem, /another version/);
});

test("a link with a right check and something else in it is refused too", async () => {
  const forged = await carryingPart({ schema: 1, learner: "", events: [{ event: "answer" }] }, {});
  assert.match((await readCarried(forged)).problem, /damaged/);
  const odd = await carryingPart(
    { schema: 1, learner: "x", events: [] },
    { "02_x": { part: 5 }, "03_x": places["09_hours_to_arrive"] },
  );
  assert.deepEqual(Object.keys((await readCarried(odd)).places), ["03_x"]);
});

test("where no other device can open the link, the page says why", () => {
  const at = (address) => onlyHereWords(new URL(address));
  for (const address of [
    "http://localhost:8866/",
    "http://127.0.0.1:8866/",
    "http://[::1]:8866/",
    "http://a.localhost/",
  ])
    assert.match(at(address), /this machine alone/, address);
  assert.match(at("file:///home/x/index.html"), /a file on this device/);
  assert.match(at("https://hub.mybinder.org/user/x-1/voila/render/a.ipynb"), /lent to you/);
  assert.equal(at("https://course.example.org/"), "");
  assert.equal(at("http://192.168.1.5:8866/"), "");
});
