// Stand-ins for what a browser gives: just enough of it, and nothing of the course.

/** A place to keep texts, as localStorage is one. `full` makes it refuse, as a private window may. */
export class FakeStorage {
  full = false;

  getItem(name) {
    return Object.hasOwn(this, name) && name !== "full" ? this[name] : null;
  }

  setItem(name, text) {
    if (this.full) throw new Error("no room");
    this[name] = String(text);
  }

  removeItem(name) {
    delete this[name];
  }
}

/** A websocket that the test opens, closes and speaks through. */
export class FakeSocket {
  static made = [];

  constructor(url, protocol) {
    Object.assign(this, { url, protocol, sent: [] });
    FakeSocket.made.push(this);
  }

  send(message) {
    this.sent.push(message);
  }

  close() {
    this.onclose?.();
  }
}

/** A kernel that notes what it was sent; the test answers. */
export class FakeKernel extends EventTarget {
  sent = [];
  unanswered = new Map();

  send(msg_type, content, buffers = []) {
    const message = { msg_type, content, buffers, msg_id: `m${this.sent.length}` };
    this.sent.push(message);
    this.unanswered.set(message.msg_id, message);
    return message.msg_id;
  }

  forget(msg_id) {
    this.unanswered.delete(msg_id);
  }

  moveTo(id) {
    this.id = id;
    this.unanswered.clear();
  }

  says(message) {
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  idle(msg_id) {
    this.forget(msg_id);
    this.says({ header: { msg_type: "status" }, parent_header: { msg_id }, content: { execution_state: "idle" } });
  }
}
