// What a reader hands on from a lesson: the address of the part that is being read, and a report of an error. The page
// sends neither: the reader does, by the device's own ways.

import { element } from "../../../page/js/drawing/dom.js";
import { copyText, handOn, handOnWords } from "../../../page/js/drawing/share.js";

/** @import { Part } from "./parts.js" */

/** The address of a part, without what was asked of the page besides. @param {Part | null} part */
export const addressOf = (part) => `${location.origin}${location.pathname}${part ? part.link.hash : ""}`;

/** The question that stands in the middle of the screen, by its id; "" where none does. */
export function questionInSight() {
  const middle = window.innerHeight / 2;
  const cards = [...document.querySelectorAll("article.kq-card[data-item]:not([hidden])")];
  const seen = cards.filter((each) => {
    const { top, bottom, height } = each.getBoundingClientRect();
    return height > 0 && top < 2 * middle && bottom > 0;
  });
  const away = (each) => {
    const { top, bottom } = each.getBoundingClientRect();
    return Math.max(0, top - middle, middle - bottom);
  };
  return seen.sort((one, other) => away(one) - away(other))[0]?.getAttribute("data-item") ?? "";
}

/**
 * The report to fill in: the course's own text, and below the line that asks for the place where the reader is.
 * @param {string} form
 * @param {{title: string, address: string, part: string, question: string}} where
 */
export function reportText(form, { title, address, part, question }) {
  const place = [title, part && `Part: ${part}`, question && `Question: ${question}`, address].filter(Boolean);
  return form
    .split("\n")
    .flatMap((line) => (/^The page/.test(line) ? [line, ...place.map((each) => `  ${each}`), ""] : [line, ""]))
    .join("\n")
    .trimEnd();
}

/**
 * Bring the two ways in the list of parts to life.
 * @param {() => Part | null} now the part that is being read
 */
export function liveWays(now) {
  const ways = document.querySelector(".parts-ways");
  if (!ways) return;
  const title = document.querySelector("h1").textContent.replace(/¶$/, "").trim();
  const said = element("p", { class: "ways-said", role: "status" });
  const field = element("input", { type: "text", readonly: true, hidden: true, "aria-label": "Link to this part" });
  const share = ways.querySelector(".share-part");
  share.textContent = handOnWords("a link to this part");
  share.addEventListener("click", async () => {
    const url = addressOf(now());
    said.textContent = await handOn({ title, url }, "select the link and copy it by hand.");
    field.hidden = !/does not let/.test(said.textContent);
    field.value = url;
    if (!field.hidden) field.select();
  });
  share.after(field);
  ways.append(said);
  liveReport(ways.querySelector(".report-error"), now, title);
}

/** @param {() => Part | null} now */
function liveReport(opens, now, title) {
  /** @type {HTMLDialogElement} */
  const dialog = document.querySelector("#report-dialog");
  const text = dialog.querySelector("textarea");
  const form = text.value;
  const said = dialog.querySelector("[role=status]");
  const send = /** @type {HTMLButtonElement} */ (dialog.querySelector(".report-share"));
  send.textContent = handOnWords("the text");
  opens.addEventListener("click", () => {
    const part = now();
    const where = { title, address: addressOf(part), part: part?.words ?? "", question: questionInSight() };
    text.value = reportText(form, where);
    said.textContent = "";
    dialog.showModal();
    text.focus();
    text.setSelectionRange(0, 0);
    text.scrollTop = 0;
  });
  const byHand = "select the text and copy it by hand.";
  send.addEventListener("click", async () => {
    said.textContent = await handOn({ title: "An error in the course", text: text.value }, byHand);
  });
  dialog.querySelector("a.report-list")?.addEventListener("click", () => copyText(text.value, byHand));
}
