/* On a still page whose live course is being started: asks until it answers, and says so. Asking is what starts it. */
(() => {
  "use strict";
  const AGAIN_MS = 5000;
  const place = document.getElementById("wait");
  const say = (words) => { if (place.textContent !== words) place.textContent = words; };

  async function ask() {
    try {
      const answer = await fetch(place.dataset.ask, { cache: "no-store" });
      if (answer.ok) return say("It is ready.");
      say("It does not answer yet.");
    } catch {
      say("It cannot be reached at the moment.");
    }
    setTimeout(ask, AGAIN_MS);
  }
  say("It is being started, which may take a minute; read on meanwhile.");
  ask();
})();
