/** A text as the scripts write it into the log: whatever is not plain becomes `?`, 200 characters at most; `-` for nothing. */
export function plain(text: string): string {
  return text === "" ? "-" : text.replace(/[^A-Za-z0-9 ._:/@+=,-]/g, "?").slice(0, 200);
}

const UTF8 = new TextEncoder();

/** The same for a text that a host has as JSON spells it, byte by byte. */
export function plainSpelt(text: string): string {
  if (!/[^A-Za-z0-9 ._:/@+=,-]/.test(text)) return plain(text);
  const spelt = JSON.stringify(text.slice(0, 200)).slice(1, -1);
  return plain(spelt.replace(/[^\0-\x7f]+/g, (letters) => "?".repeat(UTF8.encode(letters).length)));
}

/**
 * A field of an alert where it may decide something, as `text_at` of scripts/responses/json.awk gives it: "" where it is
 * missing, not plain ASCII, or too long.
 */
export function plainField(value: string | undefined): string {
  return value === undefined || value.length > 512 || /[^ !#-[\]-~]/.test(value) ? "" : value;
}
