// A page that holds the first state of its live parts: all of it is alive at once, and a kernel is taken when the learner
// acts.

import { AnswersLine, asksQuestions } from "../../page/js/line/answers_line.js";
import { Kernel } from "../../page/js/line/kernel.js";
import { Widgets } from "../../page/js/line/models.js";
import { keepAlive } from "./keep_alive.js";
import { mount } from "./mount.js";
import { isShown } from "./on_stage.js";
import { away, lost, ready, SENTENCES } from "./session.js";

const ACTS = ["pointerdown", "keydown", "input", "change", "click"];
// Keys by which a reader passes by.
const PASSING = ["Tab", "Shift", "Control", "Alt", "Meta", "Escape", "PageUp", "PageDown", "F5"];

const held = (id) => JSON.parse(document.getElementById(id).textContent);

/** Whether a learner acts on a control, and does not only pass by it: a finger that goes down may be about to scroll. */
function isAct({ type, key, pointerType, target }) {
  if (type === "keydown" && PASSING.includes(key)) return false;
  if (type === "pointerdown" && pointerType === "touch") return false;
  if (target.closest?.("[data-without-kernel]")) return false;
  return Boolean(target.closest?.(".live")) && Boolean(target.closest("input, select, textarea, button, label"));
}

/** The line on which the server answers the page's questions. */
function lineTo({ baseUrl, lesson, edition }, kernel) {
  const line = new AnswersLine(new URL(`${baseUrl}voila/api/answers/${lesson}`, location.href).href, edition);
  line.addEventListener("away", () => away(() => line.tryNow()));
  line.addEventListener("open", () => (kernel.gone || kernel.socket) && ready());
  line.addEventListener("outdated", () => lost(SENTENCES.changed()));
  return line;
}

/** Bring the page to life. */
export async function startWhole() {
  const config = held("jupyter-config-data");
  const first = held("course-first");
  const kernel = new Kernel(config.baseUrl, "", config.absentSeconds);
  const widgets = new Widgets(kernel);
  const page = { ...config, isWhole: true };
  keepAlive(kernel, widgets, page);
  const answers = lineTo(config, kernel);
  for (const [id, model] of Object.entries(first.models)) {
    widgets.bring(id, { ...model, edition: config.edition }, asksQuestions(model.state) ? answers : null);
  }
  const views = Object.entries(first.views)
    .filter(([cell]) => isShown(cell))
    .flatMap(([cell, ids]) => ids.map((id) => ({ cell, id })));
  await Promise.all(views.map(({ cell, id }, count) => mount(widgets, config.stock, cell, id, count)));
  for (const div of document.querySelectorAll('.live[aria-busy="true"]')) div.setAttribute("aria-busy", "false");
  // What is said brings the kernel anyway; this only saves the time until it is said.
  for (const act of ACTS) {
    document.addEventListener(act, (/** @type {any} */ event) => isAct(event) && kernel.want(), {
      capture: true,
      passive: true,
    });
  }
  delete document.documentElement.dataset.hold;
  ready();
}
