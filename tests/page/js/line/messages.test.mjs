// What a page says to Python is what the schema says; the types made from it hold what Python says to the page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { inParts, PART_CHARACTERS } from "../../../../page/js/drawing/parts.js";
import { csvText, harmless } from "../../../../page/js/keeping/csv.js";
import * as say from "../../../../page/js/line/messages.js";

globalThis.location = { origin: "https://course.test", pathname: "/voila/render/90_review.ipynb" };

const schema = JSON.parse(readFileSync(new URL("../../../../page/messages.schema.json", import.meta.url)));
const ajv = new Ajv2020({ allErrors: true });
ajv.addSchema(schema, "messages");
const problems = (name, value) =>
  ajv.validate(`messages#/$defs/${name}`, JSON.parse(JSON.stringify(value))) ? [] : ajv.errors;

const question = {
  ...{ id: "INF-001", version: 2, lesson: "09_hours_to_arrive", type: "single", seed: 3 },
  ...{ vignette: ["A ward round."], lead_in: "What now?", certainty: true },
};
const given = { response: ["a"], certainty: 2, attempt: 1, hints: 0, mode: "practice" };
const event = say.answerEvent(question, given);
const grade = { answer: event.id, credit: 0.5, correct: false, error_pattern: null };
const SAID = {
  OpenCode: say.openCode("0000-0000"),
  RestoreKept: say.restoreKept({ rate: "0.2" }, "Ketamine course"),
  Hello: say.hello([event]),
  Answer: say.answer(event),
  Again: say.again(question.id, 4),
  HintWanted: say.hint(question, 1),
  PackWanted: say.pack("due", [], say.senderOf("0")),
  UseCode: say.useCode("00000"),
  BackWanted: say.comesBack([event], say.senderOf("0")),
  Part: inParts({ text: "x".repeat(PART_CHARACTERS) })[0],
};

for (const [name, message] of Object.entries(SAID)) {
  test(`${name} is as the schema says, and is one of what a page may say`, () => {
    assert.deepEqual(problems(name, message), []);
    assert.deepEqual(problems("FromPage", message), []);
    assert.notDeepEqual(problems(name, { ...message, more: 1 }), []);
    for (const field of Object.keys(message)) {
      assert.notDeepEqual(problems(name, { ...message, [field]: undefined }), [], `${name} without ${field}`);
    }
  });
}

test("every message of the schema is said here", () => {
  const named = schema.$defs.FromPage.anyOf.map(({ $ref }) => $ref.split("/").at(-1));
  assert.deepEqual(named.sort(), Object.keys(SAID).sort());
});

test("what the store keeps is as the schema says", () => {
  assert.deepEqual(problems("AnswerEvent", event), []);
  assert.equal(event.try, 1);
  assert.ok(!("hints" in event) && say.answerEvent(question, { ...given, hints: 2 }).hints === 2);
  assert.deepEqual(problems("GradeEvent", say.gradeEvent(grade)), []);
  assert.deepEqual(problems("ToldEvent", say.told(question.id, 2)), []);
  assert.deepEqual(problems("FlagEvent", say.flagging(question.id, true)), []);
  assert.deepEqual(problems("ResumedEvent", say.resumed("00000", { 9: 2 }, "3 March 2026")), []);
  assert.deepEqual(problems("DaysEvent", say.daysFrom("2026-11-27")), []);
  assert.deepEqual(problems("DrawnEvent", say.drawn("form_a")), []);
  assert.notEqual(say.resumed("0").id, say.resumed("0").id);
});

test("the review tells of itself: clock, zone, and an address only where it lasts", () => {
  assert.deepEqual(problems("Hello", say.review([event], say.senderOf("0"))), []);
  assert.equal(say.senderOf("0").address, "https://course.test/voila/render/90_review.ipynb");
  assert.equal(say.senderOf("0").zone, Intl.DateTimeFormat().resolvedOptions().timeZone);
  assert.equal(say.senderOf("0").offset_min, 0 - new Date().getTimezoneOffset());
  for (const [origin, pathname] of [
    ["https://hub.mybinder.org", "/user/owner-repository-x1/voila/render/90_review.ipynb"],
    ["null", "/course/90_review.html"],
  ]) {
    globalThis.location = { origin, pathname };
    assert.equal(say.senderOf("0").address, "");
  }
});

test("a question without numbers of its own asks for hints with seed 0", () => {
  assert.equal(say.hint({ ...question, seed: null }, 2).seed, 0);
});

test("a table's cells are quoted where they must be, and typed text runs nothing", () => {
  assert.equal(
    csvText([
      ["a", 'b "c"', "1,250"],
      ["", null, -2],
    ]),
    'a,"b ""c""","1,250"\r\n,,-2\r\n',
  );
  assert.equal(csvText([["two\nlines"]]), '"two\nlines"\r\n');
  assert.deepEqual(["=1+1", "+1", "-1", "@x", "\tx", "1", null].map(harmless), [
    "'=1+1",
    "'+1",
    "'-1",
    "'@x",
    "'\tx",
    "1",
    "",
  ]);
});
