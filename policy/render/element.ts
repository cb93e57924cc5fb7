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

// Wazuh decodes no entities and trims nothing; a comment ends at --> and at !>.
const UNREADABLE = /<|-->|!>|[\0-\x1f\x7f]|^\s|\s$|^$/;

/** Longest value that Wazuh's reader takes, in bytes. */
const LONGEST = 20_480;

/**
 * Prints elements as Wazuh reads them back: no escaping, because Wazuh knows none.
 * @throws Error for a value that would not come back as it is.
 */
export function printElements(elements: readonly Element[], depth = 0): string {
  return elements.map((one) => print(one, "  ".repeat(depth), depth)).join("");
}

function print({ name, attributes, content }: Element, indent: string, depth: number): string {
  const open = `${name}${Object.entries(attributes ?? {})
    .map(([key, value]) => ` ${key}="${readable(name, value)}"`)
    .join("")}`;
  if (typeof content === "string")
    return `${indent}<${open}>${readable(name, content)}</${name}>\n`;
  if (content.length === 0) return `${indent}<${open} />\n`;
  return `${indent}<${open}>\n${printElements(content, depth + 1)}${indent}</${name}>\n`;
}

function readable(name: string, value: string): string {
  if (UNREADABLE.test(value) || Buffer.byteLength(value) > LONGEST) {
    throw new Error(`<${name}>: ${JSON.stringify(value)} would not be read back by Wazuh as it is`);
  }
  return value;
}
