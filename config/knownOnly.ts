/** What the engine writes in the place of a value that it does not know; in outputs too, after `--continue-on-error`. */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The outputs of a stack without what the engine does not know: an unknown value is a missing one, and so is an element
 * of a list, or an entry of an object, of which any part is unknown.
 */
export function knownOnly(outputs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(outputs).flatMap(([key, value]) => {
      if (!isKnown(value) && (typeof value !== "object" || isMark(value))) return [];
      return [[key, pieces(value)]];
    }),
  );
}

function pieces(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isKnown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, part]) => isKnown(part)));
}

function isKnown(value: unknown): boolean {
  if (value === undefined || value === null || isMark(value)) return false;
  return typeof value !== "object" || Object.values(value).every(isKnown);
}

/** The engine's own word, or what Pulumi's SDK makes of it in a preview. */
function isMark(value: unknown): boolean {
  return (
    value === UNKNOWN || (typeof value === "object" && value !== null && "__pulumiUnknown" in value)
  );
}
