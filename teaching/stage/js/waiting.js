// While a session's screens are drawn: asks again, and opens the session once they are there.

const AGAIN_MS = 700;
const DRAWN_LATER = 202; // what the server answers while it draws
const SLOW = "The server has not answered for a while. This page goes on asking.";

async function ask() {
  try {
    const { status } = await fetch(location.href, { cache: "no-store" });
    if (status !== DRAWN_LATER) return location.reload(); // also where it is an error: the server says which
  } catch (error) {
    console.warn(error);
    document.getElementById("waiting").textContent = SLOW;
  }
  setTimeout(ask, AGAIN_MS);
}

setTimeout(ask, AGAIN_MS);
