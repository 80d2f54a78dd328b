// The picture of a first screen, drawn before any kernel is asked: the page brings it at some widths.

import { bytesOf } from "../../../page/js/line/models.js";

/** @import { LiveModel } from "../../../page/js/line/live.types" */

/** Of some widths, the one that has to be scaled the least. */
const nearest = (widths, width) =>
  widths.reduce((best, each) => (scale(each, width) < scale(best, width) ? each : best));
/** How much one width has to be scaled for another, as a logarithm. */
export const scale = (one, other) => Math.abs(Math.log(one / other));

/**
 * Put the prepared picture next to this width on the screen; false where only a kernel can draw. The kernel is told that
 * width with the first thing it is told, so that its own drawing takes the same place.
 * @param {LiveModel<any> & {take?: (values: any) => void}} model
 * @param {number} width CSS pixels
 */
export function drawFirst(model, width) {
  if (!model.pictures) return false;
  const widths = Object.keys(model.pictures).map(Number);
  const drawn = widths.length ? nearest(widths, width) : width;
  const { backdrop, points, ...shown } = model.pictures[drawn] ?? { backdrop: "" };
  model.set("frame_px", drawn);
  model.take({
    backdrop,
    shown: { ...model.get("shown"), ...shown },
    ...(points ? { points: bytesOf(points) } : {}),
  });
  return true;
}
