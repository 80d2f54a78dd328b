// What is said on the line to a kernel: a message too long, one in parts, and words that wait for a kernel.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { PART_CHARACTERS, sendWhole } from "../../../../page/js/drawing/parts.js";
import { Kernel } from "../../../../page/js/line/kernel.js";
import { Widgets } from "../../../../page/js/line/models.js";
import { decode } from "../../../../page/js/line/wire.js";
import { FakeSocket } from "../fakes.mjs";
import { fresh, KEPT, last, opened, pass, said, status } from "./opened.mjs";

beforeEach(fresh);

test("a message that was too long for the server is told, and the connection is opened again", (t) => {
  const kernel = new Kernel("/", "k");
  let told = 0;
  kernel.addEventListener("toolong", () => told++);
  FakeSocket.made[0].onopen();
  FakeSocket.made[0].onclose({ code: 1006 });
  assert.equal(told, 0);
  t.mock.timers.tick(400);
  FakeSocket.made[1].onopen();
  FakeSocket.made[1].onclose({ code: 1009 });
  assert.equal(told, 1);
  t.mock.timers.tick(400);
  assert.equal(FakeSocket.made.length, 3);
});

/** A page's widget in a kernel, and a message to it that goes in four parts; gives their ids. */
async function inFourParts(kernel) {
  const widgets = new Widgets(kernel);
  last().onopen();
  const asked = widgets.get_model("w");
  const learn = () => {
    const [msg_id] = [...kernel.unanswered].find(([, each]) => each.content.data.method === "request_state");
    const header = { msg_type: "comm_msg" };
    const content = { comm_id: "w", data: { method: "update", state: {}, buffer_paths: [] } };
    kernel.receive({ header, parent_header: { msg_id }, content, buffers: [] });
    last().onmessage({ data: status("idle", msg_id) });
  };
  learn();
  sendWhole(await asked, { kind: "hello", events: ["x".repeat(3 * PART_CHARACTERS)] });
  const ids = [...kernel.unanswered.keys()];
  assert.equal(ids.length, 4);
  return { widgets, learn, ids };
}
const numbers = (socket) =>
  socket.sent.map((each) => decode(each).content.data.content?.number).filter((number) => number !== undefined);

test("of a message in parts all are said again when the line is back and one had no answer", async (t) => {
  const { kernel } = opened();
  const { ids } = await inFourParts(kernel);
  for (const id of ids.slice(0, 2)) last().onmessage({ data: status("idle", id) });
  last().onclose();
  await pass(t, 400);
  last().onopen();
  assert.deepEqual(numbers(last()), [0, 1, 2, 3]);
  for (const id of ids) last().onmessage({ data: status("idle", id) });
  assert.deepEqual(
    [...kernel.unanswered.keys()].filter((id) => ids.includes(id)),
    [],
  );
  last().onclose();
  await pass(t, 400);
  last().onopen();
  assert.deepEqual(numbers(last()), [], "all of it was heard");
});

test("another kernel hears all parts of a message of which the first heard a half", async () => {
  const { kernel } = opened();
  const { widgets, learn, ids } = await inFourParts(kernel);
  for (const id of ids.slice(0, 3)) last().onmessage({ data: status("idle", id) });
  widgets.moveTo("k2");
  last().onopen();
  learn();
  assert.deepEqual(numbers(last()), [0, 1, 2, 3]);
});

test("a page without a kernel keeps what it says, and wants one; the kernel that comes hears all of it in order", () => {
  FakeSocket.made = [];
  const { kernel, told } = opened(KEPT, "");
  assert.equal(FakeSocket.made.length, 0);
  kernel.send("comm_msg", { n: 1 });
  kernel.send("comm_msg", { n: 2 });
  assert.deepEqual(told, ["wanted", "wanted"]);
  kernel.moveTo("k", () => true);
  last().onopen();
  assert.deepEqual(said(last()), [1, 2]);
  kernel.want();
  assert.deepEqual(told, ["wanted", "wanted", "open"], "there is one");
});

test("another kernel hears of what had no answer only what is kept for it", () => {
  const { kernel } = opened();
  last().onopen();
  for (const n of [1, 2, 3]) kernel.send("comm_msg", { n });
  kernel.moveTo("k2", ({ content }) => content.n !== 2);
  last().onopen();
  assert.deepEqual(said(last()), [1, 3]);
});
