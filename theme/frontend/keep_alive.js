// Keeps the page in touch with a kernel: takes one when there is something to say, holds the line to it, and takes another
// when its own is gone.

import { kernelFor, letGo } from "./opening.js";
import { away, isLost, lost, queued, ready, refused, SENTENCES, tooLong } from "./session.js";

const CHECK_EVERY_MS = 15000;
const PAUSES_MS = [1000, 3000, 8000, 15000, 30000];
// What is sent again to each new kernel may be what ends it.
const DEATHS_AT_MOST = 3;

/**
 * Watch over the kernel for as long as the page is open, and let it go with the page. There is one when there is something
 * to say to it, not before: a page that nobody uses needs none.
 * @param {import("../../page/js/line/kernel.js").Kernel} kernel
 * @param {import("../../page/js/line/models.js").Widgets} widgets
 * @param {{baseUrl: string, lesson: string, edition: string, isWhole: boolean}} page whether all of it has come and come alive
 */
export function keepAlive(kernel, widgets, page) {
  let deaths = 0;
  let failures = 0;
  let isTaking = false;
  let later;
  let left = new AbortController();

  const tryNow = () => (kernel.gone ? take() : kernel.wake());

  async function take() {
    if (isTaking || isLost()) return;
    if (!page.isWhole || deaths >= DEATHS_AT_MOST || !widgets.canMove) return lost();
    isTaking = true;
    clearTimeout(later);
    left = new AbortController();
    const { signal } = left;
    const made = await kernelFor(page, queued, signal);
    isTaking = false;
    queued(null);
    if (signal.aborted) return;
    if (made === "changed") return lost(SENTENCES.changed());
    if (made === "unreachable" || !made.kernelId) {
      away(tryNow, made === "unreachable" ? undefined : made.refusal);
      const pause = PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)];
      later = setTimeout(take, pause * (0.8 + 0.4 * Math.random()));
    } else {
      failures = 0;
      widgets.moveTo(made.kernelId);
    }
  }

  const { dataset } = document.documentElement;
  kernel.addEventListener("open", () => {
    dataset.kernel = kernel.id;
    if (page.isWhole) ready();
  });
  kernel.addEventListener("away", () => away(tryNow));
  kernel.addEventListener("blocked", () => refused(SENTENCES.blocked()));
  kernel.addEventListener("toolong", tooLong);
  kernel.addEventListener("wanted", take);
  kernel.addEventListener("message", () => {
    if (!kernel.unanswered.size) deaths = 0;
  });
  kernel.addEventListener("gone", () => {
    delete dataset.kernel;
    deaths += 1;
    if (!page.isWhole || kernel.unanswered.size) take();
    else ready();
  });
  const wake = () => {
    if (document.hidden || isLost()) return;
    if (!kernel.gone) kernel.wake();
    else if (kernel.unanswered.size) take();
  };
  setInterval(() => kernel.gone || kernel.check(), CHECK_EVERY_MS);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("online", wake);
  // A page that the browser kept while it was left comes back without its kernel.
  window.addEventListener("pageshow", wake);
  window.addEventListener("pagehide", () => {
    left.abort();
    clearTimeout(later);
    if (!kernel.gone) letGo(kernel.baseUrl, kernel.id);
    kernel.leave();
  });
}
