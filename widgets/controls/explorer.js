// The page's half of every explorer: native controls, a backdrop drawn by matplotlib, curves painted here.
// It computes nothing clinical: each number and sentence arrives as text from Python.

const LOST = "No result: reload";
let serial = 0;

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter(Boolean));
  return node;
}

function render({ model, el }) {
  const id = `x${++serial}`;
  el.classList.add("x");
  const heading = element("h2", { class: "x-heading", tabindex: "-1", text: model.get("heading") });
  const controls = element("form", { class: "x-controls", "aria-label": model.get("heading") });
  const tops = element("form", { class: "x-controls x-tops", "aria-label": `${model.get("heading")}: choose` });
  for (const form of [controls, tops]) form.addEventListener("submit", (event) => event.preventDefault());
  const send = (changes) => {
    model.set("values", { ...model.get("values"), ...changes });
    model.save_changes();
    memory.save(model.get("values"));
  };
  const memory = memoryOf(model, id);
  // A press of a button with `again` holds for the answers as they were; another answer takes it back.
  const takenBack = (changed) => Object.fromEntries(model.get("controls")
    .filter((each) => each.again && each.name !== changed.name && changed.kind !== "action").map((each) => [each.name, ""]));
  let built = "", moved = false;
  function buildControls() {
    const described = JSON.stringify(model.get("controls"));
    if (described === built) return;
    const inside = el.contains(document.activeElement), held = document.activeElement.id;
    built = described;
    const nodes = { tops: [], controls: [] };
    for (const control of model.get("controls")) {
      const value = model.get("values")[control.name] || control.value;
      nodes[control.leads ? "tops" : "controls"].push(KINDS[control.kind]({ ...control, value }, `${id}-${control.name}`,
        (text) => send({ ...takenBack(control), [control.name]: text, reason: "" })));
    }
    tops.replaceChildren(...nodes.tops);
    controls.replaceChildren(...nodes.controls);
    // What had the focus was built anew; if it is gone, stay at the same place of the page.
    const again = inside && document.getElementById(held);
    if (again) again.focus();
    moved = inside && !again;
  }
  buildControls();

  const message = element("div", { class: "x-message", role: "alert" });
  const backdrop = element("div", { class: "x-backdrop", "aria-hidden": "true" });
  const canvas = element("canvas", { "aria-hidden": "true" });
  const picture = element("div", { class: "x-picture", role: "img", "data-picture": "" }, backdrop, canvas);
  const keys = element("ul", { class: "x-legend" });
  const sentence = element("p", { class: "x-sentence", role: "status", "aria-live": "polite" });
  const caption = element("figcaption", {}, sentence);
  const figure = element("figure", { class: "x-figure", tabindex: "-1" }, picture, keys, caption);
  const readouts = element("dl", { class: "x-readouts" });
  const working = element("div", { class: "x-working" });
  const tableBox = element("details", { class: "x-table", "data-picture-table": "" },
    element("summary", { text: "The picture as a table" }));
  const passages = element("div", { class: "x-passages", role: "status", "aria-live": "polite" });
  const numbers = element("div", { class: "x-numbers" }, readouts, working);
  const lead = element("div", { class: "x-lead", role: "status", "aria-live": "polite" });
  const asides = element("div", { class: "x-asides" });
  const notes = element("div", { class: "x-notes" });
  const board = element("div", { class: "x-board" }, controls, message, figure, numbers, passages);
  const keep = keeper(model, id, figure);
  el.replaceChildren(
    heading,
    element("p", { class: "x-watermark", text: model.get("watermark") }),
    tops, lead, board, asides, tableBox, keep.node, notes);

  // A pointer on the picture is one more way to move a slider, and the slider keeps its limits.
  const point = (event) => {
    const aim = model.get("shown").pointer, box = model.get("shown").boxes?.[0];
    if (!aim || lost || (event.type === "pointermove" && (!event.buttons || event.pointerType === "touch"))) return;
    const frame = picture.getBoundingClientRect();
    const part = 1 - ((event.clientY - frame.top) / frame.height - box.top) / box.height;
    const slider = document.getElementById(`${id}-${aim.control}-slider`);
    slider.value = aim.low + part * (aim.high - aim.low);
    slider.dispatchEvent(new Event("input"));
  };
  for (const kind of ["click", "pointermove"]) picture.addEventListener(kind, point);

  const paint = painter(canvas, backdrop, figure);
  let spoken = 0, lost = false, drawnBackdrop = "";

  function showMessage(shown) {
    const said = shown.message;
    message.dataset.level = said ? said.level : "";
    if (!said) { message.replaceChildren(); return; }
    if (message.firstChild && message.firstChild.textContent === said.text) return;
    message.replaceChildren(element("p", { text: said.text }));
    if (said.asks_reason) {
      const reason = element("input", { type: "text", id: `${id}-reason`, autocomplete: "off", maxlength: "120" });
      const go = element("button", { type: "button", text: "Go on outside the range" });
      const hint = element("p", { class: "x-hint", text: "It stays on this page; do not type patient details." });
      go.addEventListener("click", () => {
        if (reason.value.trim().length >= 8) send({ reason: "yes" });
        else { hint.textContent = "Type the reason first, in at least 8 letters."; reason.focus(); }
      });
      message.append(element("label", { for: reason.id, text: "Why would you go outside it?" }), reason, go, hint);
    }
  }

  function update() {
    if (lost) return;
    const shown = model.get("shown");
    buildControls();
    showTyped(id, shown.typed || {});
    showMessage(shown);
    let newest = null;
    shown.lead.forEach((each, k) => {  // what stays is left alone, so that only the new is read aloud
      const first = JSON.stringify(each);
      if (lead.children[k]?.dataset.said === first) return;
      const node = passageOf(each);
      node.dataset.said = first;
      if (!each.folded) newest ||= node;
      moved ||= lead.children[k]?.contains(document.activeElement);
      if (lead.children[k]) lead.children[k].replaceWith(node); else lead.append(node);
    });
    while (lead.children.length > shown.lead.length) lead.lastChild.remove();
    const beside = JSON.stringify(model.get("aside"));
    if (asides.dataset.said !== beside) {
      asides.dataset.said = beside;
      asides.replaceChildren(...model.get("aside").map(asideBlock));
    }
    const noted = JSON.stringify(shown.notes);
    if (notes.dataset.said !== noted) {
      notes.dataset.said = noted;
      notes.replaceChildren(...shown.notes.map(passageOf));
    }
    keep.update(shown);
    picture.toggleAttribute("data-pointer", Boolean(shown.pointer));
    const said = JSON.stringify(shown.passages);
    if (passages.dataset.said !== said) {
      passages.dataset.said = said;
      passages.replaceChildren(...shown.passages.map(passageOf));
    }
    const drawn = shown.strokes.length > 0;
    figure.classList.toggle("x-blank", !drawn);  // keeps its place: nothing jumps while a number is being typed
    figure.hidden = !drawn && !model.get("backdrop") && Boolean(model.get("frame_px"));
    if (drawn) {
      if (drawnBackdrop !== model.get("backdrop")) {
        backdrop.innerHTML = drawnBackdrop = model.get("backdrop");
        picture.style.aspectRatio = `${shown.size[0]} / ${shown.size[1]}`;
      }
      paint.paint(shown, model.get("points"));
    }
    if (figure.hidden) board.before(sentence); else if (sentence.parentNode !== caption) caption.append(sentence);
    sentence.hidden = figure.hidden && shown.sentence === shown.message?.text;
    if (moved) {  // go on where the new words begin, else at the picture, else at what is asked next
      const place = newest || (drawn && !figure.hidden ? figure : controls.querySelector("legend, label")) || heading;
      if (place.tabIndex < 0) place.tabIndex = -1;
      place.focus();
      moved = false;
    }
    picture.setAttribute("aria-label", shown.alt || shown.sentence);
    readouts.replaceChildren(...shown.readouts.map((r) => element("div", {},
      element("dt", { text: r.label }), element("dd", {}, element("strong", { text: r.text.replace(/^([\d,.]+) (\S+)$/, "$1\u00a0$2") }),
        r.note ? element("span", { text: r.note }) : null))));
    working.replaceChildren(...shown.working.map((line) => element("p", { text: line })));
    clearTimeout(spoken);
    spoken = setTimeout(() => {  // a reader is not flooded while the finger moves
      if (lost) return;
      if (sentence.textContent !== shown.sentence) sentence.textContent = shown.sentence;
      keys.replaceChildren(...legend(shown.strokes));
      tableBox.hidden = !shown.table;
      if (shown.table) tableBox.replaceChildren(tableBox.firstChild, tableOf(shown.table));
    }, sentence.textContent ? 500 : 0);
  }

  function blank() {
    lost = true;
    clearTimeout(spoken);
    canvas.width = 0;
    backdrop.replaceChildren();
    keys.replaceChildren();
    picture.setAttribute("aria-label", LOST);
    sentence.textContent = LOST;
    readouts.replaceChildren();
    for (const node of [passages, lead, notes, keep.node]) node.replaceChildren();
    working.replaceChildren(element("p", { text: LOST }));
    tableBox.hidden = true;
    message.replaceChildren();
    for (const control of [...tops.elements, ...controls.elements]) control.disabled = true;
  }

  const onSession = (event) => { if (event.detail === "lost") blank(); };
  window.addEventListener("course:session", onSession);
  const measure = () => {  // for a room the picture is drawn for a narrower frame and shown larger, its words with it
    const scale = parseFloat(getComputedStyle(figure).getPropertyValue("--scale")) || 1;
    const width = Math.round(figure.clientWidth / scale / 20) * 20;
    if (width && width !== model.get("frame_px")) { model.set("frame_px", width); model.save_changes(); }
  };
  const sizes = new ResizeObserver(measure);
  sizes.observe(figure);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", paint.again);
  const themed = new MutationObserver(() => { paint.again(); measure(); });
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "data-scale"] });
  model.on("change:tick", update);
  update();
  keep.fromAddress();
  memory.restore();

  return () => {
    keep.stop();
    sizes.disconnect();
    themed.disconnect();
    dark.removeEventListener("change", paint.again);
    window.removeEventListener("course:session", onSession);
    model.off("change:tick", update);
  };
}

export default { render };
