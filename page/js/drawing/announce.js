// The one line of a page that a screen reader speaks by itself: what stands in sight changes at once, and is said here.

let wait = 0;

/** The line, which all scripts of the page share. */
function line() {
  const found = document.querySelector("[data-said-aloud]");
  if (found) return found;
  const made = document.createElement("p");
  made.dataset.saidAloud = "";
  made.style.cssText = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)";
  made.setAttribute("role", "status");
  document.body.append(made);
  return made;
}

/** Say something politely, after a pause in which nothing newer came. */
export function announce(text, after_ms = 0) {
  hush();
  wait = setTimeout(() => {
    line().textContent = text;
  }, after_ms);
}

/** Take back what is said or waits to be said: it belongs to what stood there before. */
export function hush() {
  clearTimeout(wait);
  line().textContent = "";
}
