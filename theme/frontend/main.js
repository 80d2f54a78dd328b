// Runs on a lesson's page: connects to the page's kernel and puts each live view in its place.

import { show } from "../../page/js/anywidget.js";
import { Kernel } from "../../page/js/kernel.js";
import { Widgets } from "../../page/js/models.js";
import { eraseWithOtherTabs } from "../../page/js/store.js";
import { signTables } from "../../page/js/tables.js";
import { tellUnknownPlace } from "./address.js";
import { keepAlive } from "./keep_alive.js";
import { VIEW } from "./renew.js";
import { lost, ready, refused } from "./session.js";

const FAILED = "This part could not start: reload the page.";

const live = (cell) => document.querySelector(`.live[data-cell="${CSS.escape(cell)}"]`);

function place(cell, ...content) {
  const div = live(cell);
  if (!div) return;
  // Several views of one cell stand one below the other; the first takes the stored picture's place. What the stored one
  // shows after an answer, or on paper only, stays out of sight for the sheets that frame.js prints.
  if (div.getAttribute("aria-busy") === "true") {
    const printed = div.querySelectorAll(":scope > :is(details.after-answer, .on-paper)");
    for (const each of printed) /** @type {HTMLElement} */ (each).hidden = true;
    div.replaceChildren(...content, ...printed);
  } else div.append(...content);
  div.setAttribute("aria-busy", "false");
  signTables(div);
}

function fail(cell, error) {
  console.error(error);
  place(cell, Object.assign(document.createElement("p"), { className: "failed", textContent: FAILED }));
}

async function mount(widgets, stockUrl, cell, id, count) {
  try {
    const model = await widgets.get_model(id);
    model.place = `${location.pathname.split("/").pop()} ${cell} ${count}`;
    const el = document.createElement("div");
    if (model.get("_model_module") === "anywidget") {
      await show(model, el);
      place(cell, el);
    } else {
      const { showStock } = await import(stockUrl);
      place(cell, el);
      await showStock(widgets, id, el, show);
    }
  } catch (error) {
    fail(cell, error);
  }
}

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

async function main() {
  const mounting = [];
  const page = { edition: "", isWhole: false };
  let config, widgets;
  signTables(document);
  for await (const block of results()) {
    const { cell } = block.dataset;
    if (block.id) {
      config = JSON.parse(block.textContent);
      page.edition = config.edition;
      if (config.kernelId) {
        const kernel = new Kernel(config.baseUrl, config.kernelId, config.absentSeconds);
        widgets = new Widgets(kernel);
        keepAlive(kernel, widgets, page);
      }
    } else if (block.matches(VIEW)) {
      mounting.push(mount(widgets, config.stock, cell, JSON.parse(block.textContent).model_id, mounting.length));
    } else if (!config?.refusal) {
      place(cell, block.content.cloneNode(true));
    }
  }
  await Promise.all(mounting);
  for (const div of document.querySelectorAll('.live[aria-busy="true"]')) div.setAttribute("aria-busy", "false");
  signTables(document);
  page.isWhole = true;
  if (!config?.kernelId) return config?.refusal ? refused(config.refusal) : lost();
  ready();
  tellUnknownPlace();
}

eraseWithOtherTabs();
main().catch((error) => {
  console.error(error);
  lost();
});
