// Jupyter's binary protocol: a message as bytes, and bytes as a message.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function asBytes(buffer) {
  return buffer instanceof ArrayBuffer
    ? new Uint8Array(buffer)
    : new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

export function encode(channel, { header, parent_header, metadata, content, buffers }) {
  const json = [header, parent_header, metadata, content].map((part) => encoder.encode(JSON.stringify(part)));
  const parts = [encoder.encode(channel), ...json, ...buffers.map(asBytes)];
  const count = parts.length + 1;
  let end = 8 * (count + 1);
  const message = new Uint8Array(end + parts.reduce((sum, part) => sum + part.length, 0));
  const table = new DataView(message.buffer);
  table.setBigUint64(0, BigInt(count), true);
  parts.forEach((part, i) => {
    table.setBigUint64(8 * (i + 1), BigInt(end), true);
    message.set(part, end);
    end += part.length;
  });
  table.setBigUint64(8 * count, BigInt(end), true);
  return message.buffer;
}

export function decode(message) {
  const table = new DataView(message);
  const count = Number(table.getBigUint64(0, true));
  const at = (i) => Number(table.getBigUint64(8 * (i + 1), true));
  const json = (i) => JSON.parse(decoder.decode(new Uint8Array(message, at(i), at(i + 1) - at(i))));
  const buffers = [];
  for (let i = 5; i < count - 1; i++) buffers.push(new DataView(message, at(i), at(i + 1) - at(i)));
  return { header: json(1), parent_header: json(2), metadata: json(3), content: json(4), buffers };
}
