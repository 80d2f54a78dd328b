// What was set and written in an explorer, which a reload of its page does not take away.

import { written } from "../../../page/js/drawing/controls.js";
import { keep, labSettings, readKept } from "../../../page/js/keeping/store.js";
import { restoreKept } from "../../../page/js/line/messages.js";
import { ask } from "./ask.js";
import { bringBack as drawLast, dropScreen, keepScreen, keptScreen, screenOf } from "./last_screen.js";

const KEPT_AFTER_MS = 300; // of rest: not each picture of a drag is written down

const isSame = (one, other) => {
  const names = new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})]);
  return [...names].every((name) => one?.[name] === other?.[name]);
};

/**
 * What an explorer that asks for it (`keeps`) holds is kept in this browser for good; of every other one what was set is
 * kept until its tab is closed. On a page that comes with its first states, the last screen of both is kept too, and is
 * brought back with no kernel where it is the screen of what was set.
 * @param {string} id of the explorer
 * @param {(isKept: boolean) => void} tellKept hears whether this browser keeps the last screen
 */
export function memoryOf(model, id, tellKept) {
  const name = model.get("keeps");
  const { place, edition } = model;
  let screen = null; // what is to be kept, once the learner rests
  let later = 0;
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
   * Keep the screen that is answered now, unless it may be another one tomorrow. Words that were written in it do not
   * outlive the tab.
   */
  function saw() {
    if (!edition || !model.get("asked") || model.get("by_day")) return;
    screen = screenOf(model);
    clearTimeout(later);
    later = window.setTimeout(putDown, KEPT_AFTER_MS);
  }

  function putDown() {
    clearTimeout(later);
    if (screen) tellKept(keepScreen(place, edition, screen, !name && mine().length > 0));
    screen = null;
  }

  /** What was set here before; what was kept before another link was opened is not: the link wins. */
  function wasSet(address) {
    if (name) return readKept(name);
    const kept = place ? labSettings(place) : null;
    return address && kept?.link !== address ? null : kept;
  }

  /**
   * Draw the kept screen, where it is the one of what was set.
   * @param {string} address the scenario that the page's address names, or ""
   * @returns {"" | "drawn" | "outdated"} "outdated": another edition of the course had shown it
   */
  function draw(address) {
    const last = edition ? keptScreen(place, edition) : null;
    const kept = wasSet(address);
    if (!last || (!kept && (name || address || last.isWritten))) return "";
    if (kept && !isSame(kept.values, last.values)) return "";
    if (last.isOld) return kept ? "" : "outdated"; // what this tab has set is asked for again
    bringBack(kept);
    stands = JSON.stringify(last.values);
    link = address;
    drawLast(model, last);
    return "drawn";
  }

  /**
   * Ask for what was set here before.
   * @param {string} address the scenario that the page's address names, or ""
   * @returns {boolean} whether something comes back
   */
  function restore(address) {
    const kept = wasSet(address);
    link = address;
    if (!bringBack(kept)) return false;
    if (name) {
      ask(model, { values: { ...model.get("values"), ...kept.values } });
      return true;
    }
    model.send(restoreKept(kept.values, String(kept.note)));
    ask(model);
    return true;
  }

  /** What was kept does not fit any more. */
  function drop() {
    screen = null;
    if (!place) return;
    labSettings(place, null);
    dropScreen(place);
  }

  function hidden() {
    if (document.visibilityState === "hidden") putDown();
  }
  window.addEventListener("pagehide", putDown);
  document.addEventListener("visibilitychange", hidden);
  function stop() {
    putDown();
    window.removeEventListener("pagehide", putDown);
    document.removeEventListener("visibilitychange", hidden);
  }

  return { save, follow, saw, draw, restore, drop, stop };
}
