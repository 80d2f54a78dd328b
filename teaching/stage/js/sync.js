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

/** What is told of each screen, with what the session needs besides; kept in memory only. */
export async function fetchDeck() {
  const { pathname, search } = location;
  const answer = await fetch(`${pathname.replace(/\/presenter$/, "")}/layers${search}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`The answers could not be fetched: ${answer.status}`);
  return answer.json();
}
