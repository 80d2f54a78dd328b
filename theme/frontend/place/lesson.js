// A lesson as a place: where one is in it, where one stopped, and what one takes along. It needs no kernel, and nothing of
// the lesson's live parts needs it.

import { stageName } from "../../../page/js/keeping/storage.js";
import { isAtEnd, liveEndCard } from "./end_card.js";
import { partsOf, tellPart } from "./parts.js";
import { keepOnLeaving, offerPlace } from "./resume.js";
import { liveWays } from "./take_along.js";

function start() {
  const lesson = location.pathname
    .split("/")
    .pop()
    .replace(/\.ipynb$/, "");
  const parts = partsOf();
  liveEndCard(parts);
  if (!parts.length) return;
  let now = null;
  let moved = false;
  offerPlace(lesson, parts);
  liveWays(() => now);
  tellPart(parts, (part) => {
    moved ||= part !== now;
    now = part;
  });
  // What goes deeper stands behind the end of the lesson, and can be gone on with too.
  const isDone = () => isAtEnd() && !now?.link.closest(".parts-deeper");
  keepOnLeaving(lesson, () => ({ now, isAtEnd: isDone(), moved }));
}

if (!stageName()) start();
