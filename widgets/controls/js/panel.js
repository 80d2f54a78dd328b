// The controls of an explorer, as Python describes them now. What did not change stays as it is: a finger may be on
// it, or half a word be typed.

import { drawControl } from "../../../page/js/drawing/controls.js";
import { arrange, element, fields } from "../../../page/js/drawing/dom.js";
import { pressOf } from "./cases/stamp.js";

/**
 * @import * as Types from "../../../page/js/line/messages.types"
 * @import { LiveModel } from "../../../page/js/line/live.types"
 */

/** Each control that is drawn: its description, the text it holds, and its element. */
export class Panel {
  /**
   * @param {LiveModel<Types.Explorer>} model
   * @param {string} id of the explorer
   * @param {(changes: Record<string, string>) => void} send
   */
  constructor(model, id, send) {
    this.model = model;
    this.id = id;
    this.send = send;
    this.built = "";
    /** @type {Map<string, {described: string, text: string, node: HTMLElement}>} */
    this.drawn = new Map();
    this.movedLast = ""; // the name of a control
    // No forms: nothing is sent, and a form without a button to send it is a promise that nothing keeps.
    const name = model.get("heading");
    this.tops = element("div", { class: "x-controls x-tops", role: "group", "aria-label": `${name}: choose` });
    this.controls = element("div", { class: "x-controls", role: "group", "aria-label": name });
  }

  /** Draw what is new; return whether the focus has lost its place: what had it is gone. */
  build() {
    const described = JSON.stringify(this.model.get("controls"));
    if (described === this.built) return false;
    this.built = described;
    const focused = document.activeElement;
    const inside = this.tops.contains(focused) || this.controls.contains(focused);
    const nodes = { tops: [], controls: [] };
    const drawn = new Map();
    for (const control of this.model.get("controls")) {
      const one = this.standing(control) ?? this.draw(control);
      drawn.set(control.name, one);
      nodes["leads" in control && control.leads ? "tops" : "controls"].push(one.node);
    }
    this.drawn = drawn;
    arrange(this.tops, nodes.tops);
    arrange(this.controls, nodes.controls);
    this.tops.hidden = !nodes.tops.length;
    if (!inside || focused === document.activeElement) return false;
    const again = document.getElementById(focused.id); // it was drawn anew
    again?.focus();
    return !again;
  }

  /** How far down the screen the control stands that the learner moved last; null where it is not in sight. */
  get place() {
    const one = this.drawn.get(this.movedLast);
    if (!one?.node.isConnected) return null;
    const { top } = one.node.getBoundingClientRect();
    return top >= 0 && top < window.innerHeight ? top : null;
  }

  /** Put that control back to where it stood on the screen, whatever came or went above it. @param {number | null} top */
  stayAt(top) {
    const one = this.drawn.get(this.movedLast);
    if (top === null || !one?.node.isConnected) return;
    window.scrollBy({ top: one.node.getBoundingClientRect().top - top, behavior: "instant" });
  }

  textOf(control) {
    return this.model.get("values")[control.name] ?? control.value;
  }

  /** The control that is drawn, if it is the one described and holds what the model says. */
  standing(control) {
    const one = this.drawn.get(control.name);
    return one?.described === JSON.stringify(control) && one.text === this.textOf(control) ? one : null;
  }

  draw(control) {
    const one = { described: JSON.stringify(control), text: this.textOf(control), node: null };
    const commit = (text) => {
      one.text = pressOf(control, one.text, text);
      this.movedLast = control.name;
      const others = Object.fromEntries(control.sets ?? []);
      this.send({ ...this.takenBack(control), [control.name]: one.text, ...others, reason: "" });
    };
    one.node = drawControl({ ...control, value: one.text }, `${this.id}-${control.name}`, commit);
    return one;
  }

  /**
   * A press of a button with `again` holds for the answers as they were; another answer takes it back.
   * @param {Types.Control} changed
   */
  takenBack(changed) {
    const pressed = this.model
      .get("controls")
      .filter((each) => "again" in each && each.again && each.name !== changed.name);
    return changed.kind === "action" ? {} : Object.fromEntries(pressed.map((each) => [each.name, ""]));
  }

  disable() {
    for (const group of [this.tops, this.controls]) {
      for (const control of fields(group, "input, select, textarea, button, fieldset")) control.disabled = true;
    }
  }
}
