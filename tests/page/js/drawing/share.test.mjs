// A link is handed on by the device's own way where there is one, else copied; where neither is allowed, the page says so.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { handOn, handOnWords } from "../../../../page/js/drawing/share.js";

const WHAT = { title: "A lesson", url: "https://course.test/a#b" };
const device = (value) => Object.defineProperty(globalThis, "navigator", { value, configurable: true });
const copied = [];
const clipboard = { writeText: async (text) => copied.push(text) };

afterEach(() => copied.splice(0));

test("a device that can share is asked to, and nothing is copied", async () => {
  const shared = [];
  device({ share: async (what) => shared.push(what), clipboard });
  assert.equal(handOnWords("the link"), "Share the link");
  assert.equal(await handOn(WHAT, "by hand."), "");
  assert.deepEqual([shared, copied], [[WHAT], []]);
});

test("who changes their mind hears nothing; a device that refuses copies", async () => {
  const refusing = (name) => device({ share: () => Promise.reject(new DOMException("", name)), clipboard });
  refusing("AbortError");
  assert.equal(await handOn(WHAT, "by hand."), "");
  assert.deepEqual(copied, []);
  refusing("NotAllowedError");
  assert.equal(await handOn(WHAT, "by hand."), "Copied.");
  assert.deepEqual(copied, [WHAT.url]);
});

test("elsewhere it is copied, and where that is not allowed the page says what to do", async () => {
  device({ clipboard });
  assert.equal(handOnWords("the link"), "Copy the link");
  assert.equal(await handOn({ title: "x", text: "words" }, "by hand."), "Copied.");
  assert.deepEqual(copied, ["words"]);
  device({});
  assert.equal(await handOn(WHAT, "by hand."), "This browser does not let the page copy: by hand.");
});
