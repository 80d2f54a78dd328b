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
  constructor(widgets, id, state) {
    this.widget_manager = widgets;
    this.model_id = id;
    this.state = state;
    this.changed = {};
    this.listeners = [];
    this.pending = "";
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
    this.pending = this.widgets_send({ method: "update", state, buffer_paths }, buffers);
  }

  /** Send again what may have been lost on the way, and ask for what may have been answered. */
  repeat() {
    if (this.pending) {
      this.changed = { ...this.sent, ...this.changed };
      this.settled(this.pending);
    }
    this.whole = this.widgets_send({ method: "request_state" }, []);
  }

  settled(msg_id) {
    if (msg_id !== this.pending) return;
    this.pending = "";
    this.save_changes();
  }

  send(content, _callbacks, buffers = []) {
    this.widgets_send({ method: "custom", content }, buffers);
  }

  widgets_send(data, buffers) {
    return this.widget_manager.kernel.send("comm_msg", { comm_id: this.model_id, data }, buffers);
  }

  receive({ data }, buffers, asked_by = "") {
    if (data.method === "update") {
      const state = putBuffers(data.state, data.buffer_paths, buffers);
      // The whole state holds what was set here as well; what is on its way there is newer.
      const mine = asked_by && asked_by === this.whole ? { ...(this.pending && this.sent), ...this.changed } : {};
      this.take({ ...state, ...Object.fromEntries(Object.keys(mine).map((name) => [name, this.state[name]])) });
    } else if (data.method === "custom") this.emit("msg:custom", data.content, buffers);
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
    this.watchers = new Map();
    kernel.addEventListener("message", ({ detail }) => this.receive(detail));
    kernel.addEventListener("reconnected", () => this.resume());
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
      this.asked.set(id, { promise, resolve });
      this.ask(id);
    }
    return this.asked.get(id).promise;
  }

  /** Ask for a widget's state, again until there is an answer. */
  ask(id) {
    const wanted = this.asked.get(id);
    if (!wanted || this.kernel.gone) return;
    wanted.msg_id = this.kernel.send("comm_msg", { comm_id: id, data: { method: "request_state" } });
    clearTimeout(wanted.again);
    wanted.again = setTimeout(() => this.ask(id), ASK_AGAIN_MS);
  }

  /** After a lost connection no answer to what was sent before can be counted on. */
  resume() {
    for (const model of this.models.values()) model.repeat();
    for (const id of this.asked.keys()) this.ask(id);
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
      if (this.asked.get(content.comm_id)?.msg_id === parent_header.msg_id) this.learn(content, buffers);
      else this.models.get(content.comm_id)?.receive(content, buffers, parent_header.msg_id);
    }
    this.watchers.get(content.comm_id)?.(message);
  }

  learn({ comm_id, data: { state, buffer_paths } }, buffers) {
    const { again, resolve } = this.asked.get(comm_id);
    clearTimeout(again);
    this.asked.delete(comm_id);
    const model = new Model(this, comm_id, putBuffers(state, buffer_paths, buffers));
    this.models.set(comm_id, model);
    resolve(model);
  }
}
