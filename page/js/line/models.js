// The kernel's widgets as the page holds them: state, changes in both directions, messages.

const ASK_AGAIN_MS = 2000;

/** Put binary values back into the places of a state from which the protocol took them. */
export function putBuffers(state, paths = [], buffers = []) {
  paths.forEach((path, i) => {
    const last = path.length - 1;
    const holder = path.slice(0, last).reduce((place, key) => place[key], state);
    holder[path[last]] = buffers[i];
  });
  return state;
}

/** A binary value as a page brings it. @param {string} text in base 64 */
export const bytesOf = (text) => new DataView(Uint8Array.from(atob(text), (each) => each.charCodeAt(0)).buffer);

const isBinary = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value);

/**
 * Take binary values out of a state, which is copied where it must be changed.
 * @param {any} value
 * @param {(string | number)[]} path
 * @param {{buffer_paths: (string | number)[][], buffers: (ArrayBuffer | ArrayBufferView)[]}} taken
 */
export function takeBuffers(value, path = [], taken = { buffer_paths: [], buffers: [] }) {
  if (isBinary(value)) {
    taken.buffer_paths.push(path);
    taken.buffers.push(value);
    return { state: null, ...taken };
  }
  let state = value;
  if (value && typeof value === "object") {
    const entries = Object.entries(value).map(([key, inner]) => {
      const step = Array.isArray(value) ? Number(key) : key;
      return [key, takeBuffers(inner, [...path, step], taken).state];
    });
    state = Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
  }
  return { state, ...taken };
}

/** One widget, with the methods an anywidget's front end uses. */
export class Model {
  /**
   * @param {Widgets} widgets
   * @param {string} id
   * @param {Record<string, any>} state
   * @param {{module?: string, edition?: string, pictures?: Record<string, any>, isFirst?: boolean,
   *   answers?: import("./answers_line.js").AnswersLine | null}} first what came with the page: where the part's script is, the
   *   lesson's edition, its pictures by width, and whether this is the state in which each kernel has it to begin with;
   *   `answers` is the line on which the server answers in the kernel's place
   */
  constructor(widgets, id, state, { module = "", edition = "", pictures = {}, isFirst = false, answers = null } = {}) {
    this.answers = answers;
    this.widget_manager = widgets;
    this.model_id = id;
    this.state = state;
    this.changed = {};
    this.listeners = [];
    this.pending = "";
    /** @type {string[]} what the page sets, and Python answers: with these a new kernel shows the same */
    this.inputs = [];
    this.unheard = [];
    this.place = ""; // where on the course's pages it stands
    this.shownBefore = null;
    this.script = module;
    this.edition = edition;
    this.isFirst = isFirst;
    this.isBroughtBack = false; // whether it shows what an earlier kernel said, and no kernel has it yet
    /** @type {Record<string, any> | null} null as soon as a kernel draws */
    this.pictures = isFirst ? pictures : null;
    /** @type {Set<string>} what was said to a kernel while this is the first state */
    this.firstSaid = new Set();
  }

  /** Whether what is sent needs no kernel; then it goes whole, however long it is. */
  get withoutKernel() {
    return this.answers !== null;
  }

  get(name) {
    return this.state[name];
  }

  set(name, value) {
    const wanted = typeof name === "object" ? name : { [name]: value };
    this.changed = { ...this.changed, ...this.take(wanted) };
  }

  /** Take new values over; listeners hear of each only when all stand. */
  take(values) {
    const changed = Object.fromEntries(Object.entries(values).filter(([name, value]) => this.state[name] !== value));
    Object.assign(this.state, changed);
    for (const name in changed) this.emit(`change:${name}`, this, changed[name]);
    if (Object.keys(changed).length) this.emit("change", this);
    return changed;
  }

  /** Send what was set. While the kernel works on the last change, newer ones wait as one. */
  save_changes() {
    if (this.pending || !Object.keys(this.changed).length) return;
    const { state, buffer_paths, buffers } = takeBuffers(this.changed);
    this.sent = this.changed;
    this.changed = {};
    this.pictures = null;
    this.pending = this.widgets_send({ method: "update", state, buffer_paths }, buffers);
  }

  settled(msg_id) {
    if (this.firstSaid.has(msg_id)) this.isFirst = false;
    if (msg_id !== this.pending) return;
    this.pending = "";
    this.tellAdopted();
    this.save_changes();
  }

  /** Begin with what a kernel of an earlier visit said: the next kernel is one that takes over from it. */
  bringBack(values) {
    this.isFirst = false;
    this.isBroughtBack = true;
    this.pictures = null;
    this.take(values);
  }

  /** The same widget in a new kernel, after another one had it; nothing is sent until its state is known. */
  moveOn(unheard) {
    this.isBroughtBack = false;
    this.changed = {};
    this.pending = "a new kernel's state";
    this.unheard = unheard;
  }

  /** Take over the state of a new kernel's widget, and give it what the page had set, and what had no answer. */
  adopt(state) {
    this.shownBefore ??= { ...this.state };
    const inputs = this.inputs.filter((name) => name in state);
    const mine = Object.fromEntries(inputs.map((name) => [name, this.state[name]]));
    Object.assign(this.state, state, mine);
    this.changed = mine;
    this.pending = "";
    this.save_changes();
    for (const [content, buffers] of this.unheard.splice(0)) this.send(content, undefined, buffers);
    if (!this.pending) this.tellAdopted();
  }

  /** Listeners hear of what became different on the way to a new kernel when all of it stands. */
  tellAdopted() {
    const before = this.shownBefore;
    if (!before) return;
    this.shownBefore = null;
    const changed = Object.keys(this.state).filter((name) => this.state[name] !== before[name]);
    for (const name of changed) this.emit(`change:${name}`, this, this.state[name]);
    if (changed.length) this.emit("change", this);
  }

  /** Take over what may have been lost on the way; what is set here and has no answer yet stands. */
  refresh(state) {
    const waiting = this.pending ? { ...this.sent, ...this.changed } : this.changed;
    this.take(Object.fromEntries(Object.entries(state).filter(([name]) => !(name in waiting))));
  }

  send(content, _callbacks, buffers = []) {
    if (this.answers) this.answers.send(this.model_id, content, (reply) => this.emit("msg:custom", reply, []));
    else this.widgets_send({ method: "custom", content }, buffers);
  }

  widgets_send(data, buffers) {
    const msg_id = this.widget_manager.kernel.send("comm_msg", { comm_id: this.model_id, data }, buffers);
    if (this.isFirst) this.firstSaid.add(msg_id);
    return msg_id;
  }

  receive({ data }, buffers) {
    if (data.method === "update") this.take(putBuffers(data.state, data.buffer_paths, buffers));
    else if (data.method === "custom") this.emit("msg:custom", data.content, buffers);
  }

  on(names, callback, context) {
    for (const name of names.split(" ")) this.listeners.push({ name, callback, context });
  }

  off(names, callback, context) {
    const kept = ({ name, ...listener }) =>
      (names && !names.split(" ").includes(name)) ||
      (callback && listener.callback !== callback) ||
      (context && listener.context !== context);
    this.listeners = this.listeners.filter(kept);
  }

  emit(name, ...details) {
    for (const listener of this.listeners.filter((each) => each.name === name)) {
      listener.callback.apply(listener.context, details);
    }
  }
}

/** All widgets the page has asked its kernel for, by id. */
export class Widgets {
  constructor(kernel) {
    this.kernel = kernel;
    this.models = new Map();
    this.asked = new Map();
    /** @type {Set<string>} every message that asked for a state: only the answer to the last one counts */
    this.questions = new Set();
    this.watchers = new Map();
    kernel.addEventListener("message", ({ detail }) => this.receive(detail));
    kernel.addEventListener("open", () => this.resume());
  }

  /**
   * Return the widget with that id.
   *
   * Its state is asked for, not pieced together from what is heard while its cell builds it: the answer is
   * given between two cells, so it is whole.
   */
  get_model(id) {
    if (this.models.has(id)) return Promise.resolve(this.models.get(id));
    if (!this.asked.has(id)) {
      let resolve;
      const promise = new Promise((done) => (resolve = done));
      const take = (state) => {
        const model = new Model(this, id, state);
        this.models.set(id, model);
        resolve(model);
      };
      this.asked.set(id, { promise, take, isFirst: true });
      this.ask(id);
    }
    return this.asked.get(id).promise;
  }

  /** Ask for a widget's state, again until there is an answer. */
  ask(id) {
    const wanted = this.asked.get(id);
    if (!wanted || this.kernel.gone) return;
    if (wanted.msg_id) this.kernel.forget(wanted.msg_id);
    wanted.msg_id = this.kernel.send("comm_msg", { comm_id: id, data: { method: "request_state" } });
    this.questions.add(wanted.msg_id);
    clearTimeout(wanted.again);
    wanted.again = setTimeout(() => this.ask(id), ASK_AGAIN_MS);
  }

  /** Hold a widget whose first state came with the page; with a line to `answers` it needs no kernel. */
  bring(id, { state, buffers = [], ...first }, answers = null) {
    for (const { path, data } of buffers) putBuffers(state, [path], [bytesOf(data)]);
    const model = new Model(this, id, state, { ...first, isFirst: true, answers });
    this.models.set(id, model);
    return model;
  }

  /** After a lost connection what was said meanwhile may have been lost: each state is asked for. */
  resume() {
    if (this.stood) {
      for (const [id, model] of this.models) {
        if (model.isFirst) continue; // the kernel knows nothing of it that the page does not
        if (!this.asked.has(id)) this.asked.set(id, { take: (state) => model.refresh(state) });
      }
      for (const id of this.asked.keys()) this.ask(id);
    }
    this.stood = true;
  }

  /** Whether all of the page can go on in a new kernel: what another library holds as well cannot. */
  get canMove() {
    const asked = [...this.asked.values()].some((each) => each.isFirst);
    return !asked && !this.watchers.size;
  }

  /**
   * The same widgets in another kernel, which has them under the same ids in their first state. To those that no kernel has
   * heard of yet everything is said as it was; the others get what the page had set, and what had no answer.
   * @param {string} kernelId
   */
  moveTo(kernelId) {
    const isFirst = ({ content }) => Boolean(this.models.get(content.comm_id)?.isFirst);
    const unheard = [...this.kernel.unanswered.values()].filter(
      (message) => message.content.data.method === "custom" && !isFirst(message),
    );
    for (const { again } of this.asked.values()) clearTimeout(again);
    [this.asked, this.stood] = [new Map(), false];
    this.kernel.moveTo(kernelId, isFirst);
    for (const [id, model] of this.models) {
      if (model.isFirst) continue;
      const mine = unheard.filter(({ content }) => content.comm_id === id);
      model.moveOn(mine.map(({ content, buffers }) => [content.data.content, buffers]));
      this.asked.set(id, { take: (state) => model.adopt(state) });
      this.ask(id);
    }
  }

  /** Hear every message to one widget; used where another library holds it as well. */
  watch(id, watcher) {
    this.watchers.set(id, watcher);
  }

  receive(message) {
    const { header, parent_header, content, buffers } = message;
    if (header.msg_type === "status") {
      for (const model of this.models.values()) model.settled(parent_header.msg_id);
    } else if (header.msg_type === "comm_msg") {
      const { msg_id } = parent_header;
      if (this.asked.get(content.comm_id)?.msg_id === msg_id) this.learn(content, buffers);
      // The answer to an older question is no news: it would undo what the learner has set since.
      else if (!this.questions.has(msg_id)) this.models.get(content.comm_id)?.receive(content, buffers);
    }
    this.watchers.get(content.comm_id)?.(message);
  }

  learn({ comm_id, data: { state, buffer_paths } }, buffers) {
    const { again, take } = this.asked.get(comm_id);
    clearTimeout(again);
    this.asked.delete(comm_id);
    take(putBuffers(state, buffer_paths, buffers));
  }
}
