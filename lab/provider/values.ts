/** Marks an object as something special on the wire between engine and provider. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** Value of {@link SIGNATURE} that means "a secret". */
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
/** What stands for a value that is not known before `up`. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Wraps a value, so that the engine encrypts and never shows it. Wrapping twice is the same as once. */
export function secret(value: unknown): unknown {
  return isSecret(value) ? value : { [SIGNATURE]: SECRET, value };
}

/** Takes every secret out of its wrapping, at any depth. */
export function plain(value: unknown): unknown {
  if (isSecret(value)) return plain(value.value);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

/** Whether a value is wrapped as a secret. */
export function isSecret(value: unknown): value is { value: unknown } {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as Record<string, unknown>)[SIGNATURE] === SECRET
  );
}
