// What the tests of the line to a kernel share: a kernel with its events noted, a server that says a word of it.

import { Kernel } from "../../../../page/js/line/kernel.js";
import { decode, encode } from "../../../../page/js/line/wire.js";
import { FakeSocket } from "../fakes.mjs";

export const ABSENT_S = 120;
export const KEPT = { status: 200, ok: true, json: async () => ({ execution_state: "idle" }) };
export const BUSY = { status: 200, ok: true, json: async () => ({ execution_state: "busy" }) };
export const DEAD = { status: 200, ok: true, json: async () => ({ execution_state: "dead" }) };
export const NOT_FOUND = { status: 404, ok: false };

export const status = (execution_state, msg_id = "") =>
  encode("iopub", {
    header: { msg_type: "status" },
    parent_header: { msg_id },
    metadata: {},
    content: { execution_state },
    buffers: [],
  });
export const last = () => FakeSocket.made.at(-1);
export const said = (socket) => socket.sent.map((each) => decode(each).content.n);

/** A kernel whose events are noted in `told`, and a server that says `server.word` of it. */
export function opened(word = KEPT, id = "k") {
  const server = { word, asked: 0 };
  globalThis.fetch = async () => {
    server.asked += 1;
    if (!server.word) throw new Error("offline");
    return server.word;
  };
  const kernel = new Kernel("/", id, ABSENT_S);
  const told = [];
  for (const name of ["open", "away", "blocked", "gone", "wanted"])
    kernel.addEventListener(name, () => told.push(name));
  return { kernel, server, told };
}

/** Let what waits for the server's word go on. */
export const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
};

export const pass = async (t, ms) => {
  t.mock.timers.tick(ms);
  await settle();
};

/** Before each test: no socket yet, a page with an address, a clock that stands. */
export function fresh(t) {
  FakeSocket.made = [];
  globalThis.WebSocket = FakeSocket;
  globalThis.location = { href: "https://course.test/voila/render/a.ipynb" };
  t.mock.timers.enable({ apis: ["setTimeout", "Date"] });
  t.mock.method(Math, "random", () => 0.5);
}
