// What a learner does in an explorer wants an answer; it is numbered, so that its answer is known.

/**
 * Set what the learner did, and ask for what then stands on the screen.
 * @param {import("../../../page/js/line/live.types").LiveModel<any>} model
 */
export function ask(model, values = {}) {
  model.set({ ...values, asked: model.get("asked") + 1 });
  model.save_changes();
}
