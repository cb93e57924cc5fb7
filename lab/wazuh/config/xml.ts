/** An element of a file in Wazuh's own kind of XML. */
export interface XmlNode {
  readonly element: string;
  /** Text behind the last child (all of it where there is none); not trimmed, entities not decoded. */
  content: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  readonly line: number;
}

/** The file is not what Wazuh's parser takes; message and line as the daemons print them. */
export class XmlError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(`XMLERR: ${message}`);
  }
}

const LONGEST = 20_480;
const SPACE = /[ \t\n\v\f\r]/;

/**
 * Reads a file as os_xml of Wazuh 4.14 does: several roots, text between roots skipped, no entities, comments that end at
 * `-->` or `!>`, no `</name >`, a raw `<` in a value opens an element.
 * @throws XmlError
 */
export function parseXml(text: string): XmlNode[] {
  return new Reader(text).roots();
}

class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  roots(): XmlNode[] {
    const found: XmlNode[] = [];
    for (;;) {
      const before = this.at;
      const node = this.element(1);
      if (node) found.push(node);
      else if (this.at >= this.text.length || this.at === before) return found;
    }
  }

  /** The next element from here on; undefined where the text ends without one. */
  private element(depth: number): XmlNode | undefined {
    if (depth > 1024) this.fail("Max recursion level reached");
    if (!this.findOpening()) return undefined;
    const line = this.line();
    let name = "";
    for (;;) {
      const c = this.next();
      if (c === undefined) this.fail("End of file and some elements were not closed.");
      if (c === ">" || SPACE.test(c)) {
        const closed = name.endsWith("/");
        const element = closed ? name.slice(0, -1) : name;
        const { attributes, closedThere } = SPACE.test(c)
          ? this.attributes()
          : { attributes: {}, closedThere: false };
        const node: XmlNode = { element, content: "", attributes, children: [], line };
        if (!closed && !closedThere) this.body(node, depth);
        return node;
      }
      name = this.add(name, c);
    }
  }

  /** Skips to the `<` of an element; a backslash before it hides it. */
  private findOpening(): boolean {
    let visible = true;
    for (;;) {
      const c = this.next();
      if (c === undefined) return false;
      if (c === "\\") visible = !visible;
      else if (c !== "<") visible = true;
      if (c !== "<" || this.comment()) continue;
      if (!visible) {
        visible = true;
        continue;
      }
      if (this.text[this.at] === "/") this.fail("Element not opened.");
      return true;
    }
  }

  private body(node: XmlNode, depth: number): void {
    let content = "";
    let visible = true;
    for (;;) {
      const c = this.next();
      if (c === undefined) this.fail("End of file and some elements were not closed.");
      if (c === "\\") visible = !visible;
      else if (c !== "<") visible = true;
      if (c === "<" && this.comment()) continue;
      if (c !== "<" || !visible) {
        content = this.add(content, c);
        if (c === "<") visible = true;
        continue;
      }
      if (this.text[this.at] === "/") {
        this.at++;
        this.closing(node.element);
        node.content = content;
        return;
      }
      this.at--;
      const child = this.element(depth + 1);
      if (!child) this.fail("End of file and some elements were not closed.");
      node.children.push(child);
      content = "";
    }
  }

  private closing(element: string): void {
    let name = "";
    for (;;) {
      const c = this.next();
      if (c === undefined) this.fail("End of file and some elements were not closed.");
      if (c === ">") break;
      if (c === "<" && this.comment()) continue;
      name = this.add(name, c);
    }
    if (name !== element) this.fail(`Element '${element}' not closed.`);
  }

  private attributes(): { attributes: Record<string, string>; closedThere: boolean } {
    const attributes: Record<string, string> = {};
    let name = "";
    for (;;) {
      const c = this.next();
      if (c === undefined) this.fail("End of file while reading an attribute.");
      if (c === ">" || c === "/") {
        if (name !== "") this.fail(`Attribute '${name}' has no value.`);
        // What follows the slash is not looked at: the element is closed there.
        if (c === "/" && this.text[this.at] === ">") this.at++;
        return { attributes, closedThere: c === "/" };
      }
      if (SPACE.test(c)) {
        if (name !== "") this.fail(`Attribute '${name}' has no value.`);
        continue;
      }
      if (c !== "=") {
        name = this.add(name, c);
        continue;
      }
      if (name in attributes) this.fail(`Attribute '${name}' already defined.`);
      attributes[name] = this.value(name);
      const after = this.next();
      if (after === ">") return { attributes, closedThere: false };
      if (after === "/") {
        if (this.text[this.at] === ">") this.at++;
        return { attributes, closedThere: true };
      }
      if (after === undefined || !SPACE.test(after))
        this.fail(`Bad attribute closing for '${name}'='${attributes[name]}'.`);
      name = "";
    }
  }

  private value(name: string): string {
    let quote = this.next();
    while (quote !== undefined && SPACE.test(quote)) quote = this.next();
    if (quote !== '"' && quote !== "'") this.fail(`Attribute '${name}' not followed by a " or '.`);
    let value = "";
    for (;;) {
      const c = this.next();
      if (c === undefined) this.fail("End of file while reading an attribute.");
      if (c === quote) return value;
      if (c === ">") this.fail(`Attribute '${name}' not closed.`);
      value = this.add(value, c);
    }
  }

  /** Skips a comment whose `<` was just read. */
  private comment(): boolean {
    if (this.text[this.at] !== "!") return false;
    for (let at = this.at + 1; at < this.text.length; at++) {
      if (this.text.startsWith("!>", at)) {
        this.at = at + 2;
        return true;
      }
      if (this.text.startsWith("-->", at)) {
        this.at = at + 3;
        return true;
      }
    }
    this.at = this.text.length;
    return this.fail("Comment not closed.");
  }

  private add(to: string, c: string): string {
    if (to.length >= LONGEST) this.fail("String overflow.");
    return to + c;
  }

  private next(): string | undefined {
    return this.text[this.at++];
  }

  private line(): number {
    return this.text.slice(0, this.at).split("\n").length;
  }

  private fail(message: string): never {
    throw new XmlError(message, this.line());
  }
}
