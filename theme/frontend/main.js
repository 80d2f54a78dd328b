// Runs on a lesson's page: puts each live part in its place, and keeps it in touch with a kernel.

import { signTables } from "../../page/js/drawing/tables.js";
import { stageName } from "../../page/js/keeping/storage.js";
import { eraseWithOtherTabs } from "../../page/js/keeping/store.js";
import { tellUnknownPlace } from "./address.js";
import { startArriving } from "./arriving.js";
import { setStage } from "./on_stage.js";
import { isLost, lost } from "./session.js";
import { startWhole } from "./whole.js";

async function main() {
  if (stageName()) setStage(stageName());
  signTables(document);
  await ("first" in document.documentElement.dataset ? startWhole() : startArriving());
  signTables(document);
  if (!isLost()) tellUnknownPlace();
}

eraseWithOtherTabs();
main().catch((error) => {
  console.error(error);
  lost();
});
