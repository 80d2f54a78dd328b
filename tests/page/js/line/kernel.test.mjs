// The line to a kernel: a lost one is opened again, what had no answer is sent again, and the end is told once.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { decode } from "../../../../page/js/line/wire.js";
import { FakeSocket } from "../fakes.mjs";
import { BUSY, DEAD, fresh, KEPT, last, NOT_FOUND, opened, pass, said, settle, status } from "./opened.mjs";

beforeEach(fresh);

test("what is said before the connection stands is sent once it does, in order", () => {
  const { kernel } = opened();
  const [socket] = FakeSocket.made;
  assert.equal(socket.url, `wss://course.test/api/kernels/k/channels?session_id=${kernel.session}`);
  const ids = [kernel.send("comm_msg", { n: 1 }), kernel.send("comm_msg", { n: 2 })];
  assert.deepEqual(socket.sent, []);
  socket.onopen();
  assert.deepEqual(said(socket), [1, 2]);
  assert.deepEqual(
    socket.sent.map((each) => decode(each).header.msg_id),
    ids,
  );
});

test("what had no answer is sent again when the line is back, and what had one is not", async (t) => {
  const { kernel } = opened();
  last().onopen();
  const first = kernel.send("comm_msg", { n: 1 });
  kernel.send("comm_msg", { n: 2 });
  last().onmessage({ data: status("busy", first) });
  last().onmessage({ data: status("idle", first) });
  last().onclose();
  kernel.send("comm_msg", { n: 3 });
  const forgotten = kernel.send("comm_msg", { n: 4 });
  kernel.forget(forgotten);
  await pass(t, 400);
  last().onopen();
  assert.deepEqual(said(last()), [2, 3]);
});

test("what is said again on another line has another signature, because a kernel takes none twice", async (t) => {
  const { kernel } = opened();
  last().onopen();
  const id = kernel.send("comm_msg", { n: 1 });
  const told = [last()];
  for (let line = 0; line < 2; line++) {
    last().onclose();
    await pass(t, 500);
    last().onopen();
    told.push(last());
  }
  const messages = told.map((socket) => decode(socket.sent.at(-1)));
  const signed = messages.map(({ header, parent_header, metadata, content }) =>
    JSON.stringify([header, parent_header, metadata, content]),
  );
  assert.equal(new Set(signed).size, 3);
  assert.deepEqual(
    messages.map(({ header, content }) => [header.msg_id, content.n]),
    [id, id, id].map((each) => [each, 1]),
  );
});

test("a lost line is tried again later and later, for as long as the server keeps the kernel, and longer", async (t) => {
  const { kernel, server, told } = opened();
  last().onopen();
  server.word = null;
  last().onclose();
  await pass(t, 400);
  assert.equal(FakeSocket.made.length, 2, "the first time at once, without a question");
  assert.equal(server.asked, 0);
  last().onclose();
  for (const pause of [1200, 3000, 5000, ...Array(14).fill(8000), 30000, 30000]) {
    const asked = server.asked;
    await pass(t, pause - 1);
    assert.equal(server.asked, asked, `asked before the end of ${pause} ms`);
    await pass(t, 1);
    assert.equal(server.asked, asked + 1, `not asked after ${pause} ms`);
  }
  assert.equal(FakeSocket.made.length, 2, "a server that does not answer is not worth a line");
  assert.deepEqual([...new Set(told)], ["open", "away"]);
  server.word = KEPT;
  await pass(t, 30000);
  last().onopen();
  assert.equal(told.at(-1), "open");
  assert.equal(kernel.gone, false);
});

test("a short gap is told to nobody", async (t) => {
  const { told } = opened();
  for (let gap = 0; gap < 5; gap++) {
    last().onopen();
    last().onclose();
    await pass(t, 400);
  }
  assert.deepEqual(told, Array(5).fill("open"));
});

test("waking tries at once, asks about a line that stands, and tries once only", async (t) => {
  const { kernel, server } = opened();
  last().onopen();
  kernel.wake();
  await settle();
  assert.equal(server.asked, 1);
  last().onclose();
  await pass(t, 400);
  last().onclose();
  await pass(t, 1200);
  last().onclose();
  const made = FakeSocket.made.length;
  kernel.wake();
  kernel.wake();
  await settle();
  assert.equal(FakeSocket.made.length, made + 1);
  kernel.wake();
  await settle();
  assert.equal(FakeSocket.made.length, made + 1, "one is on its way");
});

test("a kernel that the server has given up is gone, and the next word asks for another", async (t) => {
  const { kernel, server, told } = opened();
  last().onopen();
  last().onclose();
  server.word = NOT_FOUND;
  await pass(t, 400);
  last().onclose();
  await pass(t, 1200);
  assert.deepEqual(told, ["open", "gone"]);
  await pass(t, 600000);
  assert.deepEqual(told, ["open", "gone"]);
  kernel.send("comm_msg", { n: 1 });
  assert.deepEqual(told, ["open", "gone", "wanted"]);
  assert.equal(kernel.unanswered.size, 1);
});

test("another kernel is spoken to as the first one was", async (t) => {
  const { kernel, told } = opened();
  last().onopen();
  last().onmessage({ data: status("dead") });
  kernel.send("comm_msg", { n: 1 });
  kernel.moveTo("k2");
  assert.match(last().url, /api\/kernels\/k2\/channels/);
  kernel.send("comm_msg", { n: 2 });
  last().onopen();
  assert.deepEqual(said(last()), [2], "what was said to the first is for its widgets to say again");
  last().onclose();
  await pass(t, 400);
  last().onopen();
  assert.deepEqual(told, ["open", "gone", "wanted", "open", "open"]);
});

test("a first line that never stood though the server answers is blocked", async (t) => {
  const { kernel, told } = opened();
  last().onclose();
  await pass(t, 400);
  last().onclose();
  await pass(t, 1200);
  assert.deepEqual(told, []);
  last().onclose();
  await pass(t, 3000);
  assert.deepEqual(told, ["blocked"]);
  const made = FakeSocket.made.length;
  await pass(t, 600000);
  assert.equal(FakeSocket.made.length, made);
  assert.equal(kernel.gone, true);
});

test("a first line is not blocked while the server does not answer either", async (t) => {
  const { server, told } = opened(null);
  last().onclose();
  await pass(t, 400);
  last().onclose();
  for (const pause of [1200, 3000, 5000, 8000]) await pass(t, pause);
  assert.deepEqual([...new Set(told)], ["away"]);
  server.word = KEPT;
  await pass(t, 8000);
  assert.equal(told.at(-1), "blocked", "the fifth failure is the network's, now that the server answers");
});

test("a line that neither opens nor closes is given up", async (t) => {
  const { told } = opened();
  for (const pause of [400, 1200, 3000]) {
    await pass(t, 8000);
    await pass(t, pause);
  }
  assert.deepEqual(told, ["blocked"]);
});

test("a line that swallows what it is given is opened anew, and the words are sent again", async (t) => {
  const { kernel } = opened();
  const silent = last();
  silent.onopen();
  silent.close = () => {}; // it takes its time
  kernel.send("comm_msg", { n: 1 });
  await pass(t, 5000);
  await pass(t, 400);
  assert.notEqual(last(), silent);
  last().onopen();
  assert.deepEqual(said(last()), [1]);
});

test("a kernel at work is waited for, and an answer ends the doubt", async (t) => {
  const { kernel, server } = opened(BUSY);
  last().onopen();
  const asked = kernel.send("comm_msg", { n: 1 });
  await pass(t, 5000);
  assert.equal(server.asked, 1);
  assert.equal(FakeSocket.made.length, 1);
  last().onmessage({ data: status("idle", asked) });
  await pass(t, 600000);
  assert.equal(server.asked, 1);
});

test("a kernel that hangs is not asked for every few seconds", async (t) => {
  const { kernel } = opened();
  last().onopen();
  kernel.send("comm_msg", { n: 1 });
  for (let second = 0; second < 300; second++) {
    await pass(t, 1000);
    if (last().onopen && !kernel.socket) last().onopen();
  }
  const lines = FakeSocket.made.length - 1;
  assert.ok(lines >= 3 && lines <= 8, `${lines} new lines in five minutes`);
});

test("a kernel that died is told once", () => {
  const { told } = opened();
  const [socket] = FakeSocket.made;
  socket.onopen();
  const { onmessage } = socket;
  onmessage({ data: status("dead") });
  onmessage({ data: status("dead") });
  assert.deepEqual(told, ["open", "gone"]);
  assert.equal(FakeSocket.made.length, 1);
});

test("no answer about the kernel is no news; not found, or dead, is", async () => {
  const answers = [
    [null, false],
    [{ status: 502, ok: false }, false],
    [KEPT, false],
    [DEAD, true],
    [NOT_FOUND, true],
  ];
  for (const [word, gone] of answers) {
    const { kernel } = opened(word);
    await kernel.check();
    assert.equal(kernel.gone, gone);
  }
});
