// The parts of the page checks that run inside the page. Each returns sentences, or what Python needs for them.

const say = (e) => {
  if (!e) return "nothing";
  const words = (e.getAttribute("aria-label") || e.textContent || e.value || "").trim();
  const classes = typeof e.className === "string" && e.className ? "." + e.className.split(/\s+/)[0] : "";
  return `<${e.tagName.toLowerCase()}${e.id ? "#" + e.id : ""}${classes}> "${words.slice(0, 40)}"`;
};
const shown = (e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;

const checks = {
  reflow(width) {
    const out = [];
    const wide = document.scrollingElement.scrollWidth;
    if (wide > width) out.push(`the page is ${wide} px wide at ${width} px`);
    const style = (e) => getComputedStyle(e);
    const scrolls = (e) => /auto|scroll/.test(style(e).overflowX);
    const inScroller = (e) => {
      for (let p = e.parentElement; p && p !== document.body; p = p.parentElement) if (scrolls(p)) return true;
      return false;
    };
    // Words for screen readers only, and what is parked off screen until it has the focus.
    const hiddenOnPurpose = (e) => {
      for (let p = e; p && p !== document.body; p = p.parentElement) {
        const box = p.getBoundingClientRect(), s = style(p);
        if (box.width <= 2 || box.height <= 2 || s.clipPath !== "none" || box.bottom <= 0) return true;
      }
      return false;
    };
    for (const e of document.body.querySelectorAll("*")) {
      if (!shown(e) || e.closest("[aria-hidden=true]") && !e.closest("svg") || hiddenOnPurpose(e)) continue;
      const box = e.getBoundingClientRect();
      const svg = e.ownerSVGElement;
      if (svg) {
        if (e.tagName !== "text") continue;
        const frame = svg.getBoundingClientRect();
        if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
          out.push(`${say(e)} is cut by its picture`);
        continue;
      }
      if ((box.right > width + 1 || box.left < -1) && !inScroller(e))
        out.push(`${say(e)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)} px of ${width}`);
      const s = style(e);
      const cut = /hidden|clip/.test(s.overflowX) && e.scrollWidth > e.clientWidth + 1
        || /hidden|clip/.test(s.overflowY) && e.scrollHeight > e.clientHeight + 1;
      if (cut && e.textContent.trim() && s.display !== "inline")
        out.push(`${say(e)} cuts off what is in it`);
      if (e.matches("input[type=text], input[type=number]") && e.scrollWidth > e.clientWidth + 1)
        out.push(`${say(e)} is too narrow for its value`);
    }
    return out;
  },

  // Every table: text to the left and figures to the right, its caption in sight, and where it is too wide a box that
  // scrolls, can be reached by keyboard and says so.
  tables() {
    const out = [];
    const wide = document.documentElement.clientWidth;
    const figure = /^(?:[−-]?\d[\d.,]*|below \d+)(?: to [−-]?\d[\d.,]*)?(?: ?[%a-zA-Z/]{1,9})?$/;
    const wordsOf = (e) => {
      const out = [];
      const texts = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) for (const found of texts.currentNode.data.matchAll(/[^\s\u2010-\u2014/-]+/g)) {
        const word = document.createRange();
        word.setStart(texts.currentNode, found.index);
        word.setEnd(texts.currentNode, found.index + found[0].length);
        out.push(word);
      }
      return out;
    };
    const side = (e) => ({ start: "left", end: "right" })[getComputedStyle(e).textAlign] || getComputedStyle(e).textAlign;
    for (const table of [...document.querySelectorAll("table")].filter(shown)) {
      const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells]);
      for (let k = 1; k < Math.max(0, ...rows.map((row) => row.length)); k++) {
        const cells = rows.map((row) => row[k]).filter((cell) => cell?.textContent.trim());
        const texts = cells.map((cell) => cell.textContent.trim());
        const wanted = texts.length && texts.every((text) => figure.test(text)) ? "right"
          : texts.some((text) => text.split(/\s+/).length > 4) ? "left" : "";
        const wrong = wanted && cells.find((cell) => side(cell) !== wanted);
        if (wrong) out.push(`${say(wrong)} in ${say(table)} must stand to the ${wanted}`);
      }
      const headless = !table.tHead || getComputedStyle(table.tHead).clipPath !== "none";  // for screen readers only
      for (const head of headless ? [] : table.tHead.querySelectorAll("th")) {
        const torn = wordsOf(head).find((word) => new Set([...word.getClientRects()].map((box) => Math.round(box.top))).size > 1);
        if (torn) out.push(`the word "${torn}" is torn in the head of ${say(table)}`);
      }
      const scroller = table.closest(".table-scroll, .wide-scroll");
      const room = (scroller || document.documentElement).getBoundingClientRect();
      const caption = table.caption && shown(table.caption) && getComputedStyle(table.caption).clipPath === "none" && table.caption.getBoundingClientRect();
      if (caption && caption.right > Math.min(room.right, wide) + 1) out.push(`the caption of ${say(table)} is cut`);
      if (table.getBoundingClientRect().right <= Math.min(room.right, wide) + 1) continue;
      if (!scroller) out.push(`${say(table)} is wider than its room and nothing scrolls`);
      else if (scroller.tabIndex < 0 || !scroller.hasAttribute("aria-labelledby")) out.push(`the box of ${say(table)} cannot be reached by keyboard, or has no name`);
      else if (!scroller.previousElementSibling?.matches(".wide-sign") || !shown(scroller.previousElementSibling)) out.push(`nothing says that ${say(table)} scrolls`);
    }
    return out;
  },

  // What a page promises to who does not see it: a form can be sent, an output says what it is, no two groups are called alike.
  promises() {
    const out = [];
    for (const form of document.forms)
      if (!form.querySelector("button:not([type]), button[type=submit], input[type=submit]")) out.push(`${say(form)} is a form that nothing sends`);
    const labelled = (e) => (e.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean).map((id) => document.getElementById(id)?.textContent || "").join(" ").trim();
    const nameOf = (e) => e.getAttribute("aria-label") || labelled(e) || (e.tagName === "FIELDSET" ? e.querySelector("legend")?.textContent.trim() : "") || "";
    for (const e of document.querySelectorAll("output, article, fieldset, [role=group], [role=region], [role=img]"))
      if (!nameOf(e) && !e.labels?.length) out.push(`${say(e)} has no name`);
    const seen = new Map();
    for (const e of [...document.querySelectorAll("article, fieldset, [role=group]")].filter(shown)) {
      let path = "";  // the names of what it stands in, and its own
      for (let p = e; p; p = p.parentElement) if (p === e || p.matches("article, [role=group]")) path = `${nameOf(p)} / ${path}`;
      if (seen.has(path)) out.push(`${say(e)} is called as another one is: ${path.slice(0, 80)}`);
      seen.set(path, e);
    }
    return out;
  },

  // Everything unfolded in letters of twice the size, and back.
  enlarge(on) {
    document.documentElement.style.fontSize = on ? "200%" : "";
    for (const each of document.querySelectorAll(on ? "details:not([open])" : "details[data-unfolded]")) {
      each.open = on;
      each.toggleAttribute("data-unfolded", on);
    }
    return this.drawn();
  },

  // Until the page has been laid out and drawn anew, and what watches the sizes of its parts has answered.
  async drawn() {
    await document.fonts.ready;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))));
  },

  motion() {
    const long = (times) => times.split(",").some((t) => parseFloat(t) * (/ms/.test(t) ? 1 : 1000) > 20);
    const out = [];
    for (const e of document.querySelectorAll("*")) {
      const s = getComputedStyle(e);
      if (s.animationName !== "none" && long(s.animationDuration)) out.push(`${say(e)} is animated`);
      if (s.transitionProperty !== "none" && long(s.transitionDuration)) out.push(`${say(e)} has a transition`);
      if (s.scrollBehavior === "smooth") out.push(`${say(e)} scrolls smoothly`);
    }
    return out;
  },

  texts() {
    const closed = [...document.querySelectorAll("details:not([open])")];
    const turned = [...document.querySelectorAll("article[hidden]")];  // the questions not shown now
    closed.forEach((d) => { d.open = true; });
    turned.forEach((a) => { a.hidden = false; });
    const out = document.body.innerText.split("\n").map((line) => ["the page", line]);
    closed.forEach((d) => { d.open = false; });
    turned.forEach((a) => { a.hidden = true; });
    for (const name of ["alt", "aria-label", "aria-valuetext", "aria-description", "title", "placeholder"])
      for (const e of document.querySelectorAll(`[${name}]`)) out.push([`${name} of ${e.tagName.toLowerCase()}`, e.getAttribute(name)]);
    for (const e of document.querySelectorAll("option")) out.push(["an option", e.textContent]);
    for (const e of document.querySelectorAll("svg text, svg title, svg desc")) out.push(["a picture", e.textContent]);
    out.push(["the title", document.title]);
    return out.map(([where, text]) => [where, text.trim()]).filter(([, text]) => text);
  },

  // Each picture's words, the cells of its table if it has one now, and what stands beside it.
  pictures() {
    const live = [...document.querySelectorAll("[data-picture]")].filter(shown).map((e) => {
      const explorer = e.closest(".x") || document.body;
      const table = explorer.querySelector("[data-picture-table]:not([hidden]) table");
      return {
        name: say(e),
        words: e.getAttribute("aria-label") || e.getAttribute("alt") || "",
        cells: table ? [...table.querySelectorAll("caption, th, td")].map((cell) => cell.textContent) : null,
        beside: [explorer.innerText, ...[...explorer.querySelectorAll("input")].map((input) => input.value)],
      };
    });
    const still = [...document.querySelectorAll("img")].filter((e) => shown(e) && !e.hasAttribute("alt"))
      .map((e) => ({ name: say(e), words: "", cells: [], beside: [] }));
    return live.concat(still);
  },

  structure() {
    const out = [];
    const count = (css) => document.querySelectorAll(css).length;
    if (count("h1") !== 1) out.push(`the page must have one h1, has ${count("h1")}`);
    if (count("main") !== 1) out.push(`the page must have one main part, has ${count("main")}`);
    if (document.documentElement.lang !== "en") out.push("the page must say that it is in English");
    if (!document.title.trim()) out.push("the page must have a title");
    const notice = document.querySelector(".standing-notice");
    const words = "For learning with made-up patients. Not for prescribing. Check your local protocol and a pharmacist.";
    if (!notice || !notice.innerText.replace(/\s+/g, " ").includes(words)) out.push("the standing notice is missing");
    let last = 0;
    for (const h of document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")) {
      if (!h.checkVisibility()) continue;
      const level = Number(h.tagName[1]);
      if (level > last + 1) out.push(`heading "${h.textContent.trim().slice(0, 40)}" skips from h${last} to h${level}`);
      last = level;
    }
    return out;
  },

  // Puts the starting point of the Tab key before everything; blur alone would leave it where it was.
  restart() {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    document.activeElement?.blur();
    window.scrollTo(0, 0);
  },

  // Marks what the keyboard should reach, and remembers how each looks without the focus.
  prepare() {
    const css = "a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable=true]";
    const groups = new Set();
    const reach = [...document.querySelectorAll(css)].filter((e) => {
      if (e.tabIndex < 0 || e.disabled || e.type === "hidden" || e.closest("[inert]")) return false;
      if (e.closest("fieldset:disabled") && !e.matches("a, summary")) return false;
      if (!e.checkVisibility({ visibilityProperty: true })) return false;
      if (e.tagName === "SUMMARY" && e.parentElement?.querySelector("summary") !== e) return false;
      if (e.type === "radio" && e.name) {  // one stop for a group: the chosen one, or the first
        const key = e.name + (e.form ? [...document.forms].indexOf(e.form) : "");
        const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)].filter((r) => r.form === e.form);
        const chosen = group.find((r) => r.checked);
        if (chosen ? chosen !== e : groups.has(key)) return false;
        groups.add(key);
      }
      return true;
    });
    window.courseLook = (e) => [e, e.parentElement, e.labels?.[0], e.nextElementSibling].filter(Boolean).map((n) => {
      const s = getComputedStyle(n);
      const outline = s.outlineStyle === "none" || parseFloat(s.outlineWidth) === 0 || s.outlineColor === "rgba(0, 0, 0, 0)"
        ? "" : [s.outlineStyle, s.outlineWidth, s.outlineColor].join(" ");
      return [outline, s.boxShadow, s.borderColor, s.borderWidth, s.backgroundColor, s.textDecorationLine].join("|");
    }).join("/");
    window.courseReach = reach.map((e) => ({ e, look: window.courseLook(e) }));
    return reach.length;
  },

  // What has the focus now: is it named, visible, in sight, uncovered?
  step() {
    let e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    let at = window.courseReach.findIndex((r) => r.e === e);
    if (at < 0 && e.type === "radio")  // pressing Tab may enter a group at another of its buttons
      at = window.courseReach.findIndex((r) => r.e.type === "radio" && r.e.name === e.name && r.e.form === e.form);
    const named = (n) => (n || "").trim();
    const labelled = (e.getAttribute("aria-labelledby") || "").split(/\s+/).filter(Boolean)
      .map((id) => named(document.getElementById(id)?.textContent)).join(" ");
    const name = named(e.getAttribute("aria-label")) || labelled.trim()
      || named([...(e.labels || [])].map((l) => l.textContent).join(" "))
      || (e.matches("input, select, textarea") ? "" : named(e.textContent))
      || named(e.querySelector?.("img[alt]")?.alt) || named(e.title)
      || (e.matches("input[type=submit], input[type=button]") ? named(e.value) : "");
    const box = e.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const top = inView ? document.elementFromPoint(Math.min(Math.max(x, 0), innerWidth - 1), Math.min(Math.max(y, 0), innerHeight - 1)) : null;
    const mine = top && (e.contains(top) || top.contains(e) || [...(e.labels || [])].some((l) => l.contains(top)));
    const before = at >= 0 && window.courseReach[at].e === e ? window.courseReach[at].look : null;
    const look = window.courseLook(e);
    const outlined = look.split("/").some((part) => part.split("|")[0]);
    return { at, say: say(e), name, inView, covered: inView && !mine ? say(top) : "",
             visible: before === null ? outlined : look !== before };
  },

  // Did the skip link lead into the main part, by its address or by moving the focus?
  ledIntoMain() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    return Boolean((target || document.activeElement)?.closest("main"));
  },

  // Every text of the explorers that holds a result, the pictures' words among them.
  results() {
    const css = ".x-readouts, .x-working, .x-sentence, .x-passages, .x-table, .x-legend";
    const words = [...document.querySelectorAll(css)].filter(shown).map((e) => e.textContent);
    const pictures = [...document.querySelectorAll("[data-picture]")].filter(shown).map((e) => e.getAttribute("aria-label") || "");
    return [...words, ...pictures].map((text) => text.trim()).filter(Boolean);
  },

  // What a graded question shows: what was chosen, how sure, and the verdict.
  answer(css) {
    const card = document.querySelector(css);
    const inputs = [...card.querySelectorAll("input")];
    return { item: card.dataset.item,
             given: inputs.filter((i) => i.type === "text" || i.checked).map((i) => i.type === "text" ? i.value : i.closest("label").textContent),
             verdict: card.querySelector("[role=status] strong")?.textContent };
  },

  missed(places) {
    return places.map((place) => say(window.courseReach[place].e));
  },
};
