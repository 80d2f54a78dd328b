// Tables as comma-separated values.

/** @param {unknown} value One cell's text, quoted where a reader would mistake it. */
function cell(value) {
  const text = `${value ?? ""}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Text that somebody typed, so that no spreadsheet runs it as a formula.
 * @param {unknown} value
 */
export function harmless(value) {
  const text = `${value ?? ""}`;
  return /^[=+\-@\t]/.test(text) ? `'${text}` : text;
}

/** Rows as one text, each line ended. */
export const csvText = (rows) => rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
