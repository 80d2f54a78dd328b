// Widgets that are not anywidgets: the libraries of ipywidgets, fetched only by a page that needs them.

import * as base from "@jupyter-widgets/base";
import { ManagerBase } from "@jupyter-widgets/base-manager";
import * as controls from "@jupyter-widgets/controls";
import { Widget } from "@lumino/widgets";
import styles from "./stock.css";

let showAnywidget;

class AnyView extends base.DOMWidgetView {
  render() {
    return showAnywidget(this.model, this.el);
  }
}

const MODULES = {
  "@jupyter-widgets/base": base,
  "@jupyter-widgets/controls": controls,
  anywidget: { AnyModel: base.DOMWidgetModel, AnyView },
};

/** A comm as ipywidgets expects it, on the page's one connection. */
class Comm {
  constructor(widgets, comm_id) {
    this.widgets = widgets;
    this.comm_id = comm_id;
    this.target_name = "jupyter.widget";
    this.callbacks = new Map();
    widgets.watch(comm_id, (message) => this.receive(message));
    widgets.kernel.addEventListener("message", ({ detail }) => this.heard(detail));
  }

  send(data, callbacks, metadata, buffers = []) {
    const msg_id = this.widgets.kernel.send("comm_msg", { comm_id: this.comm_id, data }, buffers, metadata);
    if (callbacks) this.callbacks.set(msg_id, callbacks);
    return msg_id;
  }

  heard(message) {
    const callbacks = this.callbacks.get(message.parent_header.msg_id);
    if (!callbacks || message.header.msg_type !== "status") return;
    callbacks.iopub?.status?.(message);
    if (message.content.execution_state === "idle") this.callbacks.delete(message.parent_header.msg_id);
  }

  receive(message) {
    if (message.header.msg_type === "comm_msg") this.onMessage?.(message);
    else if (message.header.msg_type === "comm_close") this.onClose?.(message);
  }

  on_msg(callback) {
    this.onMessage = callback;
  }

  on_close(callback) {
    this.onClose = callback;
  }

  open() {}

  close() {}
}

class Manager extends ManagerBase {
  async loadClass(name, module) {
    const found = MODULES[module]?.[name];
    if (!found) throw new Error(`This course has no widget ${name} of ${module}`);
    return found;
  }

  async _create_comm() {
    throw new Error("Widgets are made by lessons, not by pages");
  }

  async _get_comm_info() {
    return {};
  }

  /** Make ipywidgets' own model of a widget when it, or one that holds it, asks for it first. */
  async get_model(model_id) {
    if (!this.has_model(model_id)) {
      const { state } = await this.widgets.get_model(model_id);
      if (!this.has_model(model_id)) this.adopt(model_id, state);
    }
    return super.get_model(model_id);
  }

  adopt(model_id, state) {
    this.new_model(
      {
        model_id,
        model_name: state._model_name,
        model_module: state._model_module,
        model_module_version: state._model_module_version,
        comm: new Comm(this.widgets, model_id),
      },
      { ...state },
    );
  }
}

const manager = new Manager();
document.head.append(Object.assign(document.createElement("style"), { textContent: styles }));

/** Show a widget of ipywidgets in an element; `show` is how the page shows an anywidget. */
export async function showStock(widgets, id, el, show) {
  showAnywidget = show;
  manager.widgets = widgets;
  const view = await manager.create_view(await manager.get_model(id));
  Widget.attach(view.luminoWidget ?? view.pWidget, el);
}
