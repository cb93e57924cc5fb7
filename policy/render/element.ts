import { LONGEST_VALUE } from "../wazuh/limits";

/** An element of ossec.conf: a value or children. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly content: string | readonly Element[];
}

/** Makes an element. */
export function element(
  name: string,
  content: Element["content"],
  attributes?: Element["attributes"],
): Element {
  return { name, content, ...(attributes && { attributes }) };
}

/** Why Wazuh would not read a value back as it is; undefined where it does. */
export function whyUnreadable(value: string): string | undefined {
  if (value === "") return "is empty";
  if (value.includes("<")) return "contains <, where Wazuh's reader ends the value";
  if (/-->|!>/.test(value)) return "contains --> or !>, where Wazuh's reader ends a comment";
  if (/[\0-\x1f\x7f]/.test(value)) return "contains a line break or a control character";
  if (value !== value.trim()) return "begins or ends with a blank, which Wazuh keeps";
  // An odd number of backslashes at the end: the next < is not markup to Wazuh.
  if (/(?<!\\)(?:\\\\)*\\$/.test(value)) {
    return "ends with a backslash, after which Wazuh's reader takes the closing < as text";
  }
  if (Buffer.byteLength(value) > LONGEST_VALUE) return `has more than ${LONGEST_VALUE} bytes`;
  return undefined;
}

/**
 * Prints elements as Wazuh reads them back: no escaping, because Wazuh knows none.
 * @throws Error for a value that would not come back as it is.
 */
export function printElements(elements: readonly Element[], depth = 0): string {
  return elements.map((one) => print(one, "  ".repeat(depth), depth)).join("");
}

function print({ name, attributes, content }: Element, indent: string, depth: number): string {
  const open = `${name}${Object.entries(attributes ?? {})
    .map(([key, value]) => ` ${key}="${quotable(name, value)}"`)
    .join("")}`;
  if (typeof content === "string")
    return `${indent}<${open}>${readable(name, content)}</${name}>\n`;
  if (content.length === 0) return `${indent}<${open} />\n`;
  return `${indent}<${open}>\n${printElements(content, depth + 1)}${indent}</${name}>\n`;
}

function quotable(name: string, value: string): string {
  if (/[">]/.test(value)) {
    throw new Error(
      `<${name}>: the attribute ${JSON.stringify(value)} contains " or >, where it ends`,
    );
  }
  return readable(name, value);
}

// Wazuh decodes no entities and trims nothing, so there is no way to write such a value.
function readable(name: string, value: string): string {
  const why = whyUnreadable(value);
  if (why !== undefined) throw new Error(`<${name}>: ${JSON.stringify(value)} ${why}`);
  return value;
}
