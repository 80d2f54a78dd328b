// One websocket to one kernel, in Jupyter's binary protocol.

import { newId } from "./ids.js";

const PROTOCOL = "v1.kernel.websocket.jupyter.org";
const TOO_LONG = 1009; // the close code for a message of more than the server takes
const RETRY_AFTER_MS = [400, 1200, 3000];
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

/** A kernel as the page knows it: messages in both directions, and the news that it is gone. */
export class Kernel extends EventTarget {
  constructor(baseUrl, kernelId) {
    super();
    this.id = kernelId;
    this.stateUrl = new URL(`${baseUrl}api/kernels/${kernelId}`, location.href).href;
    // The same session after a lost connection: the server keeps its messages for it.
    this.session = newId();
    this.unsent = [];
    this.failures = 0;
    this.connect();
  }

  connect() {
    const url = `${this.stateUrl.replace(/^http/, "ws")}/channels?session_id=${this.session}`;
    const socket = new WebSocket(url, PROTOCOL);
    socket.binaryType = "arraybuffer";
    socket.onopen = () => {
      this.socket = socket;
      this.failures = 0;
      for (const message of this.unsent.splice(0)) socket.send(message);
      if (this.connectedBefore) this.dispatchEvent(new Event("reconnected"));
      this.connectedBefore = true;
    };
    socket.onmessage = ({ data }) => this.receive(decode(data));
    socket.onclose = (event) => {
      this.socket = null;
      if (event?.code === TOO_LONG) this.dispatchEvent(new Event("toolong"));
      if (this.gone) return;
      const wait = RETRY_AFTER_MS[this.failures++];
      if (wait === undefined) this.lose();
      else setTimeout(() => this.gone || this.connect(), wait);
    };
  }

  receive(message) {
    if (message.header.msg_type === "status" && message.content.execution_state === "dead") this.lose();
    else this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  /** Send a message, or keep it until the connection stands; return its id. */
  send(msg_type, content, buffers = [], metadata = {}) {
    const msg_id = newId();
    const header = {
      msg_id,
      msg_type,
      username: "",
      session: this.session,
      date: new Date().toISOString(),
      version: "5.4",
    };
    const message = encode("shell", { header, parent_header: {}, metadata, content, buffers });
    if (this.socket) this.socket.send(message);
    else if (!this.gone) this.unsent.push(message);
    return msg_id;
  }

  lose() {
    if (this.gone) return;
    this.gone = true;
    this.socket?.close();
    this.dispatchEvent(new Event("lost"));
  }

  /** Ask the server whether the kernel still runs; no answer is no news. */
  async check() {
    let answer;
    try {
      answer = await fetch(this.stateUrl, { cache: "no-store" });
    } catch {
      return;
    }
    if (answer.status === 404 || (answer.ok && (await answer.json()).execution_state === "dead")) this.lose();
  }
}
