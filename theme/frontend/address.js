// A page's address may lead to one place of it; where there is no such place, the page says so where it opens.

const SHOWN_AT_MOST = 40; // characters of the address

function isKnown(place) {
  if (document.getElementById(place)) return true;
  const questions = [...document.querySelectorAll("[data-item]")].map((each) => each.getAttribute("data-item"));
  return questions.includes(place) || document.querySelector("[data-linked]") !== null;
}

function place() {
  const raw = location.hash.slice(1);
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw; // a broken one leads nowhere as it stands
  }
}

function tell() {
  const asked = place();
  const opening = document.querySelector("main .opening");
  opening?.querySelector(".link-note")?.remove();
  if (!asked || isKnown(asked) || isKnown(location.hash.slice(1))) return;
  const shown = asked.length > SHOWN_AT_MOST ? `${asked.slice(0, SHOWN_AT_MOST)} …` : asked;
  const note = Object.assign(document.createElement("p"), {
    className: "link-note",
    textContent: `The link leads to “${shown}”, and there is no such place in this lesson. The page is open at its beginning.`,
  });
  note.setAttribute("role", "status");
  opening?.append(note);
}

/** Once all live parts stand, say whether the address leads to something that is not here. */
export function tellUnknownPlace() {
  tell();
  window.addEventListener("hashchange", tell);
}
