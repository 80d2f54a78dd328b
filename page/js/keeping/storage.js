// Where a page keeps what a learner does: in the browser, or on a stage in memory only, so that the next group sees nothing.

/** The name of the explorer that this page shows on a stage, "" for a page that a learner reads. */
export const stageName = () => new URLSearchParams(globalThis.location?.search ?? "").get("stage") ?? "";

/** What a browser's storage does, for as long as the page is open; its names are its own properties, as theirs are. */
class MemoryStorage {
  getItem(name) {
    return Object.hasOwn(this, name) ? this[name] : null;
  }

  setItem(name, text) {
    this[name] = String(text);
  }

  removeItem(name) {
    delete this[name];
  }
}

// One for all scripts of a page.
const STORES = Symbol.for("ketamine-course on a stage");
const inMemory = () => (globalThis[STORES] ??= { browser: new MemoryStorage(), tab: new MemoryStorage() });

/** @returns {any} what outlives the tab */
export const browserStore = () => (stageName() ? inMemory().browser : localStorage);

/** @returns {any} what outlives a reload */
export const tabStore = () => (stageName() ? inMemory().tab : sessionStorage);
