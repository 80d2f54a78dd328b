// Names that nothing else has.

/** 32 letters and digits; also where the page is no secure context, as on a school's plain http address. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
