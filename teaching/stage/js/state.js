// Where a session stands, as plain data: what each key does to it. Both windows hold the same, and nothing is kept.

/**
 * @typedef {{kind: string, html: string, letters?: string[]}} Layer
 * @typedef {{poll: string, round: string, letters: string[], layers: Layer[], notes: any, learn: string, step: number,
 *   title: string, options: {letter: string, text: string}[]}} Told
 * @typedef {{before: number[], after: number[], sure: {before: number, after: number}}} Hands
 * @typedef {{screen: number, layer: number, black: boolean, clock: boolean, began: number, since: number,
 *   rounds: Record<string, string>, hands: Record<string, Hands>}} State
 * @typedef {{screens: Told[], steps: {id: string, title: string, minutes: number}[], minutes: number}} Deck
 */

export const HANDS_AT_MOST = 999;

/** @returns {State} */
export const start = (screen = 0, now = 0) => ({
  screen,
  layer: 0,
  black: false,
  clock: false,
  began: 0,
  since: now,
  rounds: {},
  hands: {},
});

const NONE = [];
const told = (deck, state) => deck.screens[state.screen];

/** What can be revealed here, in order: the room's split only where hands were counted. @returns {Layer[]} */
export function layersOf(deck, state) {
  const each = told(deck, state);
  return (each?.layers ?? NONE).filter(({ kind }) => kind !== "split" || counted(state.hands[each.poll]) > 0);
}

/** How many hands were counted in all. @param {Hands | undefined} hands */
export const counted = (hands) => (hands ? [...hands.before, ...hands.after].reduce((sum, n) => sum + n, 0) : 0);

/** Whether hands are counted before or after the talk. @returns {"before" | "after"} */
export function roundOf(deck, state) {
  const each = told(deck, state);
  return /** @type {any} */ (state.rounds[state.screen] ?? each?.round ?? "before");
}

const within = (n, low, high) => Math.min(Math.max(n, low), high);

function go(deck, state, screen, now) {
  const to = within(screen, 0, deck.screens.length - 1);
  if (to === state.screen) return { ...state, layer: 0 };
  const isNewStep = deck.screens[to].step !== told(deck, state)?.step;
  const began = state.began || now;
  return { ...state, screen: to, layer: 0, began, since: isNewStep ? now : state.since };
}

const fresh = (count) => Array.from({ length: count }, () => 0);

/** @param {(hands: Hands) => Hands} change */
function withHands(deck, state, change) {
  const { poll, letters } = told(deck, state);
  if (!poll || !letters.length) return state;
  const known = state.hands[poll] ?? {
    before: fresh(letters.length),
    after: fresh(letters.length),
    sure: { before: 0, after: 0 },
  };
  return { ...state, hands: { ...state.hands, [poll]: change(structuredClone(known)) } };
}

function count(deck, state, place, set) {
  const round = roundOf(deck, state);
  if (place >= (told(deck, state)?.letters.length ?? 0)) return state;
  return withHands(deck, state, (hands) => {
    hands[round][place] = within(set(hands[round][place]), 0, HANDS_AT_MOST);
    return hands;
  });
}

function sure(deck, state, set) {
  const round = roundOf(deck, state);
  return withHands(deck, state, (hands) => {
    hands.sure[round] = within(set(hands.sure[round]), 0, HANDS_AT_MOST);
    return hands;
  });
}

/**
 * What an action makes of a session.
 * @param {Deck} deck
 * @param {State} state
 * @param {{do: string, place?: number, by?: number, to?: number}} action
 * @param {number} now milliseconds
 * @returns {State}
 */
export function act(deck, state, action, now) {
  const lit = { ...state, black: false };
  if (state.black && ["next", "back", "reveal", "cover"].includes(action.do)) return lit;
  switch (action.do) {
    case "next":
      return go(deck, lit, state.screen + 1, now);
    case "back":
      return go(deck, lit, state.screen - 1, now);
    case "again": // as after a rehearsal: no hands, no clock, the first screen
      return start(0, now);
    case "go":
      return go(deck, lit, action.to, now);
    case "reveal":
      return { ...lit, layer: Math.min(state.layer + 1, layersOf(deck, state).length) };
    case "cover":
      return { ...lit, layer: Math.max(state.layer - 1, 0) };
    case "black":
      return { ...state, black: !state.black };
    case "clock":
      return { ...state, clock: !state.clock, began: state.began || now };
    case "round":
      return {
        ...state,
        rounds: { ...state.rounds, [state.screen]: roundOf(deck, state) === "after" ? "before" : "after" },
      };
    case "hand":
      return count(deck, state, action.place, (n) => n + action.by);
    case "hands":
      return count(deck, state, action.place, () => action.to);
    case "sure":
      return sure(deck, state, (n) => (action.to === undefined ? n + action.by : action.to));
    default:
      return state;
  }
}

/** Milliseconds left in the step that is on the screen; below 0 when it is over. */
export function left(deck, state, now) {
  const step = deck.steps[told(deck, state)?.step - 1];
  return step ? step.minutes * 60000 - (now - state.since) : null;
}

/** Minutes and seconds, with a sign once they are over. */
export function clockWords(ms) {
  if (ms === null) return "";
  const seconds = Math.abs(Math.trunc(ms / 1000));
  const over = ms < 0 && seconds > 0 ? "−" : "";
  return `${over}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The screen that an address names: "#step=3" the first of the third step, "#step=3.2" its second; else the first. */
export function screenOf(deck, hash) {
  const [, step, nth = "1"] = /^#step=(\d+)(?:\.(\d+))?$/.exec(hash) ?? [];
  const fits = deck.screens.map((each, k) => ({ step: each.step, k })).filter((each) => each.step === Number(step));
  return fits[Number(nth) - 1]?.k ?? fits[0]?.k ?? 0;
}

/** The address of a screen, as `screenOf` reads it; "" for the one before the first step. */
export function addressOf(deck, screen) {
  const { step } = deck.screens[screen];
  if (!step) return "";
  const nth = screen - deck.screens.findIndex((each) => each.step === step);
  return `#step=${step}${nth ? `.${nth + 1}` : ""}`;
}
