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

// A number as course text: leading zero, no trailing zero, no exponent. Sliders stay below 1,000.
function sliderText(value, step) {
  const places = (String(step).split(".")[1] || "").length;
  return String(parseFloat(Number(value).toFixed(places)));
}

function numberControl(control, id, commit) {
  const slider = element("input", {
    type: "range", id: `${id}-slider`, min: control.low, max: control.high, step: control.step,
    value: control.value, "aria-label": `${control.label}, slider`,
  });
  const typed = element("input", {
    type: "text", id, inputmode: "decimal", autocomplete: "off", spellcheck: "false",
    value: control.value, "aria-describedby": `${id}-unit`,
  });
  const speak = () => slider.setAttribute("aria-valuetext", `${typed.value} ${control.unit}`);
  slider.addEventListener("input", () => {
    typed.value = sliderText(slider.value, control.step);
    speak();
    commit(typed.value);
  });
  const typedCommit = () => {
    const number = Number(typed.value);
    if (typed.value.trim() && number >= control.low && number <= control.high) slider.value = number;
    speak();
    commit(typed.value);
  };
  typed.addEventListener("change", typedCommit);
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); typedCommit(); }
  });
  speak();
  return element("div", { class: "x-control x-number" },
    element("label", { for: id, text: control.label }),
    element("div", { class: "x-row" }, slider,
      element("span", { class: "x-typed" }, typed, element("span", { id: `${id}-unit`, class: "x-unit", text: control.unit }))));
}

function choiceControl(control, id, commit) {
  const select = element("select", { id });
  if (!control.value) select.append(element("option", { value: "", text: "Choose …" }));
  for (const [value, label] of control.options) {
    select.append(element("option", { value, text: label, selected: value === control.value }));
  }
  select.addEventListener("change", () => commit(select.value));
  return element("div", { class: "x-control" }, element("label", { for: id, text: control.label }), select);
}

function groupControl(type) {
  return (control, id, commit) => {
    const chosen = new Set(control.value.split(" "));
    const inputs = control.options.map(([value], k) => element("input", {
      type, id: `${id}-${k}`, name: id, value, checked: chosen.has(value),
    }));
    for (const input of inputs) {
      input.addEventListener("change", () => commit(inputs.filter((i) => i.checked).map((i) => i.value).join(" ")));
    }
    return element("fieldset", { class: "x-control x-group" }, element("legend", { text: control.label }),
      ...control.options.map(([, label], k) => element("label", { for: `${id}-${k}` }, inputs[k], element("span", { text: label }))));
  };
}

function fieldControl(control, id, commit) {
  const typed = element("input", { type: "text", id, inputmode: "decimal", autocomplete: "off", spellcheck: "false",
    value: control.value, "aria-describedby": `${id}-unit` });
  typed.addEventListener("change", () => commit(typed.value));
  return element("div", { class: "x-control x-number" }, element("label", { for: id, text: control.label }),
    element("span", { class: "x-typed" }, typed, element("span", { id: `${id}-unit`, class: "x-unit", text: control.unit })));
}

const written = new Map();  // free writing by control: it survives the rebuilding of the controls, and stays here

function writingControl(control, id, commit) {
  const area = element("textarea", { id, rows: 3, maxlength: 600, "aria-describedby": `${id}-hint` });
  area.value = written.get(id) || "";
  let wait = 0;
  const tell = () => { clearTimeout(wait); commit(String(area.value.trim().length)); };  // the words stay here
  area.addEventListener("input", () => { written.set(id, area.value); clearTimeout(wait); wait = setTimeout(tell, 300); });
  area.addEventListener("change", tell);
  return element("div", { class: "x-control" }, element("label", { for: id, text: control.label }), area,
    element("p", { id: `${id}-hint`, class: "x-hint", text: `${control.hint} It stays on this page; no patient details.`.trim() }));
}

function actionControl(control, id, commit) {
  const button = element("button", { type: "button", id, text: control.label });
  button.addEventListener("click", () => commit(control.press));
  return element("div", { class: "x-control x-action" }, button);
}

function clockControl(control, id, commit) {
  const shown = element("p", { id, role: "timer", class: "x-clock", text: `${control.label}: ${control.seconds} s` });
  const end = Date.now() + 1000 * control.seconds;
  const tick = setInterval(() => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    shown.textContent = `${control.label}: ${left} s`;
    if (shown.isConnected && left) return;
    clearInterval(tick);
    if (shown.isConnected) commit("out");
  }, 250);
  return element("div", { class: "x-control" }, shown);
}

const KINDS = {
  clock: clockControl, number: numberControl, choice: choiceControl, options: groupControl("radio"), checks: groupControl("checkbox"),
  field: fieldControl, writing: writingControl, action: actionControl,
};

function passageOf(passage) {
  const words = [...passage.paragraphs.map((text) => element("p", { text })),
    passage.source ? element("details", { class: "chip" }, element("summary", { text: passage.source }),
      element("p", { text: passage.status })) : null];
  return passage.folded
    ? element("details", { class: "x-passage x-folded", "data-tone": passage.tone }, element("summary", { text: passage.heading }), ...words)
    : element("section", { class: "x-passage", "data-tone": passage.tone }, element("h3", { text: passage.heading }), ...words);
}

function asideBlock(block) {
  const list = element("ul");
  for (const point of block.points) {
    const item = element("li", {}, element("span", { text: point.text }));
    if (point.source) {
      item.append(" ", element("details", { class: "chip" },
        element("summary", { text: point.source }), element("p", { text: point.status })));
    }
    list.append(item);
  }
  return element("section", { class: "x-aside" }, element("h3", { text: block.heading }), list);
}

function painter(canvas, backdrop, figure,
  token = (name) => getComputedStyle(figure).getPropertyValue(`--x-${name}`).trim() || "#0072b2") {
  let last = null;

  function path(context, xs, ys, box, backwards = false) {
    const at = (k) => context.lineTo(box.x + (xs[k] / 65535) * box.w, box.y + box.h - (ys[k] / 65535) * box.h);
    if (backwards) for (let k = xs.length - 1; k >= 0; k--) at(k);
    else for (let k = 0; k < xs.length; k++) at(k);
  }

  function marks(context, xs, ys, box, stroke) {
    const r = stroke.size / 2 + (stroke.shape === "diamond" ? 2 : 0);
    for (let k = 0; k < xs.length; k++) {
      const x = box.x + (xs[k] / 65535) * box.w, y = box.y + box.h - (ys[k] / 65535) * box.h;
      if (stroke.shape === "square") context.rect(x - r, y - r, 2 * r, 2 * r);
      else if (stroke.shape === "diamond") {
        context.moveTo(x, y - r); context.lineTo(x + r, y); context.lineTo(x, y + r); context.lineTo(x - r, y);
        context.closePath();
      } else { context.moveTo(x + r, y); context.arc(x, y, r, 0, 2 * Math.PI); }
    }
  }

  function line(context, colour, dash) {
    context.lineWidth = 2.4;
    context.lineJoin = "round";
    context.strokeStyle = colour;
    context.setLineDash(dash.map((part) => part * 2.4));
    context.stroke();
    context.setLineDash([]);
  }

  function paint(shown, points) {
    last = [shown, points];
    if (!shown.size) return;
    const [width, height] = shown.size;
    const ratio = Math.max(2, window.devicePixelRatio || 1);
    const wide = Math.round(width * ratio), tall = Math.round(height * ratio);
    if (canvas.width !== wide || canvas.height !== tall) { canvas.width = wide; canvas.height = tall; }
    const context = canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    let offset = 0;
    const take = (count) => {
      const part = new Uint16Array(points.buffer.slice(points.byteOffset + offset, points.byteOffset + offset + 2 * count));
      offset += 2 * count;
      return part;
    };
    for (const stroke of shown.strokes) {
      const frame = shown.boxes[stroke.panel];
      const box = { x: frame.left * width, y: frame.top * height, w: frame.width * width, h: frame.height * height };
      const xs = take(stroke.count), ys = take(stroke.count);
      const colour = token(stroke.colour);
      context.beginPath();
      if (stroke.kind === "band") {
        path(context, xs, ys, box);
        path(context, xs, take(stroke.count), box, true);
        context.globalAlpha = 0.2;
        context.fillStyle = colour;
        context.fill();
        context.globalAlpha = 1;
      } else if (stroke.kind === "marks") {
        marks(context, xs, ys, box, stroke);
        context.fillStyle = context.strokeStyle = colour;
        context.lineWidth = 1.6;
        if (stroke.shape === "ring") context.stroke(); else context.fill();
      } else if (stroke.kind === "text") {
        context.fillStyle = token("ink");
        context.font = `12px ${getComputedStyle(figure).fontFamily}`;
        context.textBaseline = "middle";
        context.fillText(stroke.label, box.x + (xs[0] / 65535) * box.w, box.y + box.h - (ys[0] / 65535) * box.h);
      } else if (stroke.kind === "segments") {
        for (let k = 0; k < xs.length; k += 2) {
          context.moveTo(box.x + (xs[k] / 65535) * box.w, box.y + box.h - (ys[k] / 65535) * box.h);
          context.lineTo(box.x + (xs[k + 1] / 65535) * box.w, box.y + box.h - (ys[k + 1] / 65535) * box.h);
        }
        line(context, colour, stroke.dash);
      } else {
        path(context, xs, ys, box);
        line(context, colour, stroke.dash);
      }
    }
  }
  return { paint, again: () => last && paint(...last) };
}

const legendOf = (strokes) => strokes.filter((stroke) => stroke.label && stroke.kind !== "text");

function legend(strokes) {
  return legendOf(strokes).map((stroke) => element("li", {},
    element("span", { class: `x-key x-key-${stroke.kind}`, style: `--key: var(--x-${stroke.colour})`,
      "data-dashed": stroke.dash.length > 0, "data-shape": stroke.shape, "aria-hidden": "true" }),
    stroke.label));
}

function tableOf(table) {
  const head = element("tr", {}, ...table.columns.map((name) => element("th", { scope: "col", text: name })));
  const rows = table.rows.map((cells) => element("tr", {},
    ...cells.map((cell, k) => element(k ? "td" : "th", { scope: k ? false : "row", text: cell }))));
  return element("table", {}, element("caption", { text: table.caption }),
    element("thead", {}, head), element("tbody", {}, ...rows));
}

function render({ model, el }) {
  const id = `x${++serial}`;
  el.classList.add("x");
  const heading = element("h2", { class: "x-heading", tabindex: "-1", text: model.get("heading") });
  const controls = element("form", { class: "x-controls", "aria-label": model.get("heading") });
  controls.addEventListener("submit", (event) => event.preventDefault());
  const send = (changes) => {
    model.set("values", { ...model.get("values"), ...changes });
    model.save_changes();
  };
  // A press of a button with `again` holds for the answers as they were; another answer takes it back.
  const takenBack = (changed) => Object.fromEntries(model.get("controls")
    .filter((each) => each.again && each.name !== changed.name && changed.kind !== "action").map((each) => [each.name, ""]));
  let built = "", moved = false;
  function buildControls() {
    const described = JSON.stringify(model.get("controls"));
    if (described === built) return;
    const inside = controls.contains(document.activeElement), held = document.activeElement.id;
    built = described;
    controls.replaceChildren(...model.get("controls").map((control) => {
      const value = model.get("values")[control.name] || control.value;
      return KINDS[control.kind]({ ...control, value }, `${id}-${control.name}`,
        (text) => send({ ...takenBack(control), [control.name]: text, reason: "" }));
    }));
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
  const figure = element("figure", { class: "x-figure" }, picture, keys, element("figcaption", {}, sentence));
  const readouts = element("dl", { class: "x-readouts" });
  const working = element("div", { class: "x-working" });
  const tableBox = element("details", { class: "x-table", "data-picture-table": "" },
    element("summary", { text: "The picture as a table" }));
  const passages = element("div", { class: "x-passages", role: "status", "aria-live": "polite" });
  const numbers = element("div", { class: "x-numbers" }, readouts, working);
  const lead = element("div", { class: "x-lead", role: "status", "aria-live": "polite" });
  const asides = element("div", { class: "x-asides" });
  const notes = element("div", { class: "x-notes" });
  const keep = keeper(model, id, figure);
  el.replaceChildren(
    heading,
    element("p", { class: "x-watermark", text: model.get("watermark") }),
    lead, element("div", { class: "x-board" }, controls, message, figure, numbers, passages), asides, tableBox, keep.node, notes);

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
    showMessage(shown);
    let newest = null;
    shown.lead.forEach((each, k) => {  // what stays is left alone, so that only the new is read aloud
      const first = JSON.stringify(each);
      if (lead.children[k]?.dataset.said === first) return;
      const node = passageOf(each);
      node.dataset.said = first;
      newest ||= node;
      if (lead.children[k]) lead.children[k].replaceWith(node); else lead.append(node);
    });
    while (lead.children.length > shown.lead.length) lead.lastChild.remove();
    if (moved) {  // go on where the new words before the controls begin, or at the top of the explorer
      const place = newest || lead.lastElementChild || heading;
      place.tabIndex = -1;
      place.focus();
      moved = false;
    }
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
    picture.setAttribute("aria-label", shown.alt || shown.sentence);
    readouts.replaceChildren(...shown.readouts.map((r) => element("div", {},
      element("dt", { text: r.label }), element("dd", {}, element("strong", { text: r.text }),
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
    for (const control of controls.elements) control.disabled = true;
  }

  const onSession = (event) => { if (event.detail === "lost") blank(); };
  window.addEventListener("course:session", onSession);
  const sizes = new ResizeObserver(([entry]) => {
    const width = Math.round(entry.contentRect.width / 20) * 20;
    if (width && width !== model.get("frame_px")) { model.set("frame_px", width); model.save_changes(); }
  });
  sizes.observe(figure);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", paint.again);
  const themed = new MutationObserver(paint.again);
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  model.on("change:tick", update);
  update();
  keep.fromAddress();

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
