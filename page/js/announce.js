// The one line of a page that a screen reader speaks by itself: what stands in sight changes at once, and is said here.

let line = null;
let wait = 0;

/** Say something politely, after a pause in which nothing newer came. */
export function announce(text, after_ms = 0) {
  hush();
  wait = setTimeout(() => {
    line.textContent = text;
  }, after_ms);
}

/** Take back what is said or waits to be said: it belongs to what stood there before. */
export function hush() {
  clearTimeout(wait);
  if (!line?.isConnected) {
    line = document.createElement("p");
    line.dataset.saidAloud = "";
    line.style.cssText = "position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%)";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  line.textContent = "";
}
