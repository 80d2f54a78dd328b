// Place and answers in the part of an address that no browser sends to a server: a link that another device opens. It is
// compressed, and ends in a check, so that a link that was cut or changed on its way is refused whole.

import { crc32 } from "../keeping/crc32.js";
import { storeOf } from "../keeping/store.js";
import { packed, unpacked } from "./pack.js";

/** @import { Store } from "../keeping/store.js" */
/** @import { Place } from "../keeping/places.js" */

export const CARRIES = "#carry=";
const FORMAT = "1";
const CHECK_LENGTH = 8;
export const LINK_AT_MOST = 100_000; // characters: what mail and messengers still take whole
const TEXT_AT_MOST = 8_000_000; // as long as a file of answers may be
const NOTHING = "Nothing was changed.";
const DAMAGED = `This link is damaged: a part of it was lost or changed on its way. Make a new one on the other device. ${NOTHING}`;
const NEWER = `This link was made by another version of the course and cannot be read by this one. ${NOTHING}`;
const TOO_OLD = `This browser is too old to read such a link: load a file of your answers instead. ${NOTHING}`;

/** Whether this browser can make and read such links. */
export const canCarry = () => typeof CompressionStream === "function" && typeof DecompressionStream === "function";

/** Bytes through a stream of the browser's; more than so many are not read. */
async function through(stream, bytes, most = Number.POSITIVE_INFINITY) {
  const reader = new Blob([bytes]).stream().pipeThrough(stream).getReader();
  const parts = [];
  let size = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    size += value.length;
    if (size > most) {
      reader.cancel();
      throw new RangeError("too long");
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toLetters(bytes) {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const toBytes = (letters) =>
  Uint8Array.from(atob(letters.replaceAll("-", "+").replaceAll("_", "/")), (byte) => byte.charCodeAt(0));

/**
 * The part of an address that carries a learner's answers, and where each lesson was left.
 * @param {Store} store
 * @param {Record<string, Place>} places by lesson
 */
export async function carryingPart(store, places) {
  const text = JSON.stringify({ learner: store.learner, places, events: packed(store.events) });
  const letters = toLetters(await through(new CompressionStream("deflate-raw"), new TextEncoder().encode(text)));
  return `${CARRIES}${FORMAT}${crc32(letters)}${letters}`;
}

/** Places as they may be kept; what is none is left out. @returns {Record<string, Place>} */
function placesOf(given) {
  const isPlace = (each) =>
    typeof each?.part === "string" && typeof each.words === "string" && Number.isFinite(each.at);
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, each]) => isPlace(each)));
}

/**
 * What a link carries, or the sentence that says why it is not read. Nothing of it is used before all of it is checked.
 * @param {string} hash of the page's address
 * @returns {Promise<{store?: Store, places?: Record<string, Place>, problem?: string}>}
 */
export async function readCarried(hash) {
  const told = hash.slice(CARRIES.length);
  const letters = told.slice(FORMAT.length + CHECK_LENGTH);
  if (/^\d/.test(told) && !told.startsWith(FORMAT)) return { problem: NEWER };
  if (!letters || crc32(letters) !== told.slice(FORMAT.length, FORMAT.length + CHECK_LENGTH))
    return { problem: DAMAGED };
  if (!canCarry()) return { problem: TOO_OLD };
  try {
    const bytes = await through(new DecompressionStream("deflate-raw"), toBytes(letters), TEXT_AT_MOST);
    const { learner, places, events } = JSON.parse(new TextDecoder().decode(bytes));
    const { store } = storeOf(JSON.stringify({ schema: 1, learner, events: unpacked(events) }));
    return store ? { store, places: placesOf(places) } : { problem: DAMAGED };
  } catch {
    return { problem: DAMAGED };
  }
}

/**
 * Why no other device can open an address of this page; "" if one can.
 * @param {{protocol: string, hostname: string, pathname: string}} at
 */
export function onlyHereWords({ protocol, hostname, pathname }) {
  const host = hostname.replace(/^\[|\]$/g, "");
  if (protocol === "file:")
    return "This page is a file on this device: no other device can open a link to it. Take the file of your answers along.";
  if (host === "localhost" || host.endsWith(".localhost") || /^127\./.test(host) || host === "::1")
    return "No other device can open this link: the address leads to this machine alone. Whoever runs the course can start it with HOST=0.0.0.0; open it then by the machine's name in the network, and make the link there. Or take the file of your answers along.";
  if (/\/user\//.test(pathname))
    return "This address was lent to you for this visit, and nobody else can open it. Take the file of your answers along.";
  return "";
}
