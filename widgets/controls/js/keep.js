// What a learner takes along from an explorer: its table, its picture, its scenario.

import { button, download, element, onEnter } from "../../../page/js/drawing/dom.js";
import { csvText } from "../../../page/js/keeping/csv.js";
import { openCode } from "../../../page/js/line/messages.js";
import { ask } from "./ask.js";
import { pngOf } from "./picture_file.js";

const NOT_KEPT =
  "This browser has no room to remember this lab, or does not allow it: it begins again when you come back.";

/**
 * The table as a file: what it is, from which course, then its rows. Begins with a mark for spreadsheets.
 * @param {import("../../../page/js/line/messages.types").Table} table
 */
export function tableFile({ caption, columns, rows }, sentence, heading, note) {
  return `\ufeff${csvText([[`# ${heading}. ${sentence}`], [`# ${caption}`], [`# ${note}`], columns, ...rows])}`;
}

/** Where a teacher projects this explorer with its setting; "" where its page is no lesson of the course's server. */
function projectWay(figure, { name, code }) {
  const base = document.body.dataset.baseUrl;
  const isOffered = figure.closest("[data-explorer]")?.getAttribute("data-explorer") === name;
  if (!base || !isOffered || !code) return "";
  const lesson = location.pathname
    .split("/")
    .pop()
    .replace(/\.ipynb$/, "");
  return `${base}teach/stage/one_explorer?${new URLSearchParams({ lesson, explorer: name, setting: code })}`;
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
  const project = element("a", { text: "Project this", hidden: true });
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
  const lasting = element("p", { class: "x-hint", hidden: true, text: NOT_KEPT });
  const box = element(
    "details",
    {},
    element("summary", { text: "Keep or share" }),
    lasting,
    element("div", { class: "x-row" }, csv, png),
    share,
    project,
  );
  // A code is worked out only while somebody may look at it.
  box.addEventListener("toggle", () => {
    model.set("sharing", box.open);
    model.save_changes();
  });
  const node = element("div", { class: "x-keep" }, box, said);

  /** While the result cannot be read, neither it nor a way back to it can be taken along. */
  function veil(isVeiled) {
    for (const each of [csv, png, copy, link, project, code]) each.inert = isVeiled;
  }

  function update(shown) {
    csv.hidden = !model.get("table");
    png.hidden = !shown.strokes.length;
    share.hidden = !shown.scenario;
    box.hidden = csv.hidden && png.hidden && share.hidden;
    if (!shown.scenario) return;
    copy.disabled = link.hidden = !shown.scenario.code;
    code.textContent = shown.scenario.code === "" ? "none for these values" : shown.scenario.code;
    const way = projectWay(figure, shown.scenario);
    project.hidden = !way;
    if (way) project.href = way;
    link.href = `${location.href.split("#")[0]}#${shown.scenario.name}=${shown.scenario.code}`;
    const values = JSON.stringify(model.get("values"));
    if (shown.scenario.said) {
      said.textContent = shown.scenario.said;
      saidOf = values;
    } else if (saidOf !== values) said.textContent = "";
  }

  /** Say whether the learner will find this screen again. @param {boolean} isKept */
  function tellKept(isKept) {
    lasting.hidden = isKept;
  }
  return { node, update, veil, tellKept };
}
