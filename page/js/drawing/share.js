// Handing on a link or a text: by the device's own way of sharing where it has one, else by copying.

/** Whether the device offers its own way of sharing. */
export const canShare = () => typeof navigator.share === "function";

/** What a button is called that hands `thing` on, such as "the link". */
export const handOnWords = (thing) => `${canShare() ? "Share" : "Copy"} ${thing}`;

/**
 * Copy a text; the sentence that says what came of it.
 * @param {string} text
 * @param {string} otherwise what to do by hand where the browser does not allow it
 */
export async function copyText(text, otherwise) {
  try {
    await navigator.clipboard.writeText(text);
    return "Copied.";
  } catch {
    return `This browser does not let the page copy: ${otherwise}`;
  }
}

/**
 * Hand on a link or a text; the sentence that says what came of it, "" where the learner sees it or has changed their mind.
 * @param {{title: string, url?: string, text?: string}} what
 * @param {string} otherwise what to do by hand where the browser allows neither
 */
export async function handOn(what, otherwise) {
  if (!canShare()) return copyText(what.url ?? what.text, otherwise);
  try {
    await navigator.share(what);
    return "";
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return "";
    return copyText(what.url ?? what.text, otherwise);
  }
}
