/* Loaded before the first paint on every page: the reader's colours and type size, and small helps around the text.
   A lesson page is still being sent while it is read, so nothing here waits for its end: events are caught on the document.
   Nothing here is needed to read a lesson. */
(() => {
  "use strict";
  const root = document.documentElement;
  const KEY = "ketamine-course:display";
  root.dataset.js = "on";

  function read() {
    try { return JSON.parse(localStorage.getItem(KEY)) || {}; } catch { return {}; }
  }
  // A choice that cannot be kept still holds for this page; it is a convenience, so no warning is due.
  function keep(choice) {
    try { localStorage.setItem(KEY, JSON.stringify(choice)); } catch { /* private window or full disk */ }
  }
  function show(choice) {
    for (const name of ["theme", "scale"]) {
      if (choice[name]) root.dataset[name] = choice[name];
      else delete root.dataset[name];
    }
  }
  show(read());

  // The words of a page that holds its live parts wait for them, so that nothing jumps: as long as a reader hardly
  // notices, counted from the click. Where scripts come slowly that time is over before there are words to show.
  const TOGETHER_WITHIN_MS = 600;
  if ("first" in root.dataset && performance.now() < TOGETHER_WITHIN_MS) {
    root.dataset.hold = "";
    setTimeout(() => { delete root.dataset.hold; }, TOGETHER_WITHIN_MS - performance.now());
  }

  const panel = () => document.querySelector("details.display");
  document.addEventListener("toggle", (event) => {
    if (event.target !== panel()) return;
    const choice = read();
    for (const input of panel().querySelectorAll("input")) {
      input.checked = (choice[input.name.replace("display-", "")] || "") === input.value;
    }
  }, true);
  document.addEventListener("change", (event) => {
    const name = (event.target.name || "").replace("display-", "");
    if (!event.target.closest?.("details.display")) return;
    const choice = { ...read(), [name]: event.target.value };
    keep(choice);
    show(choice);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !panel()?.open) return;
    panel().open = false;
    panel().querySelector("summary").focus();
  });
  for (const kind of ["pointerdown", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (panel()?.open && !panel().contains(event.target)) panel().open = false;
    });
  }

  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button[data-copy]");
    if (!button) return;
    const status = button.closest("details, .copyable").querySelector(".copy-status");
    try {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      status.textContent = "Copied.";
    } catch {
      status.textContent = "The browser did not allow copying: select the text and copy it by hand.";
    }
  });

  // A table that overflows must be reachable by keyboard to be scrolled; one that fits must not cost a Tab stop.
  function markScroller(box) {
    const over = box.scrollWidth > box.clientWidth + 1;
    for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", "Table, scrolls sideways"]]) {
      if (over) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }
  document.addEventListener("DOMContentLoaded", () => {
    if (!window.ResizeObserver) return;
    const watch = new ResizeObserver((entries) => entries.forEach((entry) => markScroller(entry.target)));
    document.querySelectorAll(".table-scroll").forEach((box) => watch.observe(box));
  });

  // Paper cannot be clicked open: what is folded is printed open, then folded again. What answers a question goes to sheets
  // of its own at the end; on a sheet of questions it would stand beside what was asked.
  let unfolded = [];
  let moved = [];
  let shown = [];
  function toAnswerSheets() {
    const sheets = document.getElementById("answer-sheets");
    if (!sheets) return;
    shown = [...document.querySelectorAll(".on-paper[hidden], #answer-sheets[hidden]")];
    shown.forEach((box) => { box.hidden = false; });
    const outermost = (box) => !box.parentElement.closest("details.after-answer") && !sheets.contains(box);
    for (const box of [...document.querySelectorAll("details.after-answer")].filter(outermost)) {
      const place = document.createComment("printed at the end");
      box.replaceWith(place);
      sheets.append(box);
      moved.push([place, box, box.hidden]);
      box.hidden = false;
    }
    sheets.append(...sheets.querySelectorAll(":scope > details.key"));
    sheets.hidden = !sheets.querySelector("details");
  }
  window.addEventListener("beforeprint", () => {
    toAnswerSheets();
    unfolded = [...document.querySelectorAll("details:not([open], .display)")];
    unfolded.forEach((box) => { box.open = true; });
  });
  window.addEventListener("afterprint", () => {
    unfolded.forEach((box) => { box.open = false; });
    moved.forEach(([place, box, wasHidden]) => {
      place.replaceWith(box);
      box.hidden = wasHidden;
    });
    moved = [];
    shown.forEach((box) => { box.hidden = true; });
  });
})();
