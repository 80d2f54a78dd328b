// The small pieces that a question and its feedback are made of.

import { button, element } from "../../../page/js/drawing/dom.js";
import { prose } from "../../../page/js/drawing/prose.js";
import { flaggedItems } from "../../../page/js/keeping/flags.js";
import { appendEvent, readStore } from "../../../page/js/keeping/store.js";
import { flagging } from "../../../page/js/line/messages.js";

export const MARKS = { Right: "✓", "Partly right": "◐", "Not all right": "◐", Wrong: "✗", Noted: "•" };

export const words = (tag, texts) => texts.map((text) => element(tag, {}, prose(text)));

export function choices(type, name, rows, error) {
  return rows.map(([value, text, drawn]) =>
    element(
      "label",
      { class: "kq-option", "data-value": value },
      element("input", { type, name, value, "aria-describedby": error }),
      element("span", { class: "kq-option-text" }, prose(text)),
      drawn,
    ),
  );
}

/** @param {import("../../../page/js/line/messages.types").Chip} chip */
function sourceChip(chip) {
  const sources = chip.sources.map((source) =>
    element(
      "li",
      {},
      /^https?:\/\//.test(source.link)
        ? element("a", {
            href: source.link,
            target: "_blank",
            rel: "noopener noreferrer",
            text: `${source.citation} (opens in a new tab)`,
          })
        : element("span", { text: source.citation }),
      source.seen && element("span", { class: "kq-soft", text: ` ${source.seen}` }),
    ),
  );
  return element(
    "details",
    { class: "kq-source" },
    element("summary", { text: `Source: ${chip.label}` }),
    element("p", {}, prose(chip.status)),
    chip.disagrees && element("p", {}, element("strong", { text: "What disagrees: " }), prose(chip.disagrees)),
    element("ul", {}, sources),
  );
}

/** A figure as an option, inside its native label. The loader of the bank has seen to it that it only draws. */
export function figure(option) {
  const drawn = new DOMParser().parseFromString(option.figure, "image/svg+xml").documentElement;
  drawn.setAttribute("aria-hidden", "true");
  return element(
    "span",
    { class: "kq-figure", role: "img", "aria-label": option.alt },
    document.importNode(drawn, true),
  );
}

export const chips = (list) => (list.length ? element("div", { class: "kq-sources" }, list.map(sourceChip)) : null);

/** Say beside an option or a place how it was answered. */
export function tag(node, option) {
  node.dataset.mark = option.right ? "right" : "wrong";
  node.append(element("span", { class: "kq-tag", text: ` ${option.right ? "✓" : "✗"} ${option.tag}` }));
}

/** The way to the paragraph that answers a question. @param {import("../../../page/js/line/messages.types").Paragraph} read */
export const readLink = ({ link, words: said }) => element("a", { href: link, text: said });

/** What the page is told when a question was flagged, or is no longer. */
export const FLAGGED = "course:flagged";

/**
 * Flags a question, for whatever the learner wants to come back to; what is flagged stands on the review page.
 * @param {string} item
 */
export function flagButton(item) {
  const isOn = () => flaggedItems(readStore().store.events, Date.now()).includes(item);
  const note = element("span", { class: "kq-soft", role: "status" });
  const flag = button("", press, { class: "kq-quiet kq-flag" });
  const show = (on) => {
    flag.setAttribute("aria-pressed", `${on}`);
    flag.replaceChildren(element("span", { "aria-hidden": "true", text: on ? "⚑ " : "⚐ " }), "Flag this question");
  };
  function press() {
    const on = !isOn();
    const problem = appendEvent(flagging(item, on));
    show(on);
    note.textContent = problem || (on ? "Flagged: it stands on the review page." : "The flag is taken off.");
    window.dispatchEvent(new Event(FLAGGED));
  }
  show(isOn());
  return element("p", { class: "kq-flagging" }, flag, " ", note);
}

/** Tick again what was ticked in a list of choices. */
export function choiceFill(form, response, id) {
  const picked = [response].flat();
  for (const input of form.querySelectorAll(`[name="${id}-answer"]`)) input.checked = picked.includes(input.value);
}

/** Mark each choice of a list as right or wrong. */
export function choiceMark(form, feedback) {
  for (const option of feedback.options) {
    const label = form.querySelector(`.kq-option[data-value="${option.id}"]`);
    if (label && option.tag) tag(label, option);
  }
}

/**
 * The section of a player: its title, where its questions stand, what it has to say, its cards, and the steps between.
 * @param {import("./player.js").Player} player
 * @param {string} leftOut what is told of questions that could not be read, "" where all could
 */
export function frame(player, leftOut) {
  const many = player.cards.length > 1;
  return element(
    "section",
    { class: "kq-player", "data-mode": player.mode, "aria-label": `${player.heading}: questions` },
    player.title,
    many && player.dots,
    player.notice,
    player.result,
    player.corrected,
    leftOut && element("p", { class: "kq-left-out", text: leftOut }),
    player.cards.map((card) => card.article),
    many && element("div", { class: "kq-steps" }, player.previous, player.next),
  );
}
