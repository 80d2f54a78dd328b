// A closed select shows one line and cuts what is longer: then its whole text stands below it.

import { element } from "./dom.js";

const ROOM_FOR_ARROW_PX = 24;
/** @type {CanvasRenderingContext2D} */
let measured;

function isCut(select, text) {
  measured ??= document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(select);
  measured.font = style.font;
  const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - ROOM_FOR_ARROW_PX;
  return measured.measureText(text).width > room;
}

/**
 * The line below a select for what it cuts; a screen reader has the whole text already.
 * @param {HTMLSelectElement} select
 */
export function wholeText(select) {
  const line = element("p", { class: "x-hint x-whole", "aria-hidden": "true", hidden: true });
  const look = () => {
    const text = select.selectedOptions[0]?.textContent ?? "";
    line.hidden = !select.clientWidth || !isCut(select, text);
    line.textContent = line.hidden ? "" : text;
  };
  select.addEventListener("change", look);
  new ResizeObserver(look).observe(select);
  return line;
}
