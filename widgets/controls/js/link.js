// A scenario that the page's address names: it belongs to the first explorer of that name, and is opened in sight.

import { element } from "../../../page/js/drawing/dom.js";
import { bringIntoSight } from "../../../page/js/drawing/sight.js";
import { openCode } from "../../../page/js/line/messages.js";
import { ask } from "./ask.js";

const claims = new Map(); // which explorer of this page took the scenario of an address

// A case, and a visit of it by its day: "#case=8B", "#case=2&visit=3".
const ADDRESS = /^#case=(\w+)(?:&visit=(\d+))?$/;

/** A code as it stands in an address; what cannot be decoded is left for Python to refuse. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The case that the address asks for ("#case=5"), of those that an explorer offers; "" for none. */
function caseOf(model) {
  const [, number] = ADDRESS.exec(location.hash) ?? [];
  const list = model.get("controls").find((each) => each.name === "case" && each.kind === "choice");
  if (!number || !list) return "";
  const wanted = new RegExp(`^0*${number}(_|$)`, "i");
  return list.options.find(([id]) => id === number || wanted.test(id))?.[0] ?? "";
}

/**
 * The scenario of the page's address, or the case, for one explorer. `note` says near its top what came of it.
 * @param {string} id of the explorer
 */
export function linkOf(model, id, root, heading) {
  const note = element("p", { class: "x-link", role: "status" });
  let waits = false;

  /** The address, if it names a scenario of this explorer and no other one has taken it; else "". */
  function claimed() {
    const name = model.get("shown").scenario?.name;
    const { hash } = location;
    if (!name || !hash.startsWith(`#${name}=`)) return "";
    if (!claims.has(hash)) claims.set(hash, id);
    if (claims.get(hash) !== id) return "";
    root.dataset.linked = "";
    return hash;
  }

  function openCase() {
    const chosen = caseOf(model);
    if (!chosen || (claims.get(location.hash) ?? id) !== id) return;
    claims.set(location.hash, id);
    root.dataset.linked = "";
    const [, , day] = ADDRESS.exec(location.hash);
    ask(model, { values: { ...model.get("values"), case: chosen, visit: day ? `${chosen}~${day}` : "" } });
    bringIntoSight(root, heading);
  }

  function open() {
    openCase();
    const hash = claimed();
    if (!hash) return;
    waits = true;
    model.send(openCode(decoded(hash.slice(hash.indexOf("=") + 1))));
    ask(model);
    bringIntoSight(root, heading);
  }

  /** What Python said of a code, where it came from the address. */
  function told(said) {
    if (!waits || !said) return;
    waits = false;
    note.textContent = `The link you opened: ${said}`;
  }

  function left() {
    if (!claimed() && !caseOf(model)) delete root.dataset.linked;
    open();
  }
  window.addEventListener("hashchange", left);
  return { note, claimed, open, openCase, told, stop: () => window.removeEventListener("hashchange", left) };
}
