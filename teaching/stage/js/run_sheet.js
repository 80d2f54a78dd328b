// A run sheet beside its stage: a step's link moves the stage that is open, and opens one where none is.

import { leadStage } from "./sync.js";

const status = document.getElementById("stage-status");
let isOpen = false;
/** @type {any} */
const top = document.querySelector("[data-session]");
const stage = leadStage(top.dataset.session, (open) => {
  isOpen = open;
  status.textContent = open ? "The stage is open: a step’s link moves it." : "";
});

document.addEventListener("click", (event) => {
  const link = /** @type {any} */ (event.target).closest?.("a[data-step]");
  if (!link || !isOpen || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  stage.goTo(Number(link.dataset.step));
  status.textContent = `The stage is at step ${link.dataset.step}.`;
});
