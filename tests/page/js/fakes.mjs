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

  moveTo(id, keeps) {
    this.id = id;
    for (const [msg_id, message] of this.unanswered) if (!keeps(message)) this.unanswered.delete(msg_id);
  }

  says(message) {
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  idle(msg_id) {
    this.forget(msg_id);
    this.says({ header: { msg_type: "status" }, parent_header: { msg_id }, content: { execution_state: "idle" } });
  }
}

/** `times` sources of chance, each the same in every run. */
export function* randomly(times) {
  for (let seed = 1; seed <= times; seed += 1) {
    let state = seed;
    // https://www.pcg-random.org calls this a linear congruential generator; the numbers are of Numerical Recipes.
    yield (size) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * size);
    };
  }
}

const TIMES = [
  "2026-11-01T10:00:00Z",
  "2026-11-01T10:00:01Z",
  "2026-11-09T23:59:59-08:00",
  "2031-05-05T10:00:00Z",
  "2010-01-01T00:00:00Z",
];

/** A log as a learner's browser may hold it, with a clock that is wrong now and then; an id has one time everywhere. */
export function randomStore(chance, learner) {
  const events = Array.from({ length: chance(9) }, () => {
    const number = chance(12);
    const id = `${number}`;
    const t = TIMES[number] ?? `2026-11-${10 + number}T10:00:00Z`;
    return [
      { event: "answer", id, t, item: `INF-00${chance(4)}`, lesson: "09_x", response: "ab"[chance(2)] },
      { event: "grade", answer: id, t, credit: chance(2), correct: true },
      { event: "told", id: `t${id}`, t, item: "INF-001", version: 2 },
      { event: "later-kind", x: chance(3) },
    ][chance(4)];
  });
  return { schema: 1, learner, events };
}

/** A browser's store with so much room, in characters. */
export class SmallStorage extends FakeStorage {
  constructor(room) {
    super();
    Object.defineProperty(this, "room", { value: room });
  }

  setItem(name, text) {
    const others = Object.keys(this).filter((each) => each !== "full" && each !== name);
    const size = others.reduce((sum, each) => sum + this[each].length, `${text}`.length);
    if (size > this.room) throw new Error("no room");
    super.setItem(name, text);
  }
}
