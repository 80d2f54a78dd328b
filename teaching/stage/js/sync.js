// Two windows of one browser, in step without a server: whoever moves tells the other where the session stands.

/**
 * @param {string} name of the session: its plan and its order
 * @param {(state: any) => void} follow hears where the session stands after somebody else moved it
 * @param {() => any} now where it stands here
 */
export function inStep(name, follow, now) {
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }) => {
    if (data.kind === "asks") channel.postMessage({ kind: "stands", state: now() });
    else if (data.kind === "stands") follow(data.state);
  });
  channel.postMessage({ kind: "asks" });
  return { tell: () => channel.postMessage({ kind: "stands", state: now() }) };
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
