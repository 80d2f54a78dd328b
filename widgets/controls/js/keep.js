// What a learner takes along from an explorer, and how a scenario comes back.

import { written } from "../../../page/js/controls.js";
import { csvText } from "../../../page/js/csv.js";
import { button, download, element, onEnter } from "../../../page/js/dom.js";
import { openCode } from "../../../page/js/messages.js";
import { keep, readKept } from "../../../page/js/store.js";
import { ask } from "./ask.js";
import { pngOf } from "./picture_file.js";

let claimed = ""; // the scenario of the page's address belongs to one explorer only

/**
 * The table as a file: what it is, from which course, then its rows. Begins with a mark for spreadsheets.
 * @param {import("../../../page/js/messages.types").Table} table
 */
export function tableFile({ caption, columns, rows }, sentence, heading, note) {
  return `\ufeff${csvText([[`# ${heading}. ${sentence}`], [`# ${caption}`], [`# ${note}`], columns, ...rows])}`;
}

/** What was chosen and written in an explorer that asks for it (`keeps`), in this browser only. */
export function memoryOf(model, id) {
  const name = model.get("keeps");
  function save(values) {
    if (!name) return;
    const mine = [...written]
      .filter(([key]) => key.startsWith(`${id}-`))
      .map(([key, text]) => [key.slice(id.length + 1), text]);
    keep(name, { values, written: mine });
  }
  function restore() {
    const kept = name && readKept(name);
    if (!kept || !Array.isArray(kept.written)) return;
    for (const [key, text] of kept.written) written.set(`${id}-${key}`, String(text));
    ask(model, { values: { ...model.get("values"), ...kept.values } });
  }
  return { save, restore };
}

/** The box "Keep or share" of one explorer. */
export function keeper(model, id, figure) {
  const heading = model.get("heading"),
    note = model.get("keep_note");
  const file = heading.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const said = element("p", { class: "x-hint x-said", role: "status" });
  const csv = button("Save the table (CSV)", () =>
    download(
      `${file}.csv`,
      new Blob([tableFile(model.get("table"), model.get("shown").sentence, heading, note)], {
        type: "text/csv;charset=utf-8",
      }),
    ),
  );
  const png = button("Save the picture (PNG)", async () => {
    try {
      download(`${file}.png`, await pngOf(model, heading, note, figure));
    } catch {
      said.textContent = "The picture could not be saved in this browser.";
    }
  });
  const link = element("a", { text: "Link to this scenario" });
  const copy = button("Copy the link", async () => {
    try {
      await navigator.clipboard.writeText(link.href);
      said.textContent = "The link is copied.";
    } catch {
      said.textContent = "This browser does not let the page copy: use the link beside the button.";
    }
  });
  const code = element("output", { class: "x-code", "aria-label": "Code of this scenario" });
  const typed = element("input", {
    type: "text",
    id: `${id}-code`,
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 60,
  });
  let saidOf = "";
  const open = (text) => {
    model.send(openCode(text));
    ask(model);
  };
  onEnter(typed, () => open(typed.value));
  const share = element(
    "div",
    { class: "x-share" },
    element("div", { class: "x-row" }, copy, link),
    element("p", {}, "Code of this scenario: ", code),
    element("label", { for: typed.id, text: "Open a code" }),
    element(
      "div",
      { class: "x-row" },
      typed,
      button("Open it", () => open(typed.value)),
    ),
  );
  const box = element(
    "details",
    {},
    element("summary", { text: "Keep or share" }),
    element("div", { class: "x-row" }, csv, png),
    share,
  );
  // A code is worked out only while somebody may look at it.
  box.addEventListener("toggle", () => {
    model.set("sharing", box.open);
    model.save_changes();
  });
  const node = element("div", { class: "x-keep" }, box, said);

  /** While the result cannot be read, neither it nor a way back to it can be taken along. */
  function veil(isVeiled) {
    for (const each of [csv, png, copy, link, code]) each.inert = isVeiled;
  }

  function fromAddress() {
    const name = model.get("shown").scenario?.name;
    const asked = name && location.hash.startsWith(`#${name}=`) ? location.hash : "";
    if (!asked || (claimed && claimed.split(" ")[1] === asked && claimed.split(" ")[0] !== id)) return;
    claimed = `${id} ${asked}`;
    open(decodeURIComponent(asked.split("=")[1]));
    figure.closest(".x").scrollIntoView({ block: "start" });
  }
  window.addEventListener("hashchange", fromAddress);

  function update(shown) {
    csv.hidden = !model.get("table");
    png.hidden = !shown.strokes.length;
    share.hidden = !shown.scenario;
    box.hidden = csv.hidden && png.hidden && share.hidden;
    if (!shown.scenario) return;
    copy.disabled = link.hidden = !shown.scenario.code;
    code.textContent = shown.scenario.code === "" ? "none for these values" : shown.scenario.code;
    link.href = `${location.href.split("#")[0]}#${shown.scenario.name}=${shown.scenario.code}`;
    const values = JSON.stringify(model.get("values"));
    if (shown.scenario.said) {
      said.textContent = shown.scenario.said;
      saidOf = values;
    } else if (saidOf !== values) said.textContent = "";
  }
  const stop = () => window.removeEventListener("hashchange", fromAddress);
  return { node, update, veil, fromAddress, stop };
}
