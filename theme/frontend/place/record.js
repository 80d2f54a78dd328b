// A record of what a learner has done, to print: from the answers in this browser alone. It is no certificate, and says so.

import { element } from "../../../page/js/drawing/dom.js";
import { printAlone } from "../../../page/js/drawing/notice.js";
import { table } from "../../../page/js/drawing/tables.js";
import { readStore } from "../../../page/js/keeping/store.js";
import { answersIn, inOrder, lastTries } from "../../../page/js/keeping/tries.js";
import { bothWords, firstForm, firstTries } from "../../../page/js/keeping/two_forms.js";

const NONE = "Nothing is recorded yet: answer a question first.";
export const NO_CERTIFICATE =
  "This is a record for yourself, written by your own browser from the answers kept in it. It is no certificate: nobody has checked who answered, or whether the answers were the reader's own, and no body gives credit for it.";
const FORMS = ["form_a", "form_b"];
const OF_A_FORM = 12; // questions
const day = (ms) => new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/**
 * What was done in each page of the course, in their order; pages in which nothing was answered are left out.
 * @param {any[]} events
 * @param {{title: string, number: string, items: string[]}[]} pages
 * @param {Record<string, number>} versions
 * @param {number} now
 */
export function recordRows(events, pages, versions, now) {
  const rows = inOrder(events, now);
  const last = lastTries(rows, versions);
  return pages.flatMap(({ title, number, items }) => {
    const own = items.flatMap((item) => last.get(item) ?? []);
    if (!own.length) return [];
    const times = answersIn(rows).flatMap(({ event, when }) => (items.includes(event.item) ? [when] : []));
    const [from, to] = [day(Math.min(...times)), day(Math.max(...times))];
    const right = own.filter(({ correct }) => correct === true).length;
    return [
      {
        name: number ? `${number}. ${title}` : title,
        answered: `${own.length} of ${items.length}`,
        right: `${right}`,
        when: from === to ? from : `${from} to ${to}`,
      },
    ];
  });
}

/** What both forms say together, where both are answered and marked; "" where they are not. */
export function formsWords(events, now) {
  const first = firstForm(events, FORMS, now);
  const [one, other] = FORMS[0] === first ? FORMS : [...FORMS].reverse();
  const [before, after] = [one, other].map((form) => firstTries(events, form, now));
  return first && before.of === OF_A_FORM && after.of === OF_A_FORM ? bothWords(before, after) : "";
}

/**
 * Print the record on one page; the sentence that says why there is none, or "".
 * @param {HTMLElement} place where it stands while it is printed
 * @param {{pages: any[], versions: Record<string, number>, course: string, version: string, reviewed: string, name: string}} about
 */
export function printRecord(place, { pages, versions, course, version, reviewed, name }) {
  const now = Date.now();
  const { events } = readStore().store;
  const rows = recordRows(events, pages, versions, now);
  const forms = formsWords(events, now);
  if (!rows.length) return NONE;
  const parts = [
    element("h2", { id: "record-title", text: "A record of what was done" }),
    element("p", {}, element("strong", { text: name || "No name given" })),
    element("p", { text: `${course}. ${version} Printed on ${day(now)}.` }),
    table(
      "Questions answered, by page of the course",
      ["Page", "Answered", "Right at the last try", "When"],
      rows.map((row) => [row.name, row.answered, row.right, row.when]),
    ),
    forms && element("p", { text: forms }),
    element("p", { text: NO_CERTIFICATE }),
    element("p", { text: reviewed }),
  ];
  place.replaceChildren(...parts.filter(Boolean));
  place.hidden = false;
  window.addEventListener("afterprint", () => place.setAttribute("hidden", ""), { once: true });
  printAlone(place);
  return "";
}
