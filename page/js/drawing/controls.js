// What a learner moves, in native elements; `commit` takes the text to Python.

import { button, element, onEnter } from "./dom.js";
import { prose } from "./prose.js";
import { wholeText } from "./selects.js";
import { whenMoved } from "./slider.js";

/** A number as course text: leading zero, no trailing zero, no exponent. Sliders stay below 1,000. */
export function sliderText(value, step) {
  const places = (String(step).split(".")[1] || "").length;
  return String(parseFloat(Number(value).toFixed(places)));
}

/** A slider says the value that it stands for, and not what is still being typed beside it. */
function speak(slider, value, unit) {
  slider.setAttribute("aria-valuetext", value === "" ? "not set" : `${value} ${unit}`);
}

/** Where the slider of a number stands now, if it is on the page. */
const placeOf = (id) => /** @type {HTMLInputElement} */ (document.getElementById(`${id}-slider`))?.value;

/** A field for a typed number, alone and with its unit behind it; a newer text takes away what was said of an older one. */
function typedNumber(control, id) {
  const typed = element("input", {
    type: "text",
    id,
    inputmode: "decimal",
    autocomplete: "off",
    spellcheck: "false",
    value: control.value,
    "aria-describedby": `${id}-unit ${id}-echo`,
  });
  typed.addEventListener("input", () => notRead(id));
  const unit = element("span", { id: `${id}-unit`, class: "x-unit", text: control.unit });
  return { typed, withUnit: element("span", { class: "x-typed" }, typed, unit) };
}

function numberControl(control, id, commit) {
  // A refused text moves no slider: one that is drawn anew stays where it was.
  const fits = control.value && Number(control.value) >= control.low && Number(control.value) <= control.high;
  const unmoved = control.value === "" ? (control.low + control.high) / 2 : control.low;
  const slider = element("input", {
    type: "range",
    id: `${id}-slider`,
    min: control.low,
    max: control.high,
    step: control.step,
    value: fits ? control.value : (placeOf(id) ?? unmoved),
    "aria-label": `${control.label}, slider`,
  });
  const { typed, withUnit } = typedNumber(control, id);
  // What nobody has set has no value: the slider stands hollow in the middle until it is moved.
  const say = () => {
    const isUnset = typed.value === "";
    slider.toggleAttribute("data-unset", isUnset);
    speak(slider, isUnset ? "" : sliderText(slider.value, control.step), control.unit);
  };
  const set = () => {
    typed.value = sliderText(slider.value, control.step);
    notRead(id);
    say();
    commit(typed.value);
  };
  whenMoved(slider, set);
  slider.addEventListener("click", () => {
    if (slider.hasAttribute("data-unset")) set(); // a press on the middle, which moves nothing
  });
  const typedCommit = () => {
    say();
    commit(typed.value); // Python reads it, and the slider follows
  };
  typed.addEventListener("change", typedCommit);
  onEnter(typed, typedCommit);
  say();
  return element(
    "div",
    { class: "x-control x-number" },
    element("label", { for: id }, prose(control.label)),
    element("div", { class: "x-row" }, slider, withUnit),
    echoLine(id),
  );
}

function choiceControl(control, id, commit) {
  const select = element("select", { id });
  if (!control.value) select.append(element("option", { value: "", text: "Choose …" }));
  for (const [value, label] of control.options) {
    select.append(element("option", { value, text: label, selected: value === control.value }));
  }
  select.addEventListener("change", () => {
    if (select.value) select.querySelector("option[value='']")?.remove(); // once chosen, there is no way back to nothing
    commit(select.value);
  });
  return element(
    "div",
    { class: "x-control" },
    element("label", { for: id }, prose(control.label)),
    select,
    wholeText(select),
  );
}

function groupControl(type) {
  return (control, id, commit) => {
    const chosen = new Set(control.value.split(" "));
    const inputs = control.options.map(([value], k) =>
      element("input", {
        type,
        id: `${id}-${k}`,
        name: id,
        value,
        checked: chosen.has(value),
      }),
    );
    for (const input of inputs) {
      input.addEventListener("change", () =>
        commit(
          inputs
            .filter((i) => i.checked)
            .map((i) => i.value)
            .join(" "),
        ),
      );
    }
    return element(
      "fieldset",
      { class: "x-control x-group" },
      element("legend", {}, prose(control.label)),
      ...control.options.map(([, label], k) =>
        element("label", { for: `${id}-${k}` }, inputs[k], element("span", {}, prose(label))),
      ),
    );
  };
}

function fieldControl(control, id, commit) {
  const { typed, withUnit } = typedNumber(control, id);
  typed.addEventListener("change", () => commit(typed.value));
  return element(
    "div",
    { class: "x-control x-number" },
    element("label", { for: id }, prose(control.label)),
    withUnit,
    echoLine(id),
  );
}

const echoLine = (id) => element("p", { id: `${id}-echo`, class: "x-hint x-echo", role: "status" });

/** What was read, or could not be, belongs to an older text. */
function notRead(id) {
  document.getElementById(`${id}-echo`).textContent = "";
  document.getElementById(id).removeAttribute("aria-invalid");
}

/**
 * What Python made of each typed number: said at its field, shown on its slider. A newer text waits for its own reply.
 * @param {string} id of the explorer
 * @param {Record<string, import("../line/messages.types").Typed>} typed
 */
export function showTyped(id, typed) {
  const at = (name) => /** @type {HTMLInputElement} */ (document.getElementById(`${id}-${name}`));
  for (const [name, { text, echo, value }] of Object.entries(typed)) {
    const [input, slider, line] = [at(name), at(`${name}-slider`), at(`${name}-echo`)];
    if (!input || !line || input.value !== text) continue;
    input.setAttribute("aria-invalid", String(value === null));
    if (line.textContent !== echo) line.textContent = echo;
    const inside = value !== null && Number(value) >= Number(slider?.min) && Number(value) <= Number(slider?.max);
    if (!inside || document.activeElement === slider) continue;
    slider.value = value;
    speak(slider, value, at(`${name}-unit`).textContent);
  }
}

export const written = new Map(); // free writing by control: it survives the rebuilding of the controls, and stays here

function writingControl(control, id, commit) {
  const area = element("textarea", { id, rows: 3, maxlength: 600, "aria-describedby": `${id}-hint` });
  area.value = written.get(id) || "";
  let wait = 0;
  const tell = () => {
    clearTimeout(wait);
    commit(String(area.value.trim().length));
  }; // the words stay here
  area.addEventListener("input", () => {
    written.set(id, area.value);
    clearTimeout(wait);
    wait = setTimeout(tell, 300);
  });
  area.addEventListener("change", tell);
  return element(
    "div",
    { class: "x-control" },
    element("label", { for: id }, prose(control.label)),
    area,
    element("p", {
      id: `${id}-hint`,
      class: "x-hint",
      text: control.hint,
    }),
  );
}

function actionControl(control, id, commit) {
  // What the press has brought stands in its place, and has the focus if the button had it: a second tap does nothing.
  if (control.told) {
    return element(
      "div",
      { class: "x-control x-told", id, tabindex: "-1" },
      element("p", { class: "x-asked" }, prose(control.label)),
      element("p", {}, prose(control.told)),
    );
  }
  return element(
    "div",
    { class: "x-control x-action" },
    button(control.label, () => commit(control.press), { id }),
  );
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
  clock: clockControl,
  number: numberControl,
  choice: choiceControl,
  options: groupControl("radio"),
  checks: groupControl("checkbox"),
  field: fieldControl,
  writing: writingControl,
  action: actionControl,
};

/** The control that Python describes, as an element; `commit` is called with its text whenever that changes. */
export function drawControl(control, id, commit) {
  return KINDS[control.kind](control, id, commit);
}
