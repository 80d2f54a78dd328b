// The connection: what is encoded is decoded as it was; a lost socket is opened again, and what was said meanwhile is sent.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { decode, encode, Kernel } from "../../../page/js/kernel.js";
import { FakeSocket } from "./fakes.mjs";

const message = (content, buffers = []) => ({
  header: { msg_type: "comm_msg", msg_id: "1" },
  parent_header: {},
  metadata: { a: "µ" },
  content,
  buffers,
});

beforeEach((t) => {
  FakeSocket.made = [];
  globalThis.WebSocket = FakeSocket;
  globalThis.location = { href: "https://course.test/voila/render/a.ipynb" };
  t.mock.timers.enable({ apis: ["setTimeout"] });
});

test("a message comes back as it was sent, its buffers too", () => {
  const bytes = new Uint8Array([0, 1, 250, 255]);
  const sent = message({ text: "25 µg, naïve", list: [1, null] }, [bytes.buffer, new DataView(bytes.buffer, 1, 2)]);
  const { buffers, ...rest } = decode(encode("shell", sent));
  const { buffers: _, ...wanted } = sent;
  assert.deepEqual(rest, wanted);
  const plain = buffers.map((each) => [...new Uint8Array(each.buffer, each.byteOffset, each.byteLength)]);
  assert.deepEqual(plain, [
    [0, 1, 250, 255],
    [1, 250],
  ]);
});

test("the channel stands first, and the table of places says where each part ends", () => {
  const raw = encode("shell", message({}));
  const table = new DataView(raw);
  assert.equal(table.getBigUint64(0, true), 6n); // channel, four parts, and the end
  const [start, end] = [1, 2].map((place) => Number(table.getBigUint64(8 * place, true)));
  assert.equal(new TextDecoder().decode(raw.slice(start, end)), "shell");
  assert.equal(Number(table.getBigUint64(8 * 6, true)), raw.byteLength);
});

test("what is said before the connection stands is sent once it does, in order", () => {
  const kernel = new Kernel("/", "k");
  const [socket] = FakeSocket.made;
  assert.equal(socket.url, `wss://course.test/api/kernels/k/channels?session_id=${kernel.session}`);
  const ids = [kernel.send("comm_msg", { n: 1 }), kernel.send("comm_msg", { n: 2 })];
  assert.deepEqual(socket.sent, []);
  socket.onopen();
  const sent = socket.sent.map(decode);
  assert.deepEqual(
    sent.map(({ content }) => content.n),
    [1, 2],
  );
  assert.deepEqual(
    sent.map(({ header }) => header.msg_id),
    ids,
  );
});

test("a lost connection is tried three times, later each time, then told", (t) => {
  const kernel = new Kernel("/", "k");
  let lost = 0;
  kernel.addEventListener("lost", () => lost++);
  for (const wait of [400, 1200, 3000]) {
    const before = FakeSocket.made.length;
    FakeSocket.made.at(-1).onclose();
    t.mock.timers.tick(wait - 1);
    assert.equal(FakeSocket.made.length, before);
    t.mock.timers.tick(1);
    assert.equal(FakeSocket.made.length, before + 1);
    assert.equal(lost, 0);
  }
  FakeSocket.made.at(-1).onclose();
  assert.equal(lost, 1);
  assert.equal(kernel.gone, true);
});

test("a connection that came back is told, and begins to count anew", (t) => {
  const kernel = new Kernel("/", "k");
  let back = 0;
  kernel.addEventListener("reconnected", () => back++);
  for (let gap = 0; gap < 5; gap++) {
    FakeSocket.made.at(-1).onopen();
    assert.equal(back, gap);
    FakeSocket.made.at(-1).onclose();
    t.mock.timers.tick(400);
  }
  assert.equal(kernel.gone, undefined);
});

test("a kernel that died is lost, once, and nothing is kept for it", () => {
  const kernel = new Kernel("/", "k");
  let lost = 0;
  kernel.addEventListener("lost", () => lost++);
  const [socket] = FakeSocket.made;
  socket.onopen();
  const dead = { ...message({ execution_state: "dead" }), header: { msg_type: "status" } };
  socket.onmessage({ data: encode("iopub", dead) });
  socket.onmessage({ data: encode("iopub", dead) });
  assert.equal(lost, 1);
  kernel.send("comm_msg", {});
  assert.deepEqual(kernel.unsent, []);
  assert.equal(FakeSocket.made.length, 1);
});

test("no answer about the kernel is no news; not found, or dead, is", async () => {
  const answers = [
    [() => Promise.reject(new Error("offline")), undefined],
    [() => Promise.resolve({ status: 502, ok: false }), undefined],
    [() => Promise.resolve({ status: 200, ok: true, json: async () => ({ execution_state: "idle" }) }), undefined],
    [() => Promise.resolve({ status: 200, ok: true, json: async () => ({ execution_state: "dead" }) }), true],
    [() => Promise.resolve({ status: 404, ok: false }), true],
  ];
  for (const [answer, gone] of answers) {
    globalThis.fetch = answer;
    const kernel = new Kernel("/", "k");
    await kernel.check();
    assert.equal(kernel.gone, gone);
  }
});

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
