import assert from "node:assert/strict";
import test from "node:test";

const LINE = 'Not for prescribing. A "course", version 1.';

function frame(value) {
  globalThis.document = { documentElement: { style: { getPropertyValue: () => value } } };
}

test("the line is read from the frame of the page, or from what a live part was told", async () => {
  const { noticeLine, tellNotice } = await import("../../../../page/js/drawing/notice.js");
  frame("");
  assert.equal(noticeLine(), "");
  frame(` "${LINE.replaceAll('"', '\\"')}"`);
  assert.equal(noticeLine(), LINE);
  tellNotice("Another line.");
  assert.equal(noticeLine(), "Another line.");
  tellNotice("");
  assert.equal(noticeLine(), "Another line.");
});

test("both files of answers carry it, and the table keeps as many cells in each row", async () => {
  const { tellNotice } = await import("../../../../page/js/drawing/notice.js");
  const { fileText } = await import("../../../../page/js/keeping/answers_file.js");
  const { responsesCsv } = await import("../../../../page/js/carrying/responses_table.js");
  tellNotice(LINE);
  const answer = {
    event: "answer",
    id: "a",
    item: "I-1",
    try: 1,
    response: "b",
    certainty: 2,
    lesson: "01",
    mode: "check",
    t: "x",
  };
  const store = { learner: "L", events: [answer, { ...answer, id: "b", try: 2 }] };
  const saved = JSON.parse(fileText(store, "now"));
  assert.equal(saved.about, LINE);
  assert.deepEqual(saved.events, store.events);
  const [head, first, second] = responsesCsv(store).trim().split("\r\n");
  assert.ok(head.endsWith(",about"));
  assert.ok(first.endsWith(`,"${LINE.replaceAll('"', '""')}"`));
  assert.equal(second.split(",").length, head.split(",").length);
});

test("printing one part hides what stands around it, not the notice, until it is printed", async () => {
  const { printAlone } = await import("../../../../page/js/drawing/notice.js");
  const node = (name, ...children) => {
    const made = { name, children, marks: new Set(), parentElement: null, matches: (by) => by === `.${name}` };
    made.setAttribute = (mark) => made.marks.add(mark);
    made.removeAttribute = (mark) => made.marks.delete(mark);
    for (const child of children) child.parentElement = made;
    return made;
  };
  const part = node("summary");
  const beside = node("questions");
  const standing = node("standing");
  const body = node("body", standing, node("main", node("section", part), beside));
  const html = node("html", body);
  let after = () => {};
  let printed = [];
  globalThis.document = { body, documentElement: html };
  globalThis.window = {
    addEventListener: (_name, act) => (after = act),
    print: () => (printed = [beside.marks.size, standing.marks.size, part.marks.size]),
  };
  printAlone(part);
  assert.deepEqual(printed, [1, 0, 0]);
  after();
  assert.equal(beside.marks.size, 0);
});
