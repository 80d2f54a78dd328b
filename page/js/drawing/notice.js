// The line that goes with everything that is saved: what the course is not for, its version, who has reviewed it.

let told = "";

/** What a live part was told of it by Python. @param {string} line */
export function tellNotice(line) {
  told = line || told;
}

/** The line, from a live part or else from the frame of the page; "" where neither says it. */
export function noticeLine() {
  const framed = globalThis.document?.documentElement?.style.getPropertyValue("--sheet-line").trim() ?? "";
  return told || framed.slice(1, -1).replace(/\\(.)/g, "$1");
}

/**
 * Prints one part of the page alone, with the notice; when it is printed, all is as it was.
 * @param {Element} part
 */
export function printAlone(part) {
  const rest = [];
  for (let at = part; at.parentElement && at !== document.body; at = at.parentElement)
    rest.push(...[...at.parentElement.children].filter((each) => each !== at && !each.matches(".standing")));
  for (const each of rest) each.setAttribute("data-off-paper", "");
  const back = () => {
    for (const each of rest) each.removeAttribute("data-off-paper");
  };
  window.addEventListener("afterprint", back, { once: true });
  window.print();
}
