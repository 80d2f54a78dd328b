// The line on which the server answers questions: in order, each until it has an answer, and what is refused is said.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { PART_CHARACTERS, sendWhole } from "../../../../page/js/drawing/parts.js";
import { eraseStore } from "../../../../page/js/keeping/store.js";
import { AnswersLine, LONGEST_BYTES } from "../../../../page/js/line/answers_line.js";
import { Model, Widgets } from "../../../../page/js/line/models.js";
import { FakeKernel, FakeStorage } from "../fakes.mjs";

const URL_OF = "https://course.test/voila/api/answers/09_hours_to_arrive";
const reply = (status, body, headers = {}) => ({
  ...{ status, ok: status === 200, headers: new Headers(headers) },
  json: async () => {
    if (body === undefined) throw new SyntaxError("no JSON");
    return body;
  },
});
const replies = (...said) => reply(200, { replies: said });
const refusal = (status) => reply(status, { message: "why" });
const OFFLINE = new TypeError("offline");
/** Let all that is settled be dealt with. */
const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await null;
};

beforeEach((t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.window = new EventTarget();
  globalThis.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  globalThis.localStorage = new FakeStorage();
  globalThis.sessionStorage = new FakeStorage();
  eraseStore();
});

/** A line to a server that gives `answers` in order; the last one for ever. "never": it does not answer. */
function opened(...answers) {
  const server = { asked: [], answers };
  globalThis.fetch = (url, { body, signal, ...how }) => {
    server.asked.push({ url, how, said: JSON.parse(new TextDecoder().decode(body)) });
    const answer = server.answers.length > 1 ? server.answers.shift() : server.answers[0];
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer !== "never") return Promise.resolve(answer);
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  };
  const line = new AnswersLine(URL_OF, "e1");
  const told = [];
  for (const name of ["away", "open", "outdated"]) line.addEventListener(name, () => told.push(name));
  const heard = [];
  const say = (content, id = "m") => line.send(id, content, (each) => heard.push(each));
  return { server, line, told, heard, say };
}

const hint = (number) => ({ kind: "hint", item: "INF-001", seed: 0, number });

test("a message goes to the lesson's address with edition and model, to no other server, and its replies are heard", async () => {
  const { server, heard, say } = opened(replies({ kind: "hint", number: 1 }, { kind: "hint", number: 2 }));
  say(hint(1));
  await settled();
  const [{ url, how, said }] = server.asked;
  assert.equal(url, URL_OF);
  assert.deepEqual([how.method, how.redirect], ["POST", "error"]);
  assert.deepEqual(said, { edition: "e1", model: "m", content: hint(1) });
  assert.deepEqual(
    heard.map(({ number }) => number),
    [1, 2],
  );
});

test("one at a time, in the order in which they were said, also what is said while a reply is heard", async () => {
  const { server, line } = opened(replies({ kind: "x" }));
  const order = [];
  line.send("a", hint(1), () => {
    order.push("a");
    line.send("c", hint(3), () => order.push("c"));
  });
  line.send("b", hint(2), () => order.push("b"));
  assert.equal(server.asked.length, 1);
  await settled();
  assert.deepEqual(order, ["a", "b", "c"]);
  assert.deepEqual(
    server.asked.map(({ said }) => said.model),
    ["a", "b", "c"],
  );
});

for (const [name, answer] of [
  ["no network", OFFLINE],
  ["a server that is being stopped", reply(503, { message: "stopping" })],
  ["one that has been asked too much", reply(429, { message: "later" })],
  ["a proxy's own page", reply(404)],
  ["a proxy's own JSON", reply(404, { error: "no such host" })],
  ["a network's sign-in page", reply(200)],
  ["another JSON", reply(200, { ok: true })],
]) {
  test(`with ${name} it is said again until there is an answer, and heard once`, async (t) => {
    const { server, told, heard, say } = opened(answer, answer, answer, replies({ kind: "hint" }));
    say(hint(1));
    say(hint(2));
    for (let turn = 0; turn < 3; turn += 1) {
      await settled();
      assert.deepEqual([heard, server.asked.length], [[], turn + 1]);
      t.mock.timers.tick(100_000);
    }
    await settled();
    assert.equal(heard.length, 2);
    assert.deepEqual(
      server.asked.map(({ said }) => said.content.number),
      [1, 1, 1, 1, 2],
    );
    assert.deepEqual(told, ["away", "open"]);
  });
}

test("a single failure is not told, and the pauses grow", async (t) => {
  const { server, told, heard, say } = opened(OFFLINE, replies({ kind: "hint" }));
  say(hint(1));
  await settled();
  t.mock.timers.tick(1000);
  await settled();
  assert.deepEqual([heard.length, told], [1, []]);
  server.answers = [OFFLINE];
  say(hint(2));
  const attempts = [];
  for (let second = 0; second < 60; second += 1) {
    await settled();
    attempts.push(server.asked.length);
    t.mock.timers.tick(1000);
  }
  const pauses = attempts.flatMap((count, second) => (count > (attempts[second - 1] ?? 0) ? [second] : []));
  assert.ok(pauses.at(-1) - pauses.at(-2) > pauses[2] - pauses[1], `${pauses}`);
});

test("where the server says how long to wait, that long is waited", async (t) => {
  const { server, say } = opened(reply(429, { message: "later" }, { "Retry-After": "60" }), replies());
  say(hint(1));
  await settled();
  t.mock.timers.tick(40_000);
  await settled();
  assert.equal(server.asked.length, 1);
  t.mock.timers.tick(40_000);
  await settled();
  assert.equal(server.asked.length, 2);
});

test("what is never answered is given up and said again", async (t) => {
  const { server, heard, say } = opened("never", replies({ kind: "hint" }));
  say(hint(1));
  await settled();
  t.mock.timers.tick(14_000);
  await settled();
  assert.equal(server.asked.length, 1);
  t.mock.timers.tick(3000);
  await settled();
  t.mock.timers.tick(1000);
  await settled();
  assert.deepEqual([server.asked.length, heard.length], [2, 1]);
});

test("a page that comes back to sight does not wait for the pause; one with a new network not for the old", async (t) => {
  const { server, heard, say } = opened(OFFLINE, OFFLINE, OFFLINE, OFFLINE, "never", replies({ kind: "hint" }));
  say(hint(1));
  for (let turn = 0; turn < 3; turn += 1) {
    await settled();
    t.mock.timers.tick(10_000);
  }
  await settled();
  assert.equal(server.asked.length, 4);
  document.dispatchEvent(new Event("visibilitychange"));
  await settled();
  assert.equal(server.asked.length, 5, "it is on its way, and never answered");
  document.dispatchEvent(new Event("visibilitychange"));
  window.dispatchEvent(new Event("pageshow"));
  await settled();
  assert.equal(server.asked.length, 5, "what is on its way is left to it");
  window.dispatchEvent(new Event("online"));
  await settled();
  t.mock.timers.tick(500);
  await settled();
  assert.deepEqual([server.asked.length, heard.length], [6, 1]);
});

test("what the server refuses is said in the reply's place, and the next message goes", async () => {
  const event = { event: "answer", id: "a1", item: "INF-001" };
  for (const [status, words] of [
    [400, /could not answer/],
    [404, /could not answer/],
    [409, /has been updated/],
    [413, /more than the server takes at once/],
  ]) {
    const { told, heard, say } = opened(refusal(status), replies({ kind: "graded" }));
    say({ kind: "answer", event });
    say(hint(1));
    await settled();
    const [failed, graded] = heard;
    assert.deepEqual([failed.kind, failed.item, failed.answer], ["failed", "INF-001", "a1"]);
    assert.match(failed.sentence, words);
    assert.match(failed.sentence, /saved in this browser/);
    assert.equal(graded.kind, "graded");
    assert.deepEqual(told, status === 409 ? ["outdated"] : []);
  }
});

test("a proxy that takes less than the server is believed, whatever its page says", async () => {
  const { server, heard, say } = opened(reply(413));
  say({ kind: "hello", events: [] });
  await settled();
  assert.deepEqual([server.asked.length, heard[0].about], [1, "hello"]);
});

test("a browser that keeps nothing is not said to have kept an answer", async () => {
  const { heard, say } = opened(refusal(409));
  localStorage.full = true;
  say({ kind: "answer", event: { id: "a1", item: "INF-001" } });
  await settled();
  assert.match(heard[0].sentence, /does not keep answers/);
});

test("a hint that is refused, and a log, have their words too", async () => {
  const { heard, say } = opened(refusal(404));
  say(hint(1));
  say({ kind: "pack", which: "due", events: [] });
  await settled();
  assert.deepEqual([heard[0].kind, heard[0].answer, heard[1].kind, heard[1].about], ["failed", null, "told", "pack"]);
  assert.doesNotMatch(heard[0].sentence, /saved/);
});

test("what is longer than the server takes is not sent", async () => {
  const { server, heard, say } = opened(replies());
  say({ kind: "hello", events: ["é".repeat(LONGEST_BYTES / 2)] });
  await settled();
  assert.deepEqual([server.asked.length, heard.length], [0, 1]);
  assert.match(heard[0].sentence, /more than the server takes at once/);
});

test("a fault in what hears a reply holds up nothing", async (t) => {
  t.mock.method(console, "error", () => {});
  const { line, heard, say } = opened(replies({ kind: "hint" }));
  line.send("m", hint(1), () => {
    throw new Error("a fault of the page");
  });
  say(hint(2));
  await settled();
  assert.equal(heard.length, 1);
});

test("a model with a line sends there, whole, and nothing to the kernel; its listeners hear the replies", async () => {
  const { server, line } = opened(replies({ kind: "plan" }));
  const kernel = new FakeKernel();
  const model = new Model(new Widgets(kernel), "w", {}, { answers: line });
  const heard = [];
  model.on("msg:custom", (each) => heard.push(each.kind));
  const long = { kind: "hello", events: ["x".repeat(3 * PART_CHARACTERS)] };
  sendWhole(model, long);
  await settled();
  assert.deepEqual([server.asked[0].said.model, server.asked[0].said.content], ["w", long]);
  assert.deepEqual([heard, kernel.sent.length, model.withoutKernel], [["plan"], 0, true]);
  const other = new Model(new Widgets(kernel), "v", {});
  sendWhole(other, long);
  assert.deepEqual([other.withoutKernel, kernel.sent.length > 3], [false, true]);
});
