// What the home page offers to take along: a link to another device, and a record to print.

import { element } from "../../../page/js/drawing/dom.js";
import { printRecord } from "./record.js";

const NO_LINK = "The link could not be made just now. Save your answers to a file instead.";
const NOT_READ = "The link could not be read just now: reload the page. Nothing was changed.";
/** @returns {any} */
const byId = (id) => document.getElementById(id);
/** @returns {HTMLElement[]} */
const entries = () => [...document.querySelectorAll("article[data-lesson]")].map((each) => /** @type {any} */ (each));

/** What makes and reads links; it is fetched when it is wanted. */
const carry = () => import(byId("elsewhere").dataset.script);

async function makeLink() {
  try {
    await (await carry()).makeLink(byId("carry-link"));
  } catch {
    byId("carry-link").textContent = NO_LINK;
  }
}

/** After answers came from another device: the way to the lesson that was left last. */
function offerPlace(places) {
  const [slug, place] = Object.entries(places).sort(([, one], [, other]) => other.at - one.at)[0] ?? [];
  const entry = entries().find((each) => each.dataset.lesson === slug);
  if (!entry) return;
  const { href } = /** @type {HTMLAnchorElement} */ (entry.querySelector("h3 a"));
  const link = element("a", {
    href: `${href}#${encodeURIComponent(place.part)}`,
    text: `Go on at “${place.words}”`,
  });
  byId("carried")
    .querySelector("section")
    .append(element("p", {}, link));
}

/** @param {() => void} show draws the page anew from what is kept */
async function askCarried(show) {
  if (!location.hash.startsWith("#carry=")) return;
  try {
    const { askCarried } = await carry();
    await askCarried(byId("carried"), (places) => {
      show();
      offerPlace(places);
    });
  } catch {
    byId("carried").textContent = NOT_READ;
  }
}

function record(versions) {
  const pages = entries().map(({ dataset }) => ({
    title: dataset.title,
    number: dataset.number,
    items: dataset.items.split(" ").filter(Boolean),
  }));
  const { course, version, reviewed } = byId("record").dataset;
  const about = { pages, versions, course, version, reviewed, name: byId("record-name").value.trim() };
  byId("record-status").textContent = printRecord(byId("record"), about);
}

/**
 * Bring these ways to life.
 * @param {Record<string, number>} versions of the course's questions
 * @param {() => void} show draws the page anew from what is kept
 */
export function liveHomeWays(versions, show) {
  byId("carry-make").addEventListener("click", makeLink);
  byId("record-print").addEventListener("click", () => record(versions));
  window.addEventListener("hashchange", () => askCarried(show));
  askCarried(show);
}
