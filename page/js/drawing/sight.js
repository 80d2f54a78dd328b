// Brings a part of the page that its address names into sight, and holds it there until the reader acts.

/** Open every fold that a part stands in. @param {Element} part */
function unfold(part) {
  for (let fold = part.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
}

/**
 * Hold a part in sight once it stands on the page, also while what is above it grows, until the reader acts.
 * @param {HTMLElement} root
 * @param {HTMLElement} heading takes the focus
 */
export function bringIntoSight(root, heading) {
  const sizes = new ResizeObserver(() => {
    if (!root.isConnected) return;
    unfold(root);
    root.scrollIntoView({ block: "start", behavior: "instant" });
    if (document.activeElement === document.body) heading.focus({ preventScroll: true });
  });
  const acts = ["wheel", "touchstart", "pointerdown", "mousedown", "keydown"];
  const stop = () => {
    sizes.disconnect();
    for (const act of acts) window.removeEventListener(act, stop, true);
  };
  for (const act of acts) window.addEventListener(act, stop, { capture: true, passive: true });
  sizes.observe(root);
  sizes.observe(document.body);
}
