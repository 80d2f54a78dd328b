// Continues explorer.js (both are served as one module): what a learner takes along, and how a scenario comes back.

const PAPER = { "curve-1": "#0072b2", "curve-2": "#d55e00", "curve-3": "#009e73", "curve-ink": "#101418", ink: "#1c2126", "ink-soft": "#55606b" };
let claimed = "";  // the scenario of the page's address belongs to one explorer only

function csvText(shown, heading, note) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = [[`# ${heading}. ${shown.sentence}`], [`# ${shown.table.caption}`], [`# ${note}`], shown.table.columns, ...shown.table.rows];
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function download(name, blob) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function linesOf(context, text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (lines.at(-1) && context.measureText(longer).width > width) lines.push(word); else lines[lines.length - 1] = longer;
  }
  return lines;
}

// Always on white paper, whatever the page's colours are; under the picture what each line is, and the notice.
async function pngOf(shown, points, svg, heading, note, figure) {
  const [width, height] = shown.size, margin = 16, ratio = 2, family = getComputedStyle(figure).fontFamily;
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg.replace("<svg ", `<svg width="${width}" height="${height}" `)
    .replace(/width="[\d.]+pt"|height="[\d.]+pt"/g, "")], { type: "image/svg+xml" }));
  await image.decode();
  const curves = element("canvas"), sheet = element("canvas"), context = sheet.getContext("2d");
  painter(curves, null, figure, (name) => PAPER[name]).paint(shown, points);
  const texts = [["600 18px", heading, "ink"], ["600 14px", shown.sentence, "ink"]];
  const below = legendOf(shown.strokes).map((stroke) => ["13px", stroke.label, "ink", stroke]);
  below.push(["13px", shown.table ? shown.table.caption : "", "ink-soft"], ["600 13px", note, "ink"]);
  const set = (rows) => rows.filter(([, text]) => text).flatMap(([font, text, colour, stroke]) => {
    context.font = `${font} ${family}`;
    return linesOf(context, text, width - (stroke ? 36 : 0)).map((line, k) => ({ font, line, colour, indent: stroke ? 36 : 0, stroke: k ? null : stroke }));
  });
  const head = set(texts), foot = set(below), tall = 22;
  sheet.width = (width + 2 * margin) * ratio;
  sheet.height = (height + (head.length + foot.length) * tall + 3 * margin) * ratio;
  context.scale(ratio, ratio);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, sheet.width, sheet.height);
  let y = margin;
  const write = (rows) => {
    for (const { font, line, colour, indent, stroke } of rows) {
      y += tall;
      if (stroke) {
        context.strokeStyle = PAPER[stroke.colour];
        const mark = stroke.kind === "marks", wide = mark || stroke.kind === "band";
        context.globalAlpha = stroke.kind === "band" ? 0.35 : 1;
        context.lineWidth = wide ? 10 : 3;
        context.setLineDash(stroke.dash.map((part) => part * 2));
        context.beginPath();
        context.moveTo(margin + (mark ? 8 : 0), y - 5);
        context.lineTo(margin + (mark ? 18 : 26), y - 5);
        context.stroke();
        context.globalAlpha = 1;
        context.setLineDash([]);
      }
      context.font = `${font} ${family}`;
      context.fillStyle = PAPER[colour];
      context.fillText(line, margin + indent, y);
    }
  };
  write(head);
  y += margin;
  context.drawImage(image, margin, y, width, height);
  context.drawImage(curves, margin, y, width, height);
  URL.revokeObjectURL(image.src);
  y += height;
  write(foot);
  return new Promise((done) => sheet.toBlob(done, "image/png"));
}

// What was chosen and written in an explorer that asks for it (`keeps`), in this browser only; the review page's
// "erase" takes it away with the answers, because the name begins like theirs.
function memoryOf(model, id) {
  const name = model.get("keeps") && `ketamine-course:v1:explorer:${model.get("keeps")}`;
  function save(values) {
    if (!name) return;
    const mine = [...written].filter(([key]) => key.startsWith(`${id}-`)).map(([key, text]) => [key.slice(id.length + 1), text]);
    try { localStorage.setItem(name, JSON.stringify({ values, written: mine })); } catch { /* a private window keeps nothing */ }
  }
  function restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(name) || "null");
      if (!name || !kept) return;
      for (const [key, text] of kept.written) written.set(`${id}-${key}`, String(text));
      model.set("values", { ...model.get("values"), ...kept.values });
      model.save_changes();
    } catch { /* what cannot be read is not brought back */ }
  }
  return { save, restore };
}

function keeper(model, id, figure) {
  const heading = model.get("heading"), note = model.get("keep_note");
  const file = heading.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const said = element("p", { class: "x-hint x-said", role: "status" });
  const button = (text, press) => {
    const node = element("button", { type: "button", text });
    node.addEventListener("click", press);
    return node;
  };
  const csv = button("Save the table (CSV)", () => download(`${file}.csv`,
    new Blob([csvText(model.get("shown"), heading, note)], { type: "text/csv;charset=utf-8" })));
  const png = button("Save the picture (PNG)", async () => {
    try {
      download(`${file}.png`, await pngOf(model.get("shown"), model.get("points"), model.get("backdrop"), heading, note, figure));
    } catch { said.textContent = "The picture could not be saved in this browser."; }
  });
  const link = element("a", { text: "Link to this scenario" });
  const copy = button("Copy the link", async () => {
    try { await navigator.clipboard.writeText(link.href); said.textContent = "The link is copied."; }
    catch { said.textContent = "This browser does not let the page copy: use the link beside the button."; }
  });
  const code = element("output", { class: "x-code" });
  const typed = element("input", { type: "text", id: `${id}-code`, autocomplete: "off", spellcheck: "false", maxlength: 60 });
  let saidOf = "";
  const open = (text) => model.send({ kind: "open", code: text });
  typed.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); open(typed.value); } });
  const share = element("div", { class: "x-share" }, element("div", { class: "x-row" }, copy, link),
    element("p", {}, "Code of this scenario: ", code),
    element("label", { for: typed.id, text: "Open a code" }),
    element("div", { class: "x-row" }, typed, button("Open it", () => open(typed.value))));
  const box = element("details", {}, element("summary", { text: "Keep or share" }), element("div", { class: "x-row" }, csv, png), share);
  const node = element("div", { class: "x-keep" }, box, said);

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
    csv.hidden = !shown.table;
    png.hidden = !shown.strokes.length;
    share.hidden = !shown.scenario;
    box.hidden = csv.hidden && png.hidden && share.hidden;
    if (!shown.scenario) return;
    copy.disabled = link.hidden = !shown.scenario.code;
    code.textContent = shown.scenario.code || "none for these values";
    link.href = `${location.href.split("#")[0]}#${shown.scenario.name}=${shown.scenario.code}`;
    if (shown.scenario.said) { said.textContent = shown.scenario.said; saidOf = shown.scenario.code; }
    else if (saidOf !== shown.scenario.code) said.textContent = "";
  }
  const stop = () => window.removeEventListener("hashchange", fromAddress);
  return { node, update, fromAddress, stop };
}
