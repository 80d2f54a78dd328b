// A kernel for this page: asked for when the learner acts, or when the page's own is gone.

const ANSWERED_WITHIN_MS = 90000;
const ASKED_EVERY_MS = 500; // at most: the server answers as soon as there is news

/**
 * A kernel with this page's widgets in it, however long the queue for it is. "changed": the course has been renewed, so
 * that nothing here fits any more; else `refusal` says why there is none.
 * @param {{baseUrl: string, lesson: string, edition: string}} page
 * @param {(ahead: number | null) => void} queued hears how many are before this page; null once its kernel is being started
 * @param {AbortSignal} left when the page is
 * @returns {Promise<"unreachable" | "changed" | {kernelId?: string, refusal?: string}>}
 */
export async function kernelFor({ baseUrl, lesson, edition }, queued, left) {
  let ticket = "";
  try {
    for (;;) {
      const since = Date.now();
      const answer = ticket
        ? await ask(`${baseUrl}voila/api/queue/${ticket}`, {}, left)
        : await ask(`${baseUrl}voila/api/open/${lesson}`, { method: "POST", body: JSON.stringify({ edition }) }, left);
      if (answer.status === 404 && ticket) {
        ticket = ""; // the server has forgotten it: stand at the end again
      } else if (answer.status === 404 || answer.status === 409) {
        return "changed";
      } else {
        const said = await answer.json();
        if (answer.status !== 202) return said.kernelId ? { kernelId: said.kernelId } : { refusal: said.message };
        ticket = said.ticket;
        queued(said.starting ? null : said.ahead);
      }
      await new Promise((resolve) => setTimeout(resolve, since + ASKED_EVERY_MS - Date.now()));
    }
  } catch {
    return "unreachable"; // or something else answers in the course's place, as the sign-in page of a network does
  }
}

async function ask(address, how, left) {
  const late = new AbortController();
  const stop = () => late.abort();
  const timer = setTimeout(stop, ANSWERED_WITHIN_MS);
  left.addEventListener("abort", stop);
  try {
    return await fetch(address, { ...how, cache: "no-store", signal: late.signal });
  } finally {
    clearTimeout(timer);
    left.removeEventListener("abort", stop);
  }
}

/** Tell the server that a kernel is not needed any more. */
export const letGo = (baseUrl, kernelId) => navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`);
