// Puts live parts, and what a cell shows besides, into their places on the page.

import { signTables } from "../../page/js/drawing/tables.js";
import { show } from "../../page/js/line/anywidget.js";

const FAILED = "This part could not start: reload the page.";

const live = (cell) => document.querySelector(`.live[data-cell="${CSS.escape(cell)}"]`);

/** Put content into the place of a cell. */
export function place(cell, ...content) {
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

/**
 * Show a widget, number `count` of the page, in the place of its cell.
 * @param {import("../../page/js/line/models.js").Widgets} widgets
 * @param {string} stockUrl where the libraries of ipywidgets are
 */
export async function mount(widgets, stockUrl, cell, id, count) {
  try {
    const model = await widgets.get_model(id);
    model.place = `${location.pathname.split("/").pop()} ${cell} ${count}`;
    const el = document.createElement("div");
    if (model.withoutKernel) el.dataset.withoutKernel = "";
    if (model.edition || model.get("_model_module") === "anywidget") {
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
