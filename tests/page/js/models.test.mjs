// The widgets as the page holds them: the last value wins, nothing is lost, binary values keep their places.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Model, putBuffers, takeBuffers, Widgets } from "../../../page/js/models.js";
import { FakeKernel } from "./fakes.mjs";

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
  widgets.moveTo("k2", new Map([["w", "new"]]));
  const older = kernel.sent.at(-1).msg_id;
  t.mock.timers.tick(2000);
  const newer = kernel.sent.at(-1).msg_id;
  for (const question of [older, newer]) answer(kernel, "new", { rate: 1, shown: "at 1" }, question);
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
  assert.equal(widgets.canMove(new Map()), false);
  const ids = new Map([["w", "new"]]);
  assert.equal(widgets.canMove(ids), true);
  kernel.sent = [];
  widgets.moveTo("k2", ids);
  assert.equal(kernel.id, "k2");
  model.set("rate", 4); // while the page waits for the new one
  model.save_changes();
  assert.deepEqual(
    kernel.sent.map(({ content }) => [content.comm_id, content.data.method]),
    [["new", "request_state"]],
  );
  const heard = [];
  model.on("change:tick", () => heard.push(model.get("shown")));
  answer(kernel, "new", { rate: 1, shown: "at 1", tick: 0 });
  const [, put, said] = kernel.sent;
  assert.deepEqual(put.content.data.state, { rate: 4 });
  assert.deepEqual(said.content.data.content, { kind: "not answered" });
  assert.equal(said.content.comm_id, "new");
  assert.equal(kernel.sent.length, 3);
  assert.deepEqual(heard, [], "the opening state is not shown on the way");
  answer(kernel, "new", { shown: "at 4", tick: 1 }, put.msg_id);
  assert.deepEqual(heard, ["at 4"]);
  kernel.idle(put.msg_id);
  assert.equal(model.get("rate"), 4);
});

test("what the new kernel shows is heard even if its count is that of the old one", async () => {
  const { kernel, widgets, model } = await opened({ rate: 1, shown: "old", tick: 1 });
  model.inputs = ["rate"];
  const heard = [];
  model.on("change:tick change:shown", () => heard.push(model.get("shown")));
  widgets.moveTo("k2", new Map([["w", "new"]]));
  answer(kernel, "new", { rate: 0, shown: "new", tick: 0 });
  const put = kernel.sent.at(-1);
  answer(kernel, "new", { tick: 1 }, put.msg_id);
  assert.ok(heard.includes("new"));
  kernel.idle(put.msg_id);
  assert.equal(model.get("shown"), "new");
});

test("a widget without inputs takes the new state, and tells what is different in it", async () => {
  const { kernel, widgets, model } = await opened({ questions: 1, same: 2 });
  const heard = [];
  model.on("change:questions change:same", (_model, value) => heard.push(value));
  widgets.moveTo("k2", new Map([["w", "new"]]));
  answer(kernel, "new", { questions: 3, same: 2 });
  assert.deepEqual(heard, [3]);
  assert.deepEqual(updates(kernel), []);
});

test("what another library holds, or has not come yet, stays with its kernel", async () => {
  const { widgets } = await opened();
  const ids = new Map([["w", "new"]]);
  widgets.get_model("not yet");
  assert.equal(widgets.canMove(ids), false);
  widgets.asked.clear();
  widgets.watch("w", () => {});
  assert.equal(widgets.canMove(ids), false);
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
