// The last screen of a lab that Python answered, kept in this browser: a learner who returns sees it before any kernel.

import { Shelf } from "../../../page/js/keeping/shelf.js";
import { SCREEN } from "../../../page/js/keeping/store.js";
import { bytesOf } from "../../../page/js/line/models.js";
import { scale } from "./first_picture.js";

/** @import { LiveModel } from "../../../page/js/line/live.types" */

const CHARACTERS_AT_MOST = 1_500_000; // of all; a screen has 20,000 to 60,000
const ONE_AT_MOST = 200_000;
const SCALED_AT_MOST = Math.log(1.25); // beyond that the words of a picture are too small, or shout
const PARTS = ["values", "controls", "aside", "notes", "table", "shown", "backdrop", "frame_px"];
// What a drawing by Python is made of. What is kept in a browser could have been written by others.
const DRAWN = new Set(["svg", "g", "defs", "clipPath", "path", "rect", "use", "text", "tspan"]);
const shelf = new Shelf(SCREEN, CHARACTERS_AT_MOST, ONE_AT_MOST);

/** Whether a text is a drawing and nothing else: no script, and nothing that is fetched. */
export function isDrawing(text) {
  const drawn = new DOMParser().parseFromString(text, "text/html");
  const parts = [...drawn.querySelectorAll("head *, body *")];
  const isPlain = ({ name, value }) =>
    !/^on/i.test(name) && !(/href$/i.test(name) && !value.startsWith("#")) && !/url\((?!["']?#)/i.test(value);
  return parts.every((part) => DRAWN.has(part.localName) && [...part.attributes].every(isPlain));
}

/**
 * What stands on the screen now, to be kept. What was said once of a scenario is not said again.
 * @param {LiveModel<any>} model
 */
export function screenOf(model) {
  const screen = Object.fromEntries(PARTS.map((name) => [name, model.get(name)]));
  const { scenario } = screen.shown;
  if (scenario) screen.shown = { ...screen.shown, scenario: { ...scenario, said: "", code: null } };
  return { ...screen, points: model.get("points") };
}

/** A binary value as it can be kept. @param {ArrayBufferView | undefined} bytes */
function textOf(bytes) {
  if (!bytes) return "";
  const all = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return btoa(all.reduce((text, each) => text + String.fromCharCode(each), ""));
}

/** Keep a screen; false where there is no room for it, or it is not allowed. */
export const keepScreen = (place, edition, screen, isWritten) =>
  shelf.keep(place, { edition, isWritten, ...screen, points: textOf(screen.points) });

/**
 * The kept screen of this place: null if there is none; `isOld` if another edition of the lesson has shown it, so that it
 * is dropped. `isWritten`: whether something was written in it that left with its tab.
 * @returns {{isOld: boolean, isWritten: boolean, values: Record<string, string>} | null}
 */
export function keptScreen(place, edition) {
  const kept = shelf.read(place);
  if (!kept || (kept.edition === edition && !isDrawing(kept.backdrop))) {
    shelf.drop(place);
    return null;
  }
  const isOld = kept.edition !== edition;
  if (isOld) shelf.drop(place);
  return { ...kept, isOld };
}

export const dropScreen = (place) => shelf.drop(place);

/** Put a kept screen in the place of the first state. @param {LiveModel<any>} model */
export function bringBack(model, kept) {
  const parts = Object.fromEntries(PARTS.map((name) => [name, kept[name]]));
  model.bringBack({ ...parts, points: bytesOf(kept.points) });
}

/**
 * Whether what was brought back may stand at another width than its own. A screen without a picture has none.
 * @param {LiveModel<any>} model
 * @param {number} width CSS pixels
 */
export function stands(model, width) {
  if (!model.isBroughtBack) return false;
  if (!model.get("shown").strokes.length) model.set("frame_px", width);
  return scale(model.get("frame_px"), width) <= SCALED_AT_MOST;
}
