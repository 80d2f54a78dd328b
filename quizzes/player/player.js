// The page's half of every quiz: native form controls, one question at a time. It holds no key and
// grades nothing; each verdict, reason and source arrives from Python after an answer.
//
// The learner's store (localStorage, one key for the whole course; the home page reads it as well):
//   "ketamine-course:v1" = {"schema": 1, "learner": "<random id>", "events": [ … ]}, append-only, with
//   {"event": "answer", id, t, item, version, lesson, seed, response, certainty, try, mode}  and then
//   {"event": "grade", answer, credit, correct, error_pattern, t}.
// readStore() gives {store, notice}; `store` is null when nothing can be kept, and `notice` says why
// in words. What cannot be read is set aside under "ketamine-course:v1:damaged-<time>", never dropped.
// appendEvent(event) gives "" or the sentence that says why the event was not kept. eraseStore()
// removes the store, all that was set aside, and the drafts of this tab; "" or a sentence.
// An answer that was chosen but not checked waits in sessionStorage under DRAFT + item id.

const KEY = "ketamine-course:v1";
const DRAFT = "ketamine-course:draft:";
const REPLY_MS = 10000;
const LOST = "The session has ended. Your answer is kept: reload the page, then check it.";
const SLOW = "Your answer is saved in this browser, but no reply has come. Reload the page and it will be checked.";
const CERTAINTY = [[1, "Guess"], [2, "Unsure"], [3, "Sure"]];
const MARKS = { Right: "✓", "Partly right": "◐", Wrong: "✗", Noted: "•" };

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function readStore() {
  let raw = null;
  try {
    raw = localStorage.getItem(KEY);
  } catch {
    return { store: null, notice: "This browser does not let the course keep answers. They are lost when you close the page." };
  }
  if (raw === null) return { store: { schema: 1, learner: newId(), events: [] }, notice: "" };
  try {
    const store = JSON.parse(raw);
    if (store.schema === 1 && typeof store.learner === "string" && Array.isArray(store.events)) return { store, notice: "" };
  } catch { /* unreadable: set aside below */ }
  const aside = `${KEY}:damaged-${new Date().toISOString()}`;
  try {
    localStorage.setItem(aside, raw);
    localStorage.removeItem(KEY);
  } catch {
    return { store: null, notice: "Your earlier answers on this device cannot be read, and there is no room to set them aside. New answers are not kept." };
  }
  return { store: { schema: 1, learner: newId(), events: [] },
    notice: `Your earlier answers on this device cannot be read. They are set aside under “${aside}”; new answers are kept.` };
}

export function appendEvent(event) {
  const { store, notice } = readStore();
  if (!store) return notice;
  store.events.push(event);
  try {
    localStorage.setItem(KEY, JSON.stringify(store));
  } catch {
    return "This answer could not be saved: this browser has no room left, or does not allow it. It is lost when you close the page.";
  }
  return "";
}

export function eraseStore() {
  try {
    for (const [storage, start] of [[localStorage, KEY], [sessionStorage, DRAFT]]) {
      for (const name of Object.keys(storage)) if (name.startsWith(start)) storage.removeItem(name);
    }
  } catch {
    return "This browser did not let the course erase its answers. Clear the site's data in the browser's settings.";
  }
  return "";
}

function draft(item, value) {
  try {
    if (value === undefined) return JSON.parse(sessionStorage.getItem(DRAFT + item));
    if (value === null) sessionStorage.removeItem(DRAFT + item);
    else sessionStorage.setItem(DRAFT + item, JSON.stringify(value));
  } catch { /* a draft is a courtesy: without storage there is none */ }
  return null;
}

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "text") node.textContent = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter(Boolean));
  return node;
}

// A number and its unit never part at the end of a line.
const AMOUNT = /(\d[\d,.]*\s(?:mg|mcg|ng|mL|kg|min|h|L|%)(?:\/[A-Za-z]+)*)/;
const prose = (text) => text.split(AMOUNT).map((part, place) => (place % 2 ? element("span", { class: "kq-amount", text: part }) : part));
const words = (tag, texts) => texts.map((text) => element(tag, {}, prose(text)));

function choices(type, name, rows, error) {
  return rows.map(([value, text, drawn]) => element("label", { class: "kq-option", "data-value": value },
    element("input", { type, name, value, "aria-describedby": error }), element("span", { class: "kq-option-text" }, prose(text)), drawn));
}

function sourceChip(chip) {
  const sources = chip.sources.map((source) => element("li", {},
    /^https?:\/\//.test(source.link)
      ? element("a", { href: source.link, target: "_blank", rel: "noopener noreferrer", text: `${source.citation} (opens in a new tab)` })
      : element("span", { text: source.citation }),
    source.seen && element("span", { class: "kq-soft", text: ` ${source.seen}` })));
  return element("details", { class: "kq-source" }, element("summary", { text: `Source: ${chip.label}` }),
    element("p", { text: chip.status }),
    chip.disagrees && element("p", {}, element("strong", { text: "What disagrees: " }), chip.disagrees),
    element("ul", {}, sources));
}

// A figure as an option, inside its native label. The loader of the bank has seen to it that it only draws.
function figure(option) {
  const drawn = new DOMParser().parseFromString(option.figure, "image/svg+xml").documentElement;
  drawn.setAttribute("aria-hidden", "true");
  return element("span", { class: "kq-figure", role: "img", "aria-label": option.alt }, document.importNode(drawn, true));
}

const chips = (list) => list.length ? element("div", { class: "kq-sources" }, list.map(sourceChip)) : null;

// How each kind of question is drawn, read, filled and closed. A new type adds one entry.
const KINDS = {
  choice: {
    build: (question, id) => [
      question.policy && element("p", { class: "kq-soft", text: `Several may be right. ${question.policy}` }),
      element("div", { class: "kq-options" },
        choices(question.several ? "checkbox" : "radio", `${id}-answer`, question.options.map((option) => [option.id, option.text, option.figure && figure(option)]), `${id}-error`)),
    ],
    read(form, question, id) {
      const picked = Array.from(form.querySelectorAll(`[name="${id}-answer"]:checked`), (input) => input.value);
      return question.several ? picked : picked[0] ?? null;
    },
    missing: (response, question) => (question.several ? response.length === 0 : response === null)
      && (question.several ? "Choose at least one option." : "Choose one option."),
    fill(form, response, id) {
      const picked = [response].flat();
      for (const input of form.querySelectorAll(`[name="${id}-answer"]`)) input.checked = picked.includes(input.value);
    },
    mark(form, feedback) {
      for (const option of feedback.options) {
        const label = form.querySelector(`.kq-option[data-value="${option.id}"]`);
        if (!label || !(option.correct || option.chosen)) continue;
        label.dataset.mark = option.correct ? "right" : "wrong";
        label.append(element("span", { class: "kq-tag", text: option.correct ? "✓ right" : "✗ wrong" }));
      }
    },
  },
  number: {
    build: (question, id) => [element("div", { class: "kq-number" },
      element("label", { for: `${id}-number`, text: "Your answer" }),
      element("input", { id: `${id}-number`, name: `${id}-answer`, type: "text", inputmode: "decimal", autocomplete: "off",
        spellcheck: "false", maxlength: 40, "aria-describedby": question.units.length === 1 ? `${id}-unit ${id}-error` : `${id}-error` }),
      question.units.length === 1
        ? element("span", { id: `${id}-unit`, class: "kq-unit", text: question.units[0] })
        : element("select", { name: `${id}-unit`, "aria-label": "Unit of your answer", "aria-describedby": `${id}-error` },
          element("option", { value: "", text: "Choose the unit" }),
          question.units.map((unit) => element("option", { value: unit, text: unit }))))],
    read: (form, question, id) => ({ text: form.elements[`${id}-answer`].value,
      unit: question.units.length === 1 ? question.units[0] : form.elements[`${id}-unit`].value || null }),
    missing: (response) => (!response.text.trim() && "Write a number.") || (!response.unit && "Choose the unit."),
    fill(form, response, id) {
      form.elements[`${id}-answer`].value = response.text ?? "";
      const unit = form.elements[`${id}-unit`];
      if (unit) unit.value = response.unit ?? "";
    },
    mark() {},
  },
};

// A list of choices as a native select; `label` is what a screen reader says.
function chooser(id, choices, label, error) {
  return element("select", { name: `${id}-answer`, "aria-label": label, "aria-describedby": error },
    element("option", { value: "", text: "Choose" }), choices.map((choice) => element("option", { value: choice.id, text: choice.text })));
}

function tag(node, option) {
  node.dataset.mark = option.correct ? "right" : "wrong";
  node.append(element("span", { class: "kq-tag", text: option.correct ? " ✓ right" : " ✗ wrong" }));
}

// Match and cloze: one select for each place, answered as ["a:2", "b:1"].
const PLACING = {
  read: (form, question, id) => Array.from(form.querySelectorAll(`select[name="${id}-answer"]`))
    .filter((select) => select.value).map((select) => `${select.dataset.part}:${select.value}`),
  missing: (response, question) => response.length < (question.parts ?? question.gaps).length && "Choose something for each place.",
  fill(form, response, id) {
    const given = Object.fromEntries([response].flat().filter((each) => typeof each === "string").map((each) => each.split(":")));
    for (const select of form.querySelectorAll(`select[name="${id}-answer"]`)) select.value = given[select.dataset.part] ?? "";
  },
  mark(form, feedback) {
    for (const option of feedback.options) {
      const place = form.querySelector(`[data-place="${option.id}"]`);
      if (place) tag(place, option);
    }
  },
};

function withPart(select, part) {
  select.dataset.part = part;
  return select;
}

Object.assign(KINDS, {
  match: { ...PLACING, build: (question, id) => [
    element("p", { class: "kq-soft", text: question.policy }),
    // A closed select cuts long texts, so that the answers stand in full above.
    element("ol", { class: "kq-answers" }, question.answers.map((answer) => element("li", {}, prose(answer.text)))),
    element("div", { class: "kq-pairs" }, question.parts.map((part) => element("div", { class: "kq-pair", "data-place": part.id },
      element("span", { class: "kq-option-text" }, prose(part.text)),
      withPart(chooser(id, question.answers.map((answer, place) => ({ id: answer.id, text: `${String.fromCharCode(65 + place)}. ${answer.text}` })), part.text, `${id}-error`), part.id))))] },
  cloze: { ...PLACING, build(question, id) {
    const names = question.gaps.map((gap) => gap.id);
    const pieces = question.text.split(/\[\[([a-z])\]\]/).map((piece, place) => {
      if (place % 2 === 0) return prose(piece);
      const gap = question.gaps[names.indexOf(piece)];
      return element("span", { class: "kq-gap", "data-place": piece },
        withPart(chooser(id, gap.choices, `Gap ${names.indexOf(piece) + 1} of ${names.length}`, `${id}-error`), piece));
    });
    return [element("p", { class: "kq-soft", text: question.policy }), element("p", { class: "kq-cloze" }, ...pieces.flat())];
  } },
  order: {
    build(question, id) {
      const said = element("p", { class: "kq-hidden", role: "status" });
      const list = element("ol", { class: "kq-order" });
      const move = (item, by) => {
        const rows = Array.from(list.children);
        const place = rows.indexOf(item) + by;
        if (place < 0 || place >= rows.length || list.dataset.closed) return;
        list.insertBefore(item, by < 0 ? rows[place] : rows[place].nextSibling);
        said.textContent = `Moved to place ${place + 1} of ${rows.length}.`;
        list.dispatchEvent(new Event("input", { bubbles: true }));
      };
      for (const step of question.steps) {
        const item = element("li", { "data-place": step.id }, element("span", { class: "kq-option-text" }, prose(step.text)));
        for (const [sign, name, by] of [["↑", "up", -1], ["↓", "down", 1]]) {
          const button = element("button", { type: "button", name: `${id}-answer`, class: "kq-quiet", "aria-label": `Move ${name}: ${step.text}`, text: sign });
          button.addEventListener("click", () => { move(item, by); button.focus(); });
          item.append(button);
        }
        list.append(item);
      }
      return [element("p", { class: "kq-soft", text: `The first step stands on top. ${question.policy}` }), list, said];
    },
    read: (form) => Array.from(form.querySelectorAll(".kq-order > li"), (item) => item.dataset.place),
    missing: () => false,
    fill(form, response) {
      const list = form.querySelector(".kq-order");
      for (const name of [response].flat()) {
        const item = typeof name === "string" && list.querySelector(`[data-place="${CSS.escape(name)}"]`);
        if (item) list.append(item);
      }
    },
    mark(form, feedback) {
      form.querySelector(".kq-order").dataset.closed = "yes";
      PLACING.mark(form, feedback);
    },
  },
  words: {
    build: (question, id) => [element("div", { class: "kq-number" },
      element("label", { for: `${id}-words`, text: "Your answer, in a few words" }),
      element("input", { id: `${id}-words`, class: "kq-words", name: `${id}-answer`, type: "text", autocomplete: "off", maxlength: 64, "aria-describedby": `${id}-error` }))],
    read: (form, question, id) => form.elements[`${id}-answer`].value,
    missing: (response) => !response.trim() && "Write a few words.",
    fill(form, response, id) { form.elements[`${id}-answer`].value = typeof response === "string" ? response : ""; },
    mark() {},
  },
  card: {
    build(question, id) {
      const back = element("div", { class: "kq-back", hidden: true }, words("p", [question.back]),
        element("div", { class: "kq-levels" }, choices("radio", `${id}-answer`, question.levels.map((level) => [level.id, level.text]), `${id}-error`)));
      const turn = element("button", { type: "button", class: "kq-turn", "aria-expanded": "false", text: "Turn the card" });
      turn.addEventListener("click", () => { back.hidden = false; turn.setAttribute("aria-expanded", "true"); back.querySelector("input").focus(); });
      return [element("p", { class: "kq-soft", text: "Say the answer to yourself first." }), turn, back];
    },
    read: (form, question, id) => form.querySelector(`[name="${id}-answer"]:checked`)?.value ?? null,
    missing: (response) => response === null && "Turn the card, then say whether you knew it.",
    fill(form, response, id) {
      for (const input of form.querySelectorAll(`[name="${id}-answer"]`)) input.checked = input.value === response;
      if (typeof response === "string") form.querySelector(".kq-back").hidden = false;
    },
    mark() {},
  },
});

function kindOf(question) {
  const names = [["units", "number"], ["steps", "order"], ["parts", "match"], ["gaps", "cloze"], ["words", "words"], ["levels", "card"]];
  return KINDS[names.find(([field]) => question[field])?.[1] ?? "choice"];
}

function feedbackBlock(feedback) {
  const options = feedback.options.map((option) => element("li", { "data-mark": option.correct ? "right" : "wrong" },
    element("p", {}, element("strong", {}, element("span", { "aria-hidden": "true", text: option.correct ? "✓ " : "✗ " }), `${option.words}: `), prose(option.text)),
    words("p", [option.reason]), chips(option.chips)));
  const slips = feedback.slips.map((slip) => element("li", {},
    element("strong", {}, prose(`${slip.label}: ${slip.text}. `)), prose(slip.reason)));
  return [
    feedback.slip && element("div", { class: "kq-slip" },
      element("p", {}, element("strong", { text: `What happened: ${feedback.slip.label}. ` }), prose(feedback.slip.reason)), chips(feedback.slip.chips)),
    element("div", { class: "kq-why" }, words("p", feedback.explanation), chips(feedback.chips)),
    options.length && element("ul", { class: "kq-reasons" }, options),
    slips.length && element("details", { class: "kq-slips" }, element("summary", { text: feedback.slip ? "Other slips and where they lead" : "Slips and where they lead" }),
      element("ul", {}, slips)),
  ].filter(Boolean);
}

// One question: its form, its feedback and its state ("open", "waiting" or "graded").
class Card {
  constructor(question, player) {
    Object.assign(this, { player, first: question, id: `kq-${newId().slice(0, 10)}`, attempt: player.attempts(question.id), answer: null, asked: false });
    this.article = element("article", { class: "kq-card", "data-item": question.id });
    this.open(question);
    const kept = draft(question.id);
    if (kept?.attempt === this.attempt && kept.seed === question.seed) this.refill(kept);
  }

  open(question) {
    const { id } = this;
    this.question = question;
    this.hints = 0;
    this.kind = kindOf(question);
    this.help = element("button", { type: "button", class: "kq-quiet", hidden: !question.hints });
    this.help.addEventListener("click", () => this.askHint());
    this.helped = element("div", { class: "kq-hints", role: "status" });
    this.check = element("button", { type: "submit", class: "kq-check", text: "Check answer" });
    this.note = element("p", { class: "kq-soft kq-note", id: `${id}-note` });
    this.status = element("div", { role: "status", class: "kq-status" });
    this.feedback = element("div", { class: "kq-feedback" });
    this.again = element("button", { type: "button", class: "kq-quiet", hidden: true,
      text: question.seed === null ? "Try again" : "Try again with new numbers" });
    const known = question.case;
    this.form = element("form", { novalidate: true },
      question.why && element("p", { class: "kq-soft", text: question.why }),
      known && element("div", { class: "kq-case" }, element("p", {}, element("strong", { text: known.title })), words("p", known.text)),
      element("div", { class: "kq-vignette", id: `${id}-vignette` }, words("p", question.vignette)),
      element("fieldset", { "aria-describedby": `${id}-vignette` },
        element("legend", {}, prose(question.lead_in)), this.kind.build(question, id),
        element("p", { class: "kq-error", id: `${id}-error` })),
      question.certainty && element("fieldset", { class: "kq-certainty" },
        element("legend", { text: "How sure are you?" }),
        element("div", { class: "kq-levels" }, choices("radio", `${id}-certainty`, CERTAINTY, `${id}-certainty-error`)),
        element("p", { class: "kq-error", id: `${id}-certainty-error` })),
      element("div", { class: "kq-actions" }, this.check, question.hints && this.help, this.note), question.hints && this.helped, this.status, this.feedback, this.again);
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.form.addEventListener("input", () => this.keepDraft());
    // After grading the controls stay in place for keyboard and screen reader, but no longer change.
    this.form.addEventListener("click", (event) => { if (this.state !== "open" && event.target.matches("input, .kq-order button")) event.preventDefault(); });
    this.again.addEventListener("click", () => this.retry());
    this.article.replaceChildren(this.form);
    this.nameHint();
    this.become("open");
    this.session();
  }

  become(state, verdict = "") {
    this.state = state;
    this.verdict = verdict;
    this.article.dataset.state = state;
    const list = this.form.querySelector(".kq-order");
    if (list && state !== "open") list.dataset.closed = "yes";
    else if (list) delete list.dataset.closed;
    for (const input of this.form.querySelectorAll("input, select")) {
      const closed = state !== "open";
      input.setAttribute("aria-disabled", closed);
      if (input.type === "text") input.readOnly = closed;
      if (input.tagName === "SELECT") input.disabled = closed;
    }
    const keeps = this.player.mode === "check";
    this.check.textContent = { open: keeps ? "Save answer" : "Check answer", waiting: keeps ? "Saving …" : "Checking …", kept: "Saved", graded: "Checked" }[state];
    this.help.disabled = state !== "open" || this.hints >= (this.question.hints ?? []).length;
    this.help.hidden = !this.question.hints || state === "graded";
    this.check.setAttribute("aria-disabled", state !== "open");
    this.player.overview();
  }

  session() {
    const lost = document.documentElement.dataset.session === "lost";
    this.check.disabled = lost;
    this.again.disabled = lost && this.question.seed !== null;
    if (lost && this.state !== "graded") this.note.textContent = LOST;
    else if (this.note.textContent === LOST) this.note.textContent = "";
  }

  nameHint() {
    const costs = this.question.hints ?? [];
    if (this.hints >= costs.length) this.help.textContent = "No more hints";
    else this.help.textContent = `Hint ${this.hints + 1} of ${costs.length}, costs ${costs[this.hints]} of 100 of the credit`;
  }

  askHint() {
    if (this.state === "open") this.player.tell({ kind: "hint", item: this.question.id, seed: this.question.seed ?? 0, number: this.hints + 1 });
  }

  showHint(number, text) {
    if (number !== this.hints + 1) return;
    this.hints = number;
    this.helped.append(element("p", {}, element("strong", { text: `Hint ${number}: ` }), prose(text)));
    this.nameHint();
    this.help.disabled = this.state !== "open" || this.hints >= this.question.hints.length;
    this.keepDraft();
    if (number < this.wanted) this.askHint();
  }

  certaintyNow() {
    const picked = this.form.querySelector(`[name="${this.id}-certainty"]:checked`);
    return picked ? Number(picked.value) : null;
  }

  keepDraft() {
    if (this.state !== "open") return;
    this.complain("", "");
    draft(this.question.id, { seed: this.question.seed, attempt: this.attempt, hints: this.hints, certainty: this.certaintyNow(),
      response: this.kind.read(this.form, this.question, this.id) });
  }

  refill(kept) {
    this.kind.fill(this.form, kept.response ?? {}, this.id);
    // A hint that was read stays read: it is fetched again after a reload.
    this.wanted = kept.hints ?? 0;
    if (this.wanted > this.hints) this.askHint();
    for (const input of this.form.querySelectorAll(`[name="${this.id}-certainty"]`)) input.checked = Number(input.value) === kept.certainty;
  }

  // Puts each complaint beside its controls and moves the focus to the first one.
  complain(answer, certainty) {
    for (const [name, text, place] of [["certainty", certainty, `${this.id}-certainty-error`], ["answer", answer, `${this.id}-error`]]) {
      const error = this.form.querySelector(`#${place}`);
      if (!error) continue;
      error.textContent = text;
      const first = this.form.querySelector(`[name="${this.id}-${name}"]`);
      if (first.type === "text") first.setAttribute("aria-invalid", text ? "true" : "false");
      if (text) first.focus();
    }
    return Boolean(answer || certainty);
  }

  submit() {
    if (this.state !== "open" || this.check.disabled) return;
    const { question } = this;
    const response = this.kind.read(this.form, question, this.id);
    const certainty = question.certainty ? this.certaintyNow() : null;
    if (this.complain(this.kind.missing(response, question) || "", question.certainty && !certainty ? "Say how sure you are." : "")) return;
    const event = { event: "answer", id: newId(), t: new Date().toISOString(), item: question.id, version: question.version,
      lesson: question.lesson, seed: question.seed, response, certainty, try: this.attempt, mode: this.player.mode };
    if (this.hints) event.hints = this.hints;
    this.answer = event.id;
    const problem = appendEvent(event);
    this.note.textContent = problem || "Saved in this browser.";
    this.become("waiting");
    const slow = () => { if (this.state === "waiting") this.note.textContent = problem ? `No reply has come. ${problem}` : SLOW; };
    this.timer = setTimeout(slow, REPLY_MS);
    if (!this.player.tell({ kind: "answer", event })) slow();
  }

  refuse(sentence) {
    clearTimeout(this.timer);
    this.become("open");
    this.note.textContent = "";
    this.complain(sentence, "");
  }

  // In check mode an answer is kept without its result until all are in.
  keep() {
    clearTimeout(this.timer);
    draft(this.question.id, null);
    this.become("kept");
    this.note.textContent = "Saved. The results come after the last question.";
  }

  fail(sentence) {
    clearTimeout(this.timer);
    this.asked = false;
    this.note.textContent = sentence;
  }

  showGrade(feedback) {
    clearTimeout(this.timer);
    draft(this.question.id, null);
    this.become("graded", feedback.verdict);
    this.kind.mark(this.form, feedback);
    this.status.dataset.verdict = feedback.verdict;
    this.status.replaceChildren(element("p", {},
      element("span", { class: "kq-mark", "aria-hidden": "true", text: MARKS[feedback.verdict] }), element("strong", {}, prose(feedback.sentence)),
      feedback.certainty && ` ${feedback.certainty}`, feedback.hints && ` ${feedback.hints}`));
    this.feedback.replaceChildren(...feedbackBlock(feedback));
    this.again.hidden = this.player.mode === "check" || feedback.verdict === "Noted";
    this.player.overview();
  }

  restoreKept(past) {
    this.open(past.question);
    this.refill(past);
    this.attempt = past.try;
    this.answer = past.answer;
    this.keep();
  }

  restore(past) {
    if (this.answer && this.answer !== past.answer) return;
    const kept = draft(past.item);
    this.open(past.question);
    this.refill(past);
    this.attempt = past.try;
    this.answer = past.answer;
    this.showGrade(past.feedback);
    if (kept?.attempt === past.try + 1) {
      draft(past.item, kept);
      this.retry(kept);
    }
  }

  retry(kept) {
    const { seed, id } = this.question;
    if (this.asked) return;
    this.asked = true;
    this.pending = kept;
    if (seed === null) this.renew(this.question);
    else this.player.tell({ kind: "again", item: id, seed: kept?.seed ?? (seed + 1) % 2147483647 });
  }

  renew(question) {
    if (!this.asked) return;
    const inside = this.article.contains(document.activeElement);
    Object.assign(this, { attempt: this.attempt + 1, answer: null, asked: false });
    this.open(question);
    if (this.pending) this.refill(this.pending);
    this.pending = null;
    if (inside) this.player.focus();
  }
}

export class Player {
  // `options.questions` and `options.attempts` come from the review page, which asks for the plan itself.
  constructor(model, root, options = {}) {
    Object.assign(this, { model, at: 0, cards: [], mode: model.get("mode"), attempts: options.attempts ?? (() => 1), graded: options.graded });
    this.title = element("h3", { class: "kq-title", tabindex: "-1" });
    this.dots = element("ol", { class: "kq-overview", "aria-label": "Questions" });
    this.notice = element("p", { class: "kq-notice", role: "alert" });
    this.previous = element("button", { type: "button", class: "kq-quiet" }, "Previous", element("span", { class: "kq-hidden", text: " question" }));
    this.next = element("button", { type: "button", class: "kq-quiet" }, "Next", element("span", { class: "kq-hidden", text: " question" }));
    this.previous.addEventListener("click", () => this.go(this.at - 1));
    this.next.addEventListener("click", () => this.go(this.at + 1));
    this.cards = (options.questions ?? model.get("questions")).map((question) => new Card(question, this));
    for (const place of this.cards.keys()) {
      const button = element("button", { type: "button" });
      button.addEventListener("click", () => this.go(place));
      this.dots.append(element("li", {}, button));
    }
    const many = this.cards.length > 1;
    root.classList.add("kq");
    root.replaceChildren(element("section", { class: "kq-player", "aria-label": `${model.get("heading")}: questions` },
      this.title, many && this.dots, this.notice, this.cards.map((card) => card.article),
      many && element("div", { class: "kq-steps" }, this.previous, this.next)));
    this.go(0, false);
    if (options.questions) return;
    const { store, notice } = readStore();
    if (notice) this.notice.textContent = notice;
    this.tell({ kind: "hello", events: this.mine(store?.events ?? []) });
  }

  mine(events) {
    const items = new Set(this.cards.map((card) => card.question.id));
    const answers = new Set(events.filter((each) => each?.event === "answer" && items.has(each.item)).map((each) => each.id));
    return events.filter((each) => (each?.event === "answer" ? items.has(each.item) : answers.has(each?.answer))).slice(-4000);
  }

  tell(message) {
    try {
      this.model.send(message);
      return true;
    } catch {
      return false;
    }
  }

  card(item) {
    return this.cards.find((card) => card.question.id === item);
  }

  overview() {
    for (const [place, card] of this.cards.entries()) {
      const button = this.dots.children[place]?.firstChild;
      if (!button) continue;
      const mark = MARKS[card.verdict] ?? (card.state === "kept" ? "•" : "");
      button.replaceChildren(`${place + 1}`, element("span", { "aria-hidden": "true", text: mark && ` ${mark}` }));
      button.setAttribute("aria-label", `Question ${place + 1}, ${card.verdict ? card.verdict.toLowerCase() : card.state === "kept" ? "saved" : "not answered"}`);
      button.dataset.verdict = card.verdict;
      if (place === this.at) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  focus() {
    this.title.focus();
  }

  go(place, focus = true) {
    this.at = Math.max(0, Math.min(place, this.cards.length - 1));
    for (const [each, card] of this.cards.entries()) card.article.hidden = each !== this.at;
    const count = this.cards.length;
    this.title.textContent = count > 1 ? `${this.model.get("heading")}: question ${this.at + 1} of ${count}` : this.model.get("heading");
    this.previous.disabled = this.at === 0;
    this.next.disabled = this.at === count - 1;
    this.overview();
    if (focus) this.focus();
  }

  hear(message) {
    const card = this.card(message.item ?? message.question?.id);
    const current = card && (message.answer === undefined || message.answer === null || message.answer === card.answer);
    if (message.kind === "restored") this.restored(message);
    else if (message.kind === "waiting") this.waiting(message);
    else if (message.kind === "hint" && card) card.showHint(message.number, message.text);
    else if (message.kind === "kept" && current) this.kept(card);
    else if (message.kind === "fresh" && card) card.renew(message.question);
    else if (message.kind === "refused" && current) card.refuse(message.sentence);
    else if (message.kind === "failed" && current) card.fail(message.sentence);
    else if (message.kind === "graded" && current) {
      this.keep([message.grade]);
      card.showGrade(message.feedback);
      this.graded?.();
    }
  }

  // Keeps the grades that the store lacks: those of an answer whose session ended before its grade.
  keep(grades) {
    const graded = new Set((readStore().store?.events ?? []).filter((each) => each?.event === "grade").map((each) => each.answer));
    for (const grade of grades) {
      if (graded.has(grade.answer)) continue;
      const problem = appendEvent({ event: "grade", ...grade, t: new Date().toISOString() });
      if (problem && !this.cards.some((card) => card.note.textContent === problem)) this.notice.textContent = problem;
    }
  }

  kept(card) {
    card.keep();
    const open = this.cards.findIndex((each) => each.state !== "kept");
    if (open >= 0) this.go(open);
    else this.finish();
  }

  finish() {
    this.go(0);
    this.tell({ kind: "hello", events: this.mine(readStore().store?.events ?? []) });
  }

  waiting(message) {
    for (const past of message.kept) this.card(past.item)?.restoreKept(past);
    const open = this.cards.findIndex((each) => each.state !== "kept");
    if (open > 0) this.go(open, false);
  }

  restored(message) {
    this.keep(message.grades);
    for (const past of message.graded) this.card(past.item)?.restore(past);
    for (const item of message.changed) {
      const card = this.card(item);
      if (card) card.note.textContent = "This question has changed since you answered it.";
    }
  }
}

function render({ model, el }) {
  const player = new Player(model, el);
  const hear = (message) => player.hear(message);
  const session = () => player.cards.forEach((card) => card.session());
  model.on("msg:custom", hear);
  window.addEventListener("course:session", session);
  return () => {
    model.off("msg:custom", hear);
    window.removeEventListener("course:session", session);
  };
}

export default { render };
