// Keeps the page in touch with a kernel: its line when that is lost, and another kernel when its own is gone.

import { letGo, madeAgain } from "./renew.js";
import { away, isLost, lost, ready, refused, SENTENCES, tooLong } from "./session.js";

const CHECK_EVERY_MS = 15000;
const PAUSES_MS = [1000, 3000, 8000, 15000, 30000];
// What is sent again to each new kernel may be what ends it.
const DEATHS_AT_MOST = 3;

/**
 * Watch over the kernel for as long as the page is open, and let it go with the page. A kernel that is gone is
 * replaced when there is something to say to it, not before: a page that nobody uses needs none.
 * @param {import("../../page/js/kernel.js").Kernel} kernel
 * @param {import("../../page/js/models.js").Widgets} widgets
 * @param {{edition: string, isWhole: boolean}} page whether all of it has come and come alive
 */
export function keepAlive(kernel, widgets, page) {
  let deaths = 0;
  let failures = 0;
  let isTaking = false;
  let later;

  const tryNow = () => (kernel.gone ? take() : kernel.wake());

  async function take() {
    if (isTaking || isLost()) return;
    if (!page.isWhole || deaths >= DEATHS_AT_MOST) return lost();
    isTaking = true;
    clearTimeout(later);
    const made = await madeAgain(page.edition);
    isTaking = false;
    if (made === "changed") return lost(SENTENCES.changed());
    if (made === "unreachable" || !made.kernelId) {
      away(tryNow, made === "unreachable" ? undefined : made.refusal);
      const pause = PAUSES_MS[Math.min(failures++, PAUSES_MS.length - 1)];
      later = setTimeout(take, pause * (0.8 + 0.4 * Math.random()));
    } else if (!widgets.canMove(made.ids)) {
      letGo(kernel.baseUrl, made.kernelId);
      lost();
    } else {
      failures = 0;
      widgets.moveTo(made.kernelId, made.ids);
    }
  }

  kernel.addEventListener("open", () => page.isWhole && ready());
  kernel.addEventListener("away", () => away(tryNow));
  kernel.addEventListener("blocked", () => refused(SENTENCES.blocked()));
  kernel.addEventListener("toolong", tooLong);
  kernel.addEventListener("wanted", take);
  kernel.addEventListener("message", () => {
    if (!kernel.unanswered.size) deaths = 0;
  });
  kernel.addEventListener("gone", () => {
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
    if (!kernel.gone) letGo(kernel.baseUrl, kernel.id);
    kernel.leave();
  });
}
