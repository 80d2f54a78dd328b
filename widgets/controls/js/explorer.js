// The page's half of every explorer: native controls, a backdrop drawn by matplotlib, curves painted here.
// It computes nothing clinical: each number and sentence arrives as text from Python.

import { announce, hush } from "../../../page/js/drawing/announce.js";
import { showTyped } from "../../../page/js/drawing/controls.js";
import { element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { table } from "../../../page/js/drawing/tables.js";
import { Patience } from "../../../page/js/line/patience.js";
import { ask } from "./ask.js";
import { headOf } from "./cases/head.js";
import { drawFirst } from "./first_picture.js";
import { keeper } from "./keep.js";
import { stands } from "./last_screen.js";
import { linkOf } from "./link.js";
import { memoryOf } from "./memory.js";
import { painter } from "./paint.js";
import { Panel } from "./panel.js";
import { reasonForm } from "./reason_form.js";
import { veilOver } from "./veil.js";
import { asideBlock, legend, passageOf, readout } from "./words.js";

/**
 * @import * as Types from "../../../page/js/line/messages.types"
 * @import { LiveModel } from "../../../page/js/line/live.types"
 */

const LOST = "No result: reload";
const OUTDATED = "The course has been updated since you were last here, so this lab begins again.";
const SAID_AFTER_MS = 500; // a screen reader is not flooded while the finger moves
let serial = 0;

/** Put new children into `node`, unless what they are made from is what already stands there. */
function renew(node, said, children) {
  const text = JSON.stringify(said);
  if (node.dataset.said === text) return;
  node.dataset.said = text;
  node.replaceChildren(...children());
}

const live = (name) => element("div", { class: name, role: "status", "aria-live": "polite" });

class ExplorerView {
  /**
   * @param {LiveModel<Types.Explorer & {points: DataView}>} model
   * @param {HTMLElement} el
   */
  constructor(model, el) {
    this.id = `x${++serial}`;
    this.model = model;
    this.el = el;
    this.moved = false; // whether the focus has lost its place
    this.lost = false;
    this.drawnBackdrop = "";
    this.measured = ""; // width and height, CSS pixels
    this.memory = memoryOf(model, this.id, (isKept) => this.keep.tellKept(isKept));
    this.layOut();
    this.listen();
    const address = this.link.claimed();
    const kept = this.memory.draw(address);
    this.update();
    if (kept === "outdated") this.link.note.textContent = OUTDATED;
    // What is kept of the cases holds beside the link to one of them; in a lab the link wins.
    if (kept === "drawn" || this.memory.restore(address)) this.link.openCase();
    else this.link.open();
  }

  layOut() {
    const { model, el } = this;
    const name = model.get("heading");
    this.heading = element("h2", { class: "x-heading", tabindex: "-1", text: name });
    this.panel = new Panel(model, this.id, (changes) => this.send(changes));
    this.message = element("div", { class: "x-message", role: "alert" });
    this.backdrop = element("div", { class: "x-backdrop", "aria-hidden": "true" });
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.picture = element("div", { class: "x-picture", role: "img", "data-picture": "" }, this.backdrop, this.canvas);
    this.keys = element("ul", { class: "x-legend" });
    this.sentence = element("p", { class: "x-sentence" });
    this.caption = element("figcaption", {}, this.sentence);
    this.figure = element("figure", { class: "x-figure", tabindex: "-1" }, this.picture, this.keys, this.caption);
    this.readouts = element("dl", { class: "x-readouts" });
    this.working = element("div", { class: "x-working" });
    this.tableBox = element(
      "details",
      { class: "x-table", "data-picture-table": "" },
      element("summary", { text: "The picture as a table" }),
    );
    this.passages = live("x-passages");
    this.lead = live("x-lead");
    this.asides = element("div", { class: "x-asides" });
    this.notes = element("div", { class: "x-notes" });
    const { tops, controls } = this.panel;
    const numbers = element("div", { class: "x-numbers" }, this.readouts, this.working);
    this.board = element("div", { class: "x-board" }, controls, this.message, this.figure, numbers, this.passages);
    this.keep = keeper(model, this.id, this.figure);
    this.link = linkOf(model, this.id, el, this.heading);
    this.painter = painter(this.canvas, this.figure);
    const { lead, message, sentence, figure, passages, asides, tableBox, notes } = this;
    this.veil = veilOver([lead, message, sentence, figure, numbers, passages, asides, tableBox, notes]);
    this.patience = new Patience((state) => {
      this.veil.show(state);
      this.keep.veil(state !== "");
    });
    const watermark = element("p", { class: "x-watermark", text: model.get("watermark") });
    this.head = headOf(el, [this.heading, watermark, this.link.note, tops]);
    el.classList.add("x");
    el.replaceChildren(this.head.node, lead, this.board, asides, tableBox, this.keep.node, notes, this.veil.node);
  }

  send(changes) {
    ask(this.model, { values: { ...this.model.get("values"), ...changes } });
    this.memory.save();
  }

  /** A pointer on the picture is one more way to move a slider, and the slider keeps its limits. */
  point(event) {
    const { pointer, boxes } = this.model.get("shown");
    const dragging = event.buttons && event.pointerType !== "touch";
    if (!pointer || this.lost || (event.type === "pointermove" && !dragging)) return;
    const frame = this.picture.getBoundingClientRect();
    const part = 1 - ((event.clientY - frame.top) / frame.height - boxes[0].top) / boxes[0].height;
    /** @type {any} */
    const slider = document.getElementById(`${this.id}-${pointer.control}-slider`);
    slider.value = pointer.low + part * (pointer.high - pointer.low);
    slider.dispatchEvent(new Event("input"));
  }

  /** @param {Types.Message | null} said */
  showMessage(said) {
    const { message } = this;
    message.dataset.level = said ? said.level : "";
    if (!said) {
      this.moved ||= message.contains(document.activeElement);
      message.replaceChildren();
    } else if (message.firstChild?.textContent !== said.text) {
      this.moved ||= message.contains(document.activeElement);
      message.replaceChildren(
        element("p", {}, prose(said.text)),
        ...(said.asks_reason ? reasonForm(this.id, () => this.send({ reason: "yes" })) : []),
      );
    }
  }

  /** What stays is left alone, so that only the new is read aloud; returns the first new part that is open. */
  showLead(parts) {
    const { lead } = this;
    /** @type {any[]} */
    const there = [...lead.children];
    let newest = null;
    parts.forEach((each, k) => {
      const first = JSON.stringify(each);
      if (there[k]?.dataset.said === first) return;
      const node = passageOf(each);
      node.dataset.said = first;
      if (!each.folded) newest ||= node;
      this.moved ||= there[k]?.contains(document.activeElement);
      if (there[k]) there[k].replaceWith(node);
      else lead.append(node);
    });
    while (lead.children.length > parts.length) lead.lastChild.remove();
    return newest;
  }

  /** @param {Types.Shown} shown */
  showPicture(shown) {
    const { model, figure, picture, sentence } = this;
    const drawn = shown.strokes.length > 0;
    picture.toggleAttribute("data-pointer", Boolean(shown.pointer));
    figure.classList.toggle("x-blank", !drawn); // keeps its place: nothing jumps while a number is being typed
    figure.hidden = !drawn && !model.get("backdrop") && Boolean(model.get("frame_px"));
    if (drawn) {
      if (this.drawnBackdrop !== model.get("backdrop")) {
        this.backdrop.innerHTML = this.drawnBackdrop = model.get("backdrop");
        picture.style.aspectRatio = `${shown.size[0]} / ${shown.size[1]}`;
        picture.style.setProperty("--ratio", String(shown.size[0] / shown.size[1]));
      }
      this.painter.paint(shown, model.get("points"));
    }
    if (sentence.textContent !== shown.sentence) sentence.replaceChildren(...prose(shown.sentence));
    this.keys.replaceChildren(...legend(shown.strokes));
    if (figure.hidden) this.board.before(sentence);
    else if (sentence.parentNode !== this.caption) this.caption.append(sentence);
    sentence.hidden = figure.hidden && shown.sentence === shown.message?.text;
    picture.setAttribute("aria-label", shown.alt || shown.sentence);
  }

  /** Go on where the new words begin, else at the picture, else at what is asked next. */
  moveFocus(newest, shown) {
    if (!this.moved) return;
    const seen = shown.strokes.length > 0 && !this.figure.hidden ? this.figure : null;
    const place = newest || seen || this.panel.controls.querySelector("legend, label") || this.heading;
    if (place.tabIndex < 0) place.tabIndex = -1;
    place.focus();
    const fits = place.getBoundingClientRect().bottom - this.el.getBoundingClientRect().top < 0.8 * window.innerHeight;
    if (shown.strip && fits) this.el.scrollIntoView({ block: "start", behavior: "instant" });
    this.moved = false;
  }

  /** @param {Types.Shown} shown */
  showNumbers(shown) {
    this.readouts.replaceChildren(...shown.readouts.map(readout));
    this.working.replaceChildren(...shown.working.map((line) => element("p", {}, prose(line))));
    const numbers = this.model.get("table");
    this.tableBox.hidden = !numbers;
    if (!numbers || numbers === this.tabled) return;
    this.tabled = numbers;
    const { caption, columns, rows } = numbers;
    this.tableBox.replaceChildren(this.tableBox.firstChild, table(caption, columns, rows));
  }

  update() {
    if (this.lost) return;
    this.patience.answered(this.model.get("answered"));
    const { model } = this;
    const [shown, aside, notes] = [model.get("shown"), model.get("aside"), model.get("notes")];
    const { place } = this.panel;
    this.moved = this.panel.build();
    this.moved = this.head.update(shown.strip) || this.moved;
    showTyped(this.id, shown.typed);
    this.showMessage(shown.message);
    const newest = this.showLead(shown.lead);
    renew(this.asides, aside, () => aside.map(asideBlock));
    renew(this.notes, notes, () => notes.map(passageOf));
    this.keep.update(shown);
    this.link.told(shown.scenario?.said);
    this.memory.follow();
    renew(this.passages, shown.passages, () => shown.passages.map(passageOf));
    this.showPicture(shown);
    const stays = !this.moved;
    this.moveFocus(newest, shown);
    this.showNumbers(shown);
    if (stays) this.panel.stayAt(place);
    if (!model.get("frame_px")) this.measure(); // a picture may have found its place just now
    if (this.patience.waits) return;
    this.memory.saw();
    this.el.removeAttribute("aria-busy");
    if (this.said !== undefined && this.said !== shown.sentence) announce(shown.sentence, SAID_AFTER_MS);
    this.said = shown.sentence;
  }

  /** A result from now on belongs to what stood there before. */
  waitForAnswer() {
    this.el.setAttribute("aria-busy", "true");
    hush();
    this.patience.asked(this.model.get("asked"));
  }

  /** The session is over: no number may stand that no longer follows what the learner moves. */
  blank() {
    this.lost = true;
    this.el.removeAttribute("aria-busy");
    this.patience.stop();
    hush();
    this.canvas.width = 0;
    this.picture.setAttribute("aria-label", LOST);
    this.sentence.textContent = LOST;
    for (const node of [this.backdrop, this.keys, this.readouts, this.message]) node.replaceChildren();
    for (const node of [this.passages, this.lead, this.notes, this.keep.node]) node.replaceChildren();
    this.working.replaceChildren(element("p", { text: LOST }));
    this.tableBox.hidden = true;
    this.panel.disable();
  }

  /**
   * For a room the picture is drawn for a narrower frame and shown larger, its words with it; where the page does not
   * scroll, no higher than there is room for (`--tall`, in CSS pixels on the screen).
   */
  measure() {
    const look = getComputedStyle(this.figure);
    const scale = parseFloat(look.getPropertyValue("--scale")) || 1;
    const tall = Math.round((parseFloat(look.getPropertyValue("--tall")) || 0) / scale);
    const width = Math.round(this.figure.clientWidth / scale / 20) * 20;
    const drawn = this.model.get("frame_px");
    const size = `${width} ${tall}`;
    if (!width || (drawn && size === this.measured)) return;
    if (!this.measured) this.painter.again(); // what was painted before it stood on the page has no colours
    this.measured = size;
    if (width === drawn && tall === this.model.get("tall_px")) return;
    if (drawFirst(this.model, width)) {
      this.update();
      if (!tall) return;
    }
    if (!tall && stands(this.model, width)) return;
    // On a stage the room wants to see it now.
    if (!drawn || tall) return ask(this.model, { frame_px: width, tall_px: tall }); // the picture is still to come
    this.model.set("frame_px", width); // the one that is there says the same
    this.model.save_changes();
  }

  listen() {
    const dark = window.matchMedia("(prefers-color-scheme: dark)");
    const onSession = (event) => {
      if (event.detail === "lost") this.blank();
    };
    const onTick = () => this.update();
    const onAsked = () => this.waitForAnswer();
    /** @param {Types.FromPython} told */
    const onTold = (told) => {
      if (told.kind !== "told") return;
      this.memory.drop();
      this.link.note.textContent = told.sentence;
    };
    const sizes = new ResizeObserver(() => this.measure());
    const themed = new MutationObserver(() => {
      this.painter.again();
      this.measure();
    });
    for (const kind of ["click", "pointermove"]) this.picture.addEventListener(kind, (event) => this.point(event));
    sizes.observe(this.figure);
    themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-scale"] });
    window.addEventListener("course:session", onSession);
    const forced = window.matchMedia("(forced-colors: active)");
    for (const scheme of [dark, forced]) scheme.addEventListener("change", this.painter.again);
    this.model.on("change:tick", onTick);
    this.model.on("change:asked", onAsked);
    this.model.on("msg:custom", onTold);
    this.stop = () => {
      this.link.stop();
      this.memory.stop();
      sizes.disconnect();
      themed.disconnect();
      for (const scheme of [dark, forced]) scheme.removeEventListener("change", this.painter.again);
      window.removeEventListener("course:session", onSession);
      this.model.off("change:tick", onTick);
      this.model.off("change:asked", onAsked);
      this.model.off("msg:custom", onTold);
      this.patience.stop();
    };
  }
}

function render({ model, el }) {
  const view = new ExplorerView(model, el);
  return () => view.stop();
}

export default { render, inputs: ["values", "frame_px", "tall_px", "sharing", "asked"] };
