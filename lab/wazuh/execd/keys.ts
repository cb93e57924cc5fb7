/** The text by which execd knows a response again: the script's name and the keys that it has asked about. */
export function keyOf(executable: string, answer: string): string {
  const name = executable.slice(executable.lastIndexOf("/") + 1);
  return `${name}${keysIn(answer)}`;
}

function keysIn(answer: string): string {
  let message: unknown;
  try {
    message = JSON.parse(answer);
  } catch {
    return "";
  }
  const root = objectOf(message);
  const keys = objectOf(root["parameters"])["keys"];
  if (!isWhole(root) || root["command"] !== "check_keys" || !Array.isArray(keys)) return "";
  return keys
    .filter((key) => typeof key === "string")
    .map((key) => `-${key}`)
    .join("")
    .slice(0, 4000);
}

/** What the common reader of both sides asks for. */
function isWhole(root: Readonly<Record<string, unknown>>): boolean {
  return (
    typeof root["version"] === "number" &&
    isObject(root["origin"]) &&
    typeof root["command"] === "string" &&
    isObject(root["parameters"])
  );
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
