// The kernel's widgets as the page holds them: state, changes in both directions, messages.

import { newId } from "./kernel.js";

const STATES_TARGET = "jupyter.widget.control";
const WIDGET_TARGET = "jupyter.widget";
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

/** Take binary values out of a state, which is copied where it must be changed. */
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
    this.changed = {};
    this.pending = this.widgets_send({ method: "update", state, buffer_paths }, buffers);
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

/** All widgets of the page's kernel, by id, as they become known. */
export class Widgets {
  constructor(kernel) {
    this.kernel = kernel;
    this.models = new Map();
    this.waiting = new Map();
    this.watchers = new Map();
    kernel.addEventListener("message", ({ detail }) => this.receive(detail));
    kernel.addEventListener("reconnected", () => this.resume());
  }

  /** Ask for the state of every widget in one message, again until there is an answer. */
  ask() {
    const comm_id = newId();
    this.asked = comm_id;
    this.kernel.send("comm_open", { comm_id, target_name: STATES_TARGET, data: {} }, [], { version: "1.0.0" });
    this.kernel.send("comm_msg", { comm_id, data: { method: "request_states" } });
    setTimeout(() => this.asked === comm_id && !this.kernel.gone && this.ask(), ASK_AGAIN_MS);
  }

  /** After a lost connection no answer to what was sent before can be counted on. */
  resume() {
    for (const model of this.models.values()) model.settled(model.pending);
    if (this.asked) this.ask();
  }

  /** Return the widget with that id, when it is known. */
  get_model(id) {
    const model = this.models.get(id);
    if (model) return Promise.resolve(model);
    if (!this.asked) this.ask();
    return new Promise((resolve) => this.waiting.set(id, [...(this.waiting.get(id) ?? []), resolve]));
  }

  /** Hear every message to one widget; used where another library holds it as well. */
  watch(id, watcher) {
    this.watchers.set(id, watcher);
  }

  learn(id, state) {
    if (this.models.has(id)) return;
    const model = new Model(this, id, state);
    this.models.set(id, model);
    for (const resolve of this.waiting.get(id) ?? []) resolve(model);
    this.waiting.delete(id);
  }

  receive({ header, parent_header, content, buffers, ...rest }) {
    if (header.msg_type === "status" && content.execution_state === "idle") {
      for (const model of this.models.values()) model.settled(parent_header.msg_id);
    } else if (header.msg_type === "comm_open" && content.target_name === WIDGET_TARGET) {
      this.learn(content.comm_id, putBuffers(content.data.state, content.data.buffer_paths, buffers));
    } else if (header.msg_type === "comm_msg" && content.comm_id === this.asked) {
      this.learnAll(content.data, buffers);
    } else if (header.msg_type === "comm_msg") {
      this.models.get(content.comm_id)?.receive(content, buffers);
    }
    this.watchers.get(content.comm_id)?.({ header, parent_header, content, buffers, ...rest });
  }

  learnAll({ states, buffer_paths = [] }, buffers) {
    const comm_id = this.asked;
    this.asked = "";
    putBuffers(states, buffer_paths, buffers);  // ipywidgets writes each path from the states down
    for (const [id, { state, model_module, model_name, model_module_version }] of Object.entries(states)) {
      this.learn(id, { _model_module: model_module, _model_name: model_name, _model_module_version: model_module_version, ...state });
    }
    this.kernel.send("comm_close", { comm_id, data: {} });
    // What was asked for while the answer was on its way may be newer than the answer.
    if (this.waiting.size) setTimeout(() => this.waiting.size && !this.asked && this.ask(), ASK_AGAIN_MS);
  }
}
