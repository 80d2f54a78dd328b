// Two windows of one browser, in step without a server: whoever moves tells the other where the session stands.

const ASK_MS = 2000;
const MISSED_AT_MOST = 2; // a window that has not answered so often is gone

/**
 * Who else is there on a channel. A hidden window answers too: only who asks needs a clock.
 * @param {BroadcastChannel} channel
 * @param {string} role of this window: "stage", "presenter" or "sheet"
 * @param {(roles: Set<string>) => void} tell hears who is there, at the start and whenever it changes
 */
function presence(channel, role, tell) {
  const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
  /** @type {Map<string, {role: string, missed: number}>} */
  const there = new Map();
  let known = null;
  const told = () => {
    const roles = new Set([...there.values()].map((each) => each.role));
    const now = [...roles].sort().join(" ");
    if (now === known) return;
    known = now;
    tell(roles);
  };
  const here = () => channel.postMessage({ kind: "here", role, id });
  const gone = () => channel.postMessage({ kind: "gone", id });
  const ask = () => {
    for (const [each, what] of there) if (++what.missed > MISSED_AT_MOST) there.delete(each);
    channel.postMessage({ kind: "who" });
    told();
  };
  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "who") here();
    else if (data.kind === "here") there.set(data.id, { role: data.role, missed: 0 });
    else if (data.kind === "gone") there.delete(data.id);
    told();
  });
  window.addEventListener("pagehide", gone);
  window.addEventListener("pageshow", here);
  setInterval(ask, ASK_MS);
  here();
  ask();
}

/**
 * @param {string} name of the session: its plan and its order
 * @param {string} role of this window
 * @param {(state: any) => void} follow hears where the session stands after somebody else moved it
 * @param {() => any} now where it stands here
 * @param {(roles: Set<string>) => void} tell hears which other windows of the session are open
 */
export function inStep(name, role, follow, now, tell) {
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "asks") channel.postMessage({ kind: "stands", state: now() });
    else if (data.kind === "stands") follow(data.state);
  });
  channel.postMessage({ kind: "asks" });
  presence(channel, role, tell);
  return { tell: () => channel.postMessage({ kind: "stands", state: now() }) };
}

/** The channel on which a run sheet leads the stage of its session. @param {string} session its plan and case */
const leading = (session) => new BroadcastChannel(`run sheet ${session}`);

/** Let a run sheet lead this stage. @param {(step: number) => void} goTo */
export function ledBySheet(session, goTo) {
  const channel = leading(session);
  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "go") goTo(data.step);
  });
  presence(channel, "stage", () => {});
}

/**
 * Lead the stage of a session.
 * @param {(isOpen: boolean) => void} tell hears whether one is open
 */
export function leadStage(session, tell) {
  const channel = leading(session);
  presence(channel, "sheet", (roles) => tell(roles.has("stage")));
  return { goTo: (step) => channel.postMessage({ kind: "go", step }) };
}

/** The name of this page's session: the same for the stage and for its presenter view. */
export function sessionName({ pathname, search }) {
  return `stage ${pathname.replace(/\/presenter$/, "")} ${search}`;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

/**
 * What is told of each screen, with what the session needs besides; kept in memory only. Asked for again and again where it
 * does not come.
 * @param {(isMissing: boolean) => void} tell hears whether it is still to come
 */
export async function deckAtLast(tell) {
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      const deck = await fetchDeck();
      tell(false);
      return deck;
    } catch (error) {
      console.warn(error);
      tell(true);
    }
    await new Promise((done) => setTimeout(done, wait));
  }
}

async function fetchDeck() {
  const { pathname, search } = location;
  const answer = await fetch(`${pathname.replace(/\/presenter$/, "")}/layers${search}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`The answers could not be fetched: ${answer.status}`);
  return answer.json();
}
