// Runs an anywidget's own front end: the _esm text of its model, or the script that its page names, once, and one view per
// place. A front end may name its `inputs`, the values that its page sets: they are put back when a kernel is lost and
// another one taken.

import { newId } from "../keeping/ids.js";

const REPLY_WITHIN_MS = 3000;
const definitions = new Map();
const started = new WeakMap();

async function load(url) {
  const { default: widget } = await import(url);
  return typeof widget === "function" ? await widget() : widget;
}

async function loadText(text) {
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await load(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** Widgets of one class share an address or a text, and so a module. */
function definition(model) {
  const { script } = model; // a model of another library has none
  const name = script || model.get("_esm");
  if (!definitions.has(name)) {
    definitions.set(name, script ? load(new URL(script, document.baseURI).href) : loadText(name));
  }
  return definitions.get(name);
}

function addStyle(model) {
  const [css, id] = [model.get("_css"), model.get("_anywidget_id")];
  if (!css || document.getElementById(id)) return;
  document.head.append(Object.assign(document.createElement("style"), { id, textContent: css }));
}

/** Call a function of the kernel's widget and wait for its answer. */
function invoke(model, name, msg, { buffers = [], signal = AbortSignal.timeout(REPLY_WITHIN_MS) } = {}) {
  const id = newId();
  return new Promise((resolve, reject) => {
    const onReply = (reply, replyBuffers) => {
      if (reply.id !== id) return;
      model.off("msg:custom", onReply);
      resolve([reply.response, replyBuffers]);
    };
    signal.addEventListener("abort", () => {
      model.off("msg:custom", onReply);
      reject(signal.reason);
    });
    model.on("msg:custom", onReply);
    model.send({ id, kind: "anywidget-command", name, msg }, undefined, buffers);
  });
}

async function start(model) {
  addStyle(model);
  const widget = await definition(model);
  model.inputs = widget.inputs ?? [];
  const signal = new AbortController().signal;
  const experimental = { invoke: (name, msg, options) => invoke(model, name, msg, options) };
  await widget.initialize?.({ model, signal, experimental });
  return { widget, experimental };
}

/** Show a model in an element; a failing front end rejects. */
export async function show(model, el, signal = new AbortController().signal) {
  if (!started.has(model)) started.set(model, start(model));
  const { widget, experimental } = await started.get(model);
  const cleanUp = await widget.render?.({ model, el, signal, experimental });
  if (typeof cleanUp === "function") signal.addEventListener("abort", cleanUp);
}
