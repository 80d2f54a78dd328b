// A lab's last screen is drawn again only where it is the screen of what was set, and a link wins over it.

import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { eraseStore, keep, labSettings, SCREEN } from "../../../../page/js/keeping/store.js";
import { Model } from "../../../../page/js/line/models.js";
import { memoryOf } from "../../../../widgets/controls/js/memory.js";
import { FakeStorage } from "../fakes.mjs";

const PLACE = "10_lesson.ipynb 4 0";
const kept = () => Object.keys(localStorage).filter((name) => name.startsWith(SCREEN));
let heard, told;

/** A lab as its page brings it, and the memory of it. */
function lab({ edition = "e1", keeps = "" } = {}) {
  const state = {
    ...{ keeps, keep_note: "note", values: { rate: "0.1" }, controls: [{ name: "rate" }], aside: [], notes: ["old"] },
    ...{ table: null, backdrop: "", frame_px: 0, asked: 0, answered: 0, tick: 0, sharing: false },
    shown: { sentence: "0.1", strokes: [], scenario: { name: "Lab", code: null, said: "" } },
  };
  const sent = [];
  const kernel = { send: (_kind, content) => sent.push(content.data) && `m${sent.length}` };
  const model = new Model({ kernel }, "id", state, { edition, isFirst: true });
  model.place = PLACE;
  const memory = memoryOf(model, "x1", (isKept) => told.push(isKept));
  return { model, memory, sent };
}

/** The learner sets a rate, and Python answers. */
function setAndSee({ model, memory }, rate) {
  model.set({ values: { rate }, asked: model.get("asked") + 1 });
  memory.save();
  model.take({
    ...{ notes: [`for ${rate}`], frame_px: 500, points: new DataView(Uint8Array.of(1, 2, 255).buffer) },
    shown: { sentence: rate, strokes: [], scenario: { name: "Lab", code: "ABCD", said: "The scenario is open." } },
  });
  memory.saw();
  memory.stop();
}

beforeEach(() => {
  [heard, told] = [[], []];
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
  globalThis.window = { addEventListener: (name) => heard.push(name), removeEventListener() {}, setTimeout };
  globalThis.document = { ...globalThis.window, visibilityState: "visible" };
  globalThis.DOMParser = class {
    parseFromString = (text) => ({ querySelectorAll: () => (text.includes("<") ? [{ localName: "img" }] : []) });
  };
  eraseStore();
});
afterEach(() => {
  for (const name of ["window", "document", "DOMParser"]) delete globalThis[name];
});

test("a learner who returns sees the last screen, and no kernel is asked", () => {
  setAndSee(lab(), "0.27");
  assert.deepEqual(told, [true]);
  globalThis.sessionStorage = new FakeStorage(); // another day
  const { model, memory, sent } = lab();
  assert.equal(memory.draw(""), "drawn");
  assert.deepEqual(model.get("values"), { rate: "0.27" });
  assert.deepEqual(
    [model.get("notes"), model.get("shown").sentence, model.get("frame_px")],
    [["for 0.27"], "0.27", 500],
  );
  assert.deepEqual(model.get("shown").scenario, { name: "Lab", code: null, said: "" }, "nothing is said again");
  assert.deepEqual(new Uint8Array(model.get("points").buffer), Uint8Array.of(1, 2, 255));
  assert.deepEqual([sent, model.isFirst, model.isBroughtBack], [[], false, true]);
});

test("a new kernel is told what was set, and what it says then is all that stands", () => {
  setAndSee(lab(), "0.27");
  const { model, memory, sent } = lab();
  memory.draw("");
  model.inputs = ["values", "frame_px"];
  model.moveOn([]);
  assert.equal(model.isBroughtBack, false);
  model.adopt({ values: { rate: "0.1" }, frame_px: 0, notes: ["old"], shown: { sentence: "0.1" } });
  assert.deepEqual(sent.at(-1).state, { values: { rate: "0.27" }, frame_px: 500 });
  assert.deepEqual(model.get("notes"), ["old"], "the kernel's, until it has answered");
});

test("what was set and not answered is asked for, and no older screen is drawn", () => {
  const first = lab();
  setAndSee(first, "0.27");
  first.model.set({ values: { rate: "0.3" }, asked: 2 });
  first.memory.save();
  const { model, memory, sent } = lab();
  assert.equal(memory.draw(""), "");
  assert.equal(model.get("shown").sentence, "0.1");
  assert.equal(memory.restore(""), true);
  assert.deepEqual(sent[0].content.values, { rate: "0.3" });
});

test("a screen is kept as it was answered, whatever is set before it is written down", () => {
  const { model, memory } = lab();
  model.set({ values: { rate: "0.27" }, asked: 1 });
  model.take({ shown: { sentence: "0.27", strokes: [] } });
  memory.saw();
  model.set({ values: { rate: "0.3" }, asked: 2 });
  memory.stop();
  assert.deepEqual(JSON.parse(localStorage.getItem(kept()[0]).slice(8)).values, { rate: "0.27" });
});

test("a link wins, unless this tab has gone on from it", () => {
  setAndSee(lab(), "0.27");
  assert.equal(lab().memory.draw("#Lab=ABCD"), "", "settings of before the link");
  const linked = lab();
  linked.memory.restore("#Lab=ABCD");
  setAndSee(linked, "0.31");
  assert.equal(lab().memory.draw("#Lab=ABCD"), "drawn");
  globalThis.sessionStorage = new FakeStorage();
  assert.equal(lab().memory.draw("#Lab=ABCD"), "", "another day the link is new again");
  assert.equal(lab().memory.draw(""), "drawn");
});

test("a screen of another edition is not drawn, said once, and gone", () => {
  setAndSee(lab(), "0.27");
  globalThis.sessionStorage = new FakeStorage();
  const { model, memory } = lab({ edition: "e2" });
  assert.equal(memory.draw(""), "outdated");
  assert.equal(model.get("shown").sentence, "0.1");
  assert.deepEqual(kept(), []);
  assert.equal(lab({ edition: "e2" }).memory.draw(""), "");
});

test("what this tab has set is asked for again in another edition", () => {
  setAndSee(lab(), "0.27");
  const { memory, sent } = lab({ edition: "e2" });
  assert.equal(memory.draw(""), "");
  assert.equal(memory.restore(""), true);
  assert.deepEqual(sent[0].content.values, { rate: "0.27" });
});

test("a picture that is more than a drawing is not shown", () => {
  const { model, memory } = lab();
  model.take({ backdrop: "<img>" });
  setAndSee({ model, memory }, "0.27");
  assert.equal(lab().memory.draw(""), "");
  assert.deepEqual(kept(), []);
});

test("what an explorer keeps for good has to be that of its screen", () => {
  setAndSee(lab({ keeps: "cases" }), "0.27");
  assert.equal(lab({ keeps: "cases" }).memory.draw(""), "drawn");
  keep("cases", { values: { rate: "0.4" }, written: [] });
  assert.equal(lab({ keeps: "cases" }).memory.draw(""), "");
  labSettings(PLACE, null);
});

test("settings that do not fit take their screen with them", () => {
  const first = lab();
  setAndSee(first, "0.27");
  first.memory.drop();
  assert.deepEqual([kept(), labSettings(PLACE)], [[], null]);
});

test("before anything was asked, and where a kernel comes with the page, nothing is kept", () => {
  const untouched = lab();
  untouched.memory.saw();
  untouched.memory.stop();
  setAndSee(lab({ edition: "" }), "0.27");
  assert.deepEqual([kept(), told], [[], []]);
});

test("where there is no room that is told, and the next visit begins as the course does", () => {
  localStorage.full = true;
  setAndSee(lab(), "0.27");
  assert.deepEqual(told, [false]);
  globalThis.sessionStorage = new FakeStorage();
  assert.equal(lab().memory.draw(""), "");
});
