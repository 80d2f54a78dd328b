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

test("after a gap what had no answer is sent again, with what was set since", async () => {
  const { kernel, model } = await opened({ rate: 1, who: "a" });
  model.set("rate", 2);
  model.save_changes();
  model.set("who", "b");
  kernel.dispatchEvent(new Event("reconnected"));
  assert.deepEqual(updates(kernel).at(-1).content.data.state, { rate: 2, who: "b" });
});

test("after a gap the whole state is asked for, and an answer that was lost on the way comes with it", async () => {
  const { kernel, model } = await opened({ rate: 1, level: 5 });
  model.set("rate", 2);
  model.save_changes();
  kernel.dispatchEvent(new Event("reconnected"));
  const { msg_id, content } = kernel.sent.at(-1);
  assert.equal(content.data.method, "request_state");
  kernel.idle(updates(kernel).at(-1).msg_id);
  model.set("rate", 3); // newer than what the kernel tells of
  const heard = [];
  model.on("change:level", (_model, level) => heard.push(level));
  const says = (parent, state) =>
    kernel.says({
      header: { msg_type: "comm_msg" },
      parent_header: { msg_id: parent },
      content: { comm_id: "w", data: { method: "update", state } },
      buffers: [],
    });
  says(msg_id, { rate: 2, level: 10 });
  assert.deepEqual([model.get("rate"), heard], [3, [10]]);
  says("of its own accord", { rate: 4 }); // what the kernel sets is another thing
  assert.equal(model.get("rate"), 4);
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
  const answer = (msg_id, rate) =>
    kernel.says({
      header: { msg_type: "comm_msg" },
      parent_header: { msg_id },
      content: { comm_id: "w", data: { method: "update", state: { rate } } },
      buffers: [],
    });
  answer("m0", "too late");
  answer("m1", "asked for");
  assert.equal((await asked).get("rate"), "asked for");
  t.mock.timers.tick(10000);
  assert.equal(kernel.sent.length, 2);
  assert.ok((await asked) instanceof Model);
});
