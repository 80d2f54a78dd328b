// A page that comes with its kernel: each live part is put in its place while the rest is still arriving.

import { Kernel } from "../../page/js/line/kernel.js";
import { Widgets } from "../../page/js/line/models.js";
import { keepAlive } from "./keep_alive.js";
import { mount, place } from "./mount.js";
import { isShown } from "./on_stage.js";
import { lost, ready, refused } from "./session.js";

/** The blocks of a page that say which widget stands in which cell. */
const VIEW = 'script[type="application/vnd.course.view+json"]';

/**
 * Yield the blocks that tell what belongs in which cell, as the page brings them.
 * @returns {AsyncGenerator<any>}
 */
async function* results() {
  const seen = new Set();
  /** @type {(value?: any) => void} */
  let changed = () => {};
  const observer = new MutationObserver(() => changed());
  observer.observe(document.documentElement, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => changed());
  for (;;) {
    const more = new Promise((resolve) => (changed = resolve));
    const ended = document.getElementById("course-cells-end") || document.readyState !== "loading";
    for (const block of document.querySelectorAll(`#jupyter-config-data, ${VIEW}, template[data-cell]`)) {
      // A block with nothing after it may still be arriving.
      if (seen.has(block) || !(ended || block.nextSibling)) continue;
      seen.add(block);
      yield block;
    }
    if (ended) break;
    await more;
  }
  observer.disconnect();
}

/** Bring the page to life. */
export async function startArriving() {
  const mounting = [];
  let config, widgets;
  const page = { baseUrl: "", lesson: "", edition: "", isWhole: false };
  for await (const block of results()) {
    const { cell } = block.dataset;
    if (block.id) {
      config = JSON.parse(block.textContent);
      Object.assign(page, config);
      if (config.kernelId) {
        const kernel = new Kernel(config.baseUrl, config.kernelId, config.absentSeconds);
        widgets = new Widgets(kernel);
        keepAlive(kernel, widgets, page);
      }
    } else if (!isShown(cell)) {
    } else if (block.matches(VIEW)) {
      mounting.push(mount(widgets, config.stock, cell, JSON.parse(block.textContent).model_id, mounting.length));
    } else if (!config?.refusal) {
      place(cell, block.content.cloneNode(true));
    }
  }
  await Promise.all(mounting);
  for (const div of document.querySelectorAll('.live[aria-busy="true"]')) div.setAttribute("aria-busy", "false");
  page.isWhole = true;
  if (config?.kernelId) ready();
  else if (config?.refusal) refused(config.refusal);
  else lost();
}
