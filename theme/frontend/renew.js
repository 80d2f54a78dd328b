// A new kernel for a page whose own is gone: the server makes the page again, and its kernel is taken.

/** The blocks of a page that say which widget stands in which cell. */
export const VIEW = 'script[type="application/vnd.course.view+json"]';
const MADE_WITHIN_MS = 90000;

/** Which widgets a page shows: cell and id, in their order. @returns {{cell: string, id: string}[]} */
function viewsOf(page) {
  return [...page.querySelectorAll(VIEW)].map((block) => ({
    cell: block.dataset.cell,
    id: JSON.parse(block.textContent).model_id,
  }));
}

const cells = (views) => views.map(({ cell }) => cell).join();

/**
 * Have the page made again; `own` is the edition of this one. `ids` gives the new id of each of its widgets; without a kernel there is `refusal`, the
 * server's reason. "changed": the course has been renewed, so that nothing here fits any more.
 * @returns {Promise<"unreachable" | "changed" | {kernelId: string, ids: Map<string, string>, refusal?: string}>}
 */
export async function madeAgain(own) {
  let page;
  try {
    const address = location.href.split("#")[0];
    const answer = await fetch(address, { cache: "no-store", signal: AbortSignal.timeout(MADE_WITHIN_MS) });
    if (answer.status === 404) return "changed";
    if (!answer.ok) return "unreachable";
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    return "unreachable";
  }
  const config = page.getElementById("jupyter-config-data");
  // Something else answers in the course's place, as the sign-in page of a network does.
  if (!config || !page.getElementById("course-cells-end")) return "unreachable";
  const { kernelId, refusal, baseUrl, edition } = JSON.parse(config.textContent);
  if (!kernelId) return { kernelId, ids: new Map(), refusal };
  const [before, now] = [viewsOf(document), viewsOf(page)];
  if (edition !== own || cells(before) !== cells(now)) {
    letGo(baseUrl, kernelId);
    return "changed";
  }
  return { kernelId, ids: new Map(before.map(({ id }, place) => [id, now[place].id])) };
}

/** Tell the server that a kernel is not needed any more. */
export const letGo = (baseUrl, kernelId) => navigator.sendBeacon(`${baseUrl}voila/api/shutdown/${kernelId}`);
