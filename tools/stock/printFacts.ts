/** Prints a file of facts: one line for each of its fields, for each key of a field and for each of a list of objects. */
export function printFacts(facts: object): string {
  const fields = Object.entries(facts).map(
    ([name, value]: [string, unknown]) => ` ${JSON.stringify(name)}: ${printField(value)}`,
  );
  return `{\n${fields.join(",\n")}\n}\n`;
}

function printField(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const lines = Array.isArray(value)
    ? value.map((one) => `  ${JSON.stringify(one)}`)
    : Object.entries(value).map(([key, one]) => `  ${JSON.stringify(key)}: ${JSON.stringify(one)}`);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${lines.join(",\n")}\n ${close}`;
}
