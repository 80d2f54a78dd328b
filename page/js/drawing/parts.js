// A long message to Python goes in parts, because a connection takes only so much at once (theme/server.py closes it
// with code 1009 for more); page/parts.py puts them together again.

import { newId } from "../keeping/ids.js";

/** @import * as Types from "../line/messages.types" */

// Of a part's text. Even if each character takes six in JSON, and every one of those is escaped, it stays below 1 MiB.
export const PART_CHARACTERS = 120000;

/**
 * The messages that carry `content`: itself, or its parts in order.
 * @param {object} content
 * @returns {object[]}
 */
export function inParts(content) {
  const text = JSON.stringify(content);
  if (text.length <= PART_CHARACTERS) return [content];
  const transfer = newId();
  const of = Math.ceil(text.length / PART_CHARACTERS);
  return Array.from({ length: of }, (_, number) => {
    /** @type {Types.Part} */
    const part = {
      kind: "part",
      transfer,
      number,
      of,
      text: text.slice(number * PART_CHARACTERS, (number + 1) * PART_CHARACTERS),
    };
    return part;
  });
}

/**
 * Which long message a message to the kernel is a part of, or "". Half of one is no use to a kernel: until all parts
 * are answered, all of them are said again where one is.
 */
export const transferOf = ({ content }) => content.data?.content?.transfer ?? "";

/**
 * Say something to Python, however long it is.
 * @param {{send: (content: any) => void, withoutKernel?: boolean}} model
 */
export function sendWhole(model, content) {
  if (model.withoutKernel) model.send(content);
  else for (const part of inParts(content)) model.send(part);
}
