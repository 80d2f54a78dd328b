// A long message goes in parts that the connection takes, and together they are the message.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inParts, PART_CHARACTERS, sendWhole } from "../../../../page/js/drawing/parts.js";
import { encode } from "../../../../page/js/line/wire.js";

const LIMIT = 2 ** 20; // websocket_max_message_size of theme/server.py
const bytes = (content) => {
  const header = { msg_id: "x".repeat(32), msg_type: "comm_msg" };
  const parts = { parent_header: {}, metadata: {}, buffers: [] };
  return encode("shell", {
    header,
    ...parts,
    content: { comm_id: "x".repeat(32), data: { method: "custom", content } },
  }).byteLength;
};

test("a short message goes as it is", () => assert.deepEqual(inParts({ kind: "hello" }), [{ kind: "hello" }]));

for (const letter of ["a", '"', "\u0000", "é", "漢", "😀"]) {
  test(`a long message of ${JSON.stringify(letter)} goes in parts below the limit, and comes back`, () => {
    const content = { kind: "hello", events: [letter.repeat(3 * PART_CHARACTERS)] };
    const parts = inParts(content);
    assert.ok(parts.length > 3);
    for (const part of parts) assert.ok(bytes(part) < LIMIT);
    assert.deepEqual(JSON.parse(parts.map(({ text }) => text).join("")), content);
    assert.deepEqual(
      parts.map(({ kind, number, of }) => [kind, number, of]),
      parts.map((_, k) => ["part", k, parts.length]),
    );
    assert.equal(new Set(parts.map(({ transfer }) => transfer)).size, 1);
  });
}

test("all parts are sent, in order", () => {
  const sent = [];
  sendWhole({ send: (part) => sent.push(part) }, { text: "x".repeat(2 * PART_CHARACTERS) });
  assert.deepEqual(
    sent.map(({ number }) => number),
    [0, 1, 2],
  );
});
