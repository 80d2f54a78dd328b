// Jupyter's binary protocol: what is encoded is decoded as it was.

import assert from "node:assert/strict";
import { test } from "node:test";
import { decode, encode } from "../../../../page/js/line/wire.js";

const message = (content, buffers = []) => ({
  header: { msg_type: "comm_msg", msg_id: "1" },
  parent_header: {},
  metadata: { a: "µ" },
  content,
  buffers,
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
