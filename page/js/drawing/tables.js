// Tables: text to the left, numbers to the right, and a box that scrolls by itself, and says so, where there is no room.

import { element } from "./dom.js";

const SIGN = "Wider than the screen: scroll the table sideways";
// "83", "24 to 72", "below 1", "5 min": what is read in a column of figures.
const FIGURE = /^(?:[−-]?\d[\d.,]*|below \d+)(?: to [−-]?\d[\d.,]*)?(?: ?[%a-zA-Z/]{1,9})?$/;

let serial = 0;

/**
 * Mark the columns of figures, head and body; the style sheets set them to the right.
 * @param {HTMLTableElement} table
 */
function markFigures(table) {
  const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
  const all = [...table.rows];
  for (let k = 1; k < Math.max(0, ...rows.map((row) => row.cells.length)); k++) {
    const texts = rows.map((row) => row.cells[k]?.textContent.trim()).filter(Boolean);
    if (!texts.length || !texts.every((text) => FIGURE.test(text))) continue;
    for (const row of all) row.cells[k]?.classList.add("figure");
  }
}

/**
 * A table whose first column heads its rows, in a box of its own.
 * @param {string} caption
 * @param {string[]} columns
 * @param {string[][]} rows
 */
export function table(caption, columns, rows) {
  const cells = (row) => row.map((text, k) => element(k ? "td" : "th", { scope: k ? false : "row", text }));
  const made = element(
    "table",
    {},
    element("caption", { text: caption }),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        columns.map((text) => element("th", { scope: "col", text })),
      ),
    ),
    element(
      "tbody",
      {},
      rows.map((row) => element("tr", {}, cells(row))),
    ),
  );
  const scroller = element("div", { class: "wide-scroll" }, made);
  const box = element("div", {}, scroller);
  signWide(scroller);
  return box;
}

/**
 * Set the table in a box as tables stand here, and say above a box that scrolls sideways that it does, as long as it has to, and let the keyboard reach it.
 * @param {HTMLElement} scroller
 */
export function signWide(scroller) {
  if (scroller.dataset.signed) return;
  scroller.dataset.signed = "yes";
  for (const each of scroller.querySelectorAll("table")) markFigures(each);
  const id = `wide-${++serial}`;
  const arrow = element("span", { "aria-hidden": "true", text: " →" });
  const sign = element("p", { class: "wide-sign", id, hidden: true }, SIGN, arrow);
  scroller.before(sign);
  const caption = scroller.querySelector("caption");
  if (caption) caption.id ||= `${id}-caption`;
  const look = () => {
    const wide = scroller.scrollWidth > scroller.clientWidth + 1;
    sign.hidden = !wide;
    const reach = { tabindex: "0", role: "group", "aria-labelledby": caption ? `${caption.id} ${id}` : id };
    for (const [name, value] of Object.entries(reach)) {
      if (wide) scroller.setAttribute(name, value);
      else scroller.removeAttribute(name);
    }
  };
  const sizes = new ResizeObserver(look);
  for (const each of [scroller, ...scroller.children]) sizes.observe(each);
}

/** Sign every table that stands in the page already. @param {ParentNode} root */
export function signTables(root) {
  for (const scroller of root.querySelectorAll(".table-scroll")) signWide(/** @type {HTMLElement} */ (scroller));
}
