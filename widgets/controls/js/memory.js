// What was set and written in an explorer, which a reload of its page does not take away.

import { written } from "../../../page/js/drawing/controls.js";
import { keep, labSettings, readKept } from "../../../page/js/keeping/store.js";
import { restoreKept } from "../../../page/js/line/messages.js";
import { ask } from "./ask.js";

/**
 * An explorer that asks for it (`keeps`) is kept in this browser for good, every other one until its tab is closed.
 * @param {string} id of the explorer
 */
export function memoryOf(model, id) {
  const name = model.get("keeps");
  const { place } = model;
  let stands = JSON.stringify(model.get("values")); // what is kept, or was there to begin with
  let link = ""; // the address whose scenario this explorer has opened

  const mine = () =>
    [...written].filter(([key]) => key.startsWith(`${id}-`)).map(([key, text]) => [key.slice(id.length + 1), text]);

  function save() {
    const values = model.get("values");
    stands = JSON.stringify(values);
    if (name) keep(name, { values, written: mine() });
    else if (place) labSettings(place, { values, written: mine(), note: model.get("keep_note"), link });
  }

  /** Keep what Python has set, too: a scenario that was opened. */
  function follow() {
    if (JSON.stringify(model.get("values")) !== stands) save();
  }

  function bringBack(kept) {
    if (!kept || !Array.isArray(kept.written)) return false;
    for (const [key, text] of kept.written) written.set(`${id}-${key}`, String(text));
    return true;
  }

  /**
   * Bring back what is kept. What was kept before another link was opened is not: the link wins.
   * @param {string} address the scenario that the page's address names, or ""
   * @returns {boolean} whether something came back
   */
  function restore(address) {
    if (name) {
      const kept = readKept(name);
      if (!bringBack(kept)) return false;
      ask(model, { values: { ...model.get("values"), ...kept.values } });
      return true;
    }
    const kept = place ? labSettings(place) : null;
    link = address;
    if ((address && kept?.link !== address) || !bringBack(kept)) return false;
    model.send(restoreKept(kept.values, String(kept.note)));
    ask(model);
    return true;
  }

  /** What was kept does not fit any more. */
  const drop = () => place && labSettings(place, null);

  return { save, follow, restore, drop };
}
