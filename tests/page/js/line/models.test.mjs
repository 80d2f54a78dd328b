// The widgets as the page holds them: the last value wins, nothing is lost, binary values keep their places.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Model, putBuffers, takeBuffers, Widgets } from "../../../../page/js/line/models.js";
import { FakeKernel } from "../fakes.mjs";

const updates = (kernel) => kernel.sent.filter(({ content }) => content.data.method === "update");
const values = (kernel) => updates(kernel).map(({ content }) => content.data.state.rate);

beforeEach((t) => t.mock.timers.enable({ apis: ["setTimeout"] }));

async function opened(state = { rate: 1 }) {
  const kernel = new FakeKernel();
  const widgets = new Widgets(kernel);
  const asked = widgets.get_model("w");
  kernel.says({
    header: { msg_type: "comm_msg" },
    parent_header: { msg_id: kernel.sent[0].msg_id },
    content: { comm_id: "w", data: { method: "update", state } },
    buffers: [],
  });
  return { kernel, widgets, model: await asked };
}

test("binary values leave their places and come back to them", () => {
  const bytes = new DataView(new Uint8Array([7]).buffer);
  const state = { a: 1, list: [0, { deep: bytes }], top: bytes };
  const { state: plain, buffer_paths, buffers } = takeBuffers(state);
  assert.deepEqual(buffer_paths, [["list", 1, "deep"], ["top"]]);
  assert.deepEqual(JSON.parse(JSON.stringify(plain)), { a: 1, list: [0, { deep: null }], top: null });
  assert.equal(state.list[1].deep, bytes); // what was given is left as it was
  assert.deepEqual(putBuffers(plain, buffer_paths, buffers), state);
});

test("a value is sent, and while the kernel works the newer ones wait as one", async () => {
  const { kernel, model } = await opened();
  for (const rate of [2, 3, 4]) {
    model.set("rate", rate);
    model.save_changes();
  }
  assert.deepEqual(values(kernel), [2]);
  kernel.idle(updates(kernel)[0].msg_id);
  assert.deepEqual(values(kernel), [2, 4]);
  kernel.idle(updates(kernel)[1].msg_id);
  assert.deepEqual(values(kernel), [2, 4]);
});

test("an answer to something else settles nothing", async () => {
  const { kernel, model } = await opened();
  model.set("rate", 2);
  model.save_changes();
  model.set("rate", 3);
  model.save_changes();
  kernel.idle("another");
  assert.deepEqual(values(kernel), [2]);
});

const answer = (kernel, id, state, msg_id = kernel.sent.at(-1).msg_id) =>
  kernel.says({
    header: { msg_type: "comm_msg" },
    parent_header: { msg_id },
    content: { comm_id: id, data: { method: "update", state } },
    buffers: [],
  });

test("after a gap each state is asked for, and what the page has set since stands", async () => {
  const { kernel, model } = await opened({ rate: 1, who: "a", shown: "1 a" });
  kernel.dispatchEvent(new Event("open"));
  assert.equal(kernel.sent.length, 1, "nothing was lost before the line stood first");
  model.set("rate", 2);
  model.save_changes();
  model.set("who", "b");
  kernel.dispatchEvent(new Event("open"));
  assert.equal(kernel.sent.at(-1).content.data.method, "request_state");
  const heard = [];
  model.on("change:shown", () => heard.push([model.get("shown"), model.get("rate"), model.get("who")]));
  answer(kernel, "w", { rate: 9, who: "c", shown: "2 a" });
  assert.deepEqual(heard, [["2 a", 2, "b"]]);
});

test("a state that was asked for more than once undoes nothing that was set since, whichever answer comes", async (t) => {
  const { kernel, model } = await opened({ rate: 1, shown: "at 1" });
  model.set("rate", 2);
  model.save_changes();
  const update = kernel.sent.at(-1).msg_id;
  for (const _line of ["first", "second"]) kernel.dispatchEvent(new Event("open"));
  const older = kernel.sent.at(-1).msg_id;
  t.mock.timers.tick(2000); // the kernel is slow, so it is asked again
  const newer = kernel.sent.at(-1).msg_id;
  assert.notEqual(older, newer);
  const old = { rate: 1, shown: "at 1" };
  answer(kernel, "w", old, older);
  assert.equal(model.get("rate"), 2);
  answer(kernel, "w", old, newer);
  answer(kernel, "w", old, newer); // a line that was opened anew said it again
  assert.equal(model.get("rate"), 2);
  answer(kernel, "w", { shown: "at 2" }, update);
  kernel.idle(update);
  assert.deepEqual([model.get("rate"), model.get("shown")], [2, "at 2"]);
});

test("a new kernel that is slow to say its state takes nothing away", async (t) => {
  const { kernel, widgets, model } = await opened({ rate: 1, shown: "at 1" });
  model.inputs = ["rate"];
  model.set("rate", 3);
  widgets.moveTo("k2");
  const older = kernel.sent.at(-1).msg_id;
  t.mock.timers.tick(2000);
  const newer = kernel.sent.at(-1).msg_id;
  for (const question of [older, newer]) answer(kernel, "w", { rate: 1, shown: "at 1" }, question);
  assert.equal(model.get("rate"), 3);
  assert.deepEqual(kernel.sent.at(-1).content.data.state, { rate: 3 });
});

test("in a new kernel the page's inputs are put back, then what had no answer is sent again", async () => {
  const { kernel, widgets, model } = await opened({ rate: 1, shown: "at 1", tick: 5 });
  model.inputs = ["rate"];
  model.set("rate", 3);
  model.send({ kind: "answered" });
  kernel.idle(kernel.sent.at(-1).msg_id);
  model.send({ kind: "not answered" });
  assert.equal(widgets.canMove, true);
  kernel.sent = [];
  widgets.moveTo("k2");
  assert.equal(kernel.id, "k2");
  model.set("rate", 4); // while the page waits for the new one
  model.save_changes();
  assert.deepEqual(
    kernel.sent.map(({ content }) => [content.comm_id, content.data.method]),
    [["w", "request_state"]],
  );
  const heard = [];
  model.on("change:tick", () => heard.push(model.get("shown")));
  answer(kernel, "w", { rate: 1, shown: "at 1", tick: 0 });
  const [, put, said] = kernel.sent;
  assert.deepEqual(put.content.data.state, { rate: 4 });
  assert.deepEqual(said.content.data.content, { kind: "not answered" });
  assert.equal(said.content.comm_id, "w");
  assert.equal(kernel.sent.length, 3);
  assert.deepEqual(heard, [], "the opening state is not shown on the way");
  answer(kernel, "w", { shown: "at 4", tick: 1 }, put.msg_id);
  assert.deepEqual(heard, ["at 4"]);
  kernel.idle(put.msg_id);
  assert.equal(model.get("rate"), 4);
});

test("what the new kernel shows is heard even if its count is that of the old one", async () => {
  const { kernel, widgets, model } = await opened({ rate: 1, shown: "old", tick: 1 });
  model.inputs = ["rate"];
  const heard = [];
  model.on("change:tick change:shown", () => heard.push(model.get("shown")));
  widgets.moveTo("k2");
  answer(kernel, "w", { rate: 0, shown: "new", tick: 0 });
  const put = kernel.sent.at(-1);
  answer(kernel, "w", { tick: 1 }, put.msg_id);
  assert.ok(heard.includes("new"));
  kernel.idle(put.msg_id);
  assert.equal(model.get("shown"), "new");
});

test("a widget without inputs takes the new state, and tells what is different in it", async () => {
  const { kernel, widgets, model } = await opened({ questions: 1, same: 2 });
  const heard = [];
  model.on("change:questions change:same", (_model, value) => heard.push(value));
  widgets.moveTo("k2");
  answer(kernel, "w", { questions: 3, same: 2 });
  assert.deepEqual(heard, [3]);
  assert.deepEqual(updates(kernel), []);
});

test("what another library holds, or has not come yet, stays with its kernel", async () => {
  const { widgets } = await opened();
  widgets.get_model("not yet");
  assert.equal(widgets.canMove, false);
  widgets.asked.clear();
  widgets.watch("w", () => {});
  assert.equal(widgets.canMove, false);
});

test("listeners hear of a change when all values of it stand, and not of what stays", async () => {
  const { kernel, model } = await opened({ rate: 1, who: "a" });
  const heard = [];
  const hear = (changed, value) => heard.push([value, changed.get("who")]);
  model.on("change:rate change:who", hear);
  const says = (state) =>
    kernel.says({
      header: { msg_type: "comm_msg" },
      parent_header: { msg_id: "x" },
      content: { comm_id: "w", data: { method: "update", state } },
      buffers: [],
    });
  says({ rate: 2, who: "b" });
  says({ rate: 2, who: "b" });
  assert.deepEqual(heard, [
    [2, "b"],
    ["b", "b"],
  ]);
  model.off("change:rate", hear);
  says({ rate: 3 });
  assert.equal(heard.length, 2);
});

test("a state is asked for until there is an answer", async (t) => {
  const kernel = new FakeKernel();
  const widgets = new Widgets(kernel);
  const asked = widgets.get_model("w");
  assert.equal(widgets.get_model("w"), asked);
  t.mock.timers.tick(2000);
  assert.equal(kernel.sent.length, 2);
  assert.deepEqual([...kernel.unanswered.keys()], ["m1"], "only the last question wants an answer");
  answer(kernel, "w", { rate: "too late" }, "m0");
  answer(kernel, "w", { rate: "asked for" }, "m1");
  assert.equal((await asked).get("rate"), "asked for");
  t.mock.timers.tick(10000);
  assert.equal(kernel.sent.length, 2);
  assert.ok((await asked) instanceof Model);
});

/** A page that holds the first state of a widget, and has no kernel yet. */
function held(first = {}) {
  const kernel = new FakeKernel();
  const widgets = new Widgets(kernel);
  const model = widgets.bring("w", { state: { rate: 1, shown: "at 1" }, ...first });
  model.inputs = ["rate"];
  return { kernel, widgets, model };
}

test("a first state is there without asking, its binary values at their places", async () => {
  const { kernel, widgets, model } = held({
    state: { rate: 1, points: null },
    buffers: [{ path: ["points"], encoding: "base64", data: "AQL/" }],
    module: "/voila/assets/a.js",
    pictures: { 320: {} },
  });
  assert.equal(await widgets.get_model("w"), model);
  assert.deepEqual(
    [0, 1, 2].map((n) => model.get("points").getUint8(n)),
    [1, 2, 255],
  );
  assert.equal(model.script, "/voila/assets/a.js");
  assert.deepEqual(model.pictures, { 320: {} });
  assert.equal(kernel.sent.length, 0);
});

test("what a page sets aside goes with the first change, and from then on the kernel draws", () => {
  const { kernel, model } = held({ pictures: { 320: {} } });
  model.set("frame_px", 320);
  assert.equal(kernel.sent.length, 0);
  model.set("rate", 2);
  model.save_changes();
  assert.deepEqual(kernel.sent[0].content.data.state, { frame_px: 320, rate: 2 });
  assert.equal(model.pictures, null);
});

test("the first kernel hears what was said before it came, and is asked for nothing", () => {
  const { kernel, widgets, model } = held();
  model.set("rate", 2);
  model.save_changes();
  model.send({ kind: "a question" });
  model.set("rate", 3);
  model.save_changes(); // waits for the answer to the first
  widgets.moveTo("k1");
  assert.deepEqual([...kernel.unanswered.keys()], ["m0", "m1"]);
  assert.equal(kernel.sent.length, 2);
  kernel.dispatchEvent(new Event("open"));
  answer(kernel, "w", { shown: "at 2" }, "m0");
  kernel.idle("m0");
  assert.deepEqual(values(kernel), [2, 3]);
  assert.equal(model.get("shown"), "at 2");
});

test("a kernel that went before it answered changes nothing for the next one", () => {
  const { kernel, widgets, model } = held();
  model.set("rate", 2);
  model.save_changes();
  widgets.moveTo("k1");
  widgets.moveTo("k2");
  assert.deepEqual([...kernel.unanswered.keys()], ["m0"]);
  assert.equal(kernel.sent.length, 1);
});

test("once a kernel has answered, the next one is asked for its state and gets what was set", () => {
  for (const heard of ["update", "custom"]) {
    const { kernel, widgets, model } = held();
    model.set("rate", 2);
    if (heard === "update") model.save_changes();
    else model.send({ kind: "a question" });
    widgets.moveTo("k1");
    kernel.idle("m0");
    widgets.moveTo("k2");
    assert.equal(kernel.sent[1].content.data.method, "request_state");
    answer(kernel, "w", { rate: 1, shown: "at 1" }, "m1");
    assert.deepEqual(kernel.sent[2].content.data.state, { rate: 2 });
  }
});

test("a part that nobody touched is left alone when a line is opened again or a kernel replaced", () => {
  const { kernel, widgets, model } = held();
  for (const id of ["k1", "k2"]) {
    widgets.moveTo(id);
    kernel.dispatchEvent(new Event("open"));
    kernel.dispatchEvent(new Event("open"));
  }
  assert.equal(kernel.sent.length, 0);
  assert.equal(model.get("shown"), "at 1");
});
