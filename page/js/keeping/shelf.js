// What the browser keeps as a courtesy, because it can be had again: whole or not at all, and the oldest goes first.

import { crc32 } from "./crc32.js";
import { browserStore } from "./storage.js";
import { namesOf } from "./store.js";

const CHECK_LENGTH = 8;

/** Things of one kind, each under a name of its own. */
export class Shelf {
  /**
   * @param {string} prefix of their names in the browser's store
   * @param {number} inAll how many characters all of them may have
   * @param {number} each how many one of them may have
   */
  constructor(prefix, inAll, each) {
    this.prefix = prefix;
    this.inAll = inAll;
    this.each = each;
  }

  /**
   * Keep a thing in the place of the one before; false where there is no room, and then neither is kept.
   * @param {string} name
   * @param {Record<string, any>} thing
   */
  keep(name, thing) {
    this.drop(name);
    const body = JSON.stringify({ ...thing, kept: Date.now() });
    if (body.length > this.each) return false;
    let size = this.names().reduce((sum, other) => sum + this.sizeOf(other), body.length);
    if (size <= this.inAll && this.put(name, body)) return true;
    for (const oldest of this.oldestFirst()) {
      size -= this.sizeOf(oldest);
      this.drop(oldest);
      if (size <= this.inAll && this.put(name, body)) return true;
    }
    return false;
  }

  put(name, body) {
    try {
      browserStore().setItem(this.prefix + name, crc32(body) + body);
      return true;
    } catch {
      return false;
    }
  }

  /** A thing as it was kept, with the time at which it was; null if there is none, or it is damaged. */
  read(name) {
    try {
      const text = browserStore().getItem(this.prefix + name) ?? "";
      const body = text.slice(CHECK_LENGTH);
      return crc32(body) === text.slice(0, CHECK_LENGTH) ? JSON.parse(body) : null;
    } catch {
      return null;
    }
  }

  /** Keep a thing no longer. */
  drop(name) {
    try {
      browserStore().removeItem(this.prefix + name);
    } catch {
      // nothing is kept here
    }
  }

  names() {
    return namesOf((each) => each.startsWith(this.prefix)).map((each) => each.slice(this.prefix.length));
  }

  sizeOf(name) {
    return browserStore().getItem(this.prefix + name)?.length ?? 0;
  }

  oldestFirst() {
    const rows = this.names().map((name) => ({ name, kept: this.read(name)?.kept ?? 0 }));
    return rows.sort((one, other) => one.kept - other.kept).map(({ name }) => name);
  }
}
