// The marked terms of a lesson's lines: a tap says what one means, where it stands. Without this script, and where the
// browser has no popovers, each leads to its entry in the glossary.

const held = document.getElementById("course-terms");
/** @type {Record<string, {title: string, said: string}>} */
const entries = held ? JSON.parse(held.textContent) : {};
const GAP_PX = 8;
const EDGE_PX = 16;

function element(tag, className, ...content) {
  const made = Object.assign(document.createElement(tag), { className });
  made.append(...content);
  return made;
}

const name = element("p", "term-name");
const said = element("p", "term-said");
const more = element("a", "");
const close = element("button", "", "Close");
const note = element("div", "term-note", name, said, element("p", "term-ways", more, close));
name.id = "term-note-name";
said.id = "term-note-said";
more.textContent = "In the glossary";
close.type = "button";
note.popover = "auto";
note.tabIndex = -1;
note.dataset.withoutKernel = ""; // it computes nothing: a tap in it is no act on a live part
for (const [key, value] of [
  ["role", "dialog"],
  ["aria-labelledby", name.id],
  ["aria-describedby", said.id],
])
  note.setAttribute(key, value);

/** @type {HTMLAnchorElement | null} */
let opener = null;
/** The term whose note the press that is going on has closed. */
let justClosed = null;

const isOpen = () => note.matches(":popover-open");

/** Beside its term where there is room; on a phone the style puts it at the foot of the screen. */
function place(term) {
  const line = term.getClientRects()[0];
  const { width, height } = note.getBoundingClientRect();
  const left = Math.max(EDGE_PX, Math.min(line.left, document.documentElement.clientWidth - width - EDGE_PX));
  const below = line.bottom + GAP_PX;
  const above = line.top - GAP_PX - height;
  const top = below + height > window.innerHeight && above > 0 ? above : below;
  note.style.setProperty("--note-left", `${left + window.scrollX}px`);
  note.style.setProperty("--note-top", `${top + window.scrollY}px`);
  const hidden = term.getBoundingClientRect().bottom - note.getBoundingClientRect().top;
  if (getComputedStyle(note).position === "fixed" && hidden > 0) window.scrollBy(0, hidden + EDGE_PX);
}

function open(term) {
  const entry = entries[term.dataset.term];
  name.textContent = entry.title;
  said.textContent = entry.said;
  more.href = term.href;
  opener = term;
  // Next to its term in the page too: that is where the Tab key and a screen reader go on.
  term.after(note);
  term.focus();
  note.showPopover();
  place(term);
  term.setAttribute("aria-expanded", "true");
  note.focus({ preventScroll: true });
}

/** @returns {HTMLAnchorElement | null} */
const termOf = ({ target }) => target.closest?.("a.term[aria-expanded]") ?? null;

function toggle(event) {
  const term = termOf(event);
  if (!term || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (justClosed === term) justClosed = null;
  else open(term);
}

function start() {
  for (const term of document.querySelectorAll("a.term")) {
    if (!entries[/** @type {HTMLElement} */ (term).dataset.term]) continue;
    term.setAttribute("role", "button");
    term.setAttribute("aria-haspopup", "dialog");
    term.setAttribute("aria-expanded", "false");
  }
  note.addEventListener("beforetoggle", (/** @type {any} */ event) => {
    if (event.newState === "closed") opener?.setAttribute("aria-expanded", "false");
  });
  close.addEventListener("click", () => note.hidePopover());
  document.addEventListener("click", toggle);
  document.addEventListener("keydown", (event) => {
    if (event.key === " " && termOf(event)) toggle(event);
  });
  // A press beside the note closes it, also one on its own term, which must not open it again.
  document.addEventListener(
    "pointerdown",
    (event) => {
      justClosed = isOpen() ? termOf(event) : null;
      if (justClosed !== opener) justClosed = null;
    },
    true,
  );
  document.addEventListener("focusin", (event) => {
    const there = /** @type {Node} */ (event.target);
    if (isOpen() && !note.contains(there) && there !== opener) note.hidePopover();
  });
}

if ("popover" in HTMLElement.prototype) start();

export {}; // a module for the check of types; what is built is a plain script
