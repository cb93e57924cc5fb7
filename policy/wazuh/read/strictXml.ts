import { SaxesParser } from "saxes";

/** The first place at which a text is not XML. */
export interface NoXml {
  /** 1-based. */
  readonly line: number;
  /** What the parser says. */
  readonly reason: string;
}

/**
 * Asks whether Wazuh's Python programs can read an ossec.conf. They do so with an XML parser, which is stricter than the
 * reader of the daemons: wazuh-clusterd, whose `-t` is part of every start, cluster or not, and wazuh-apid.
 * @returns undefined where they can.
 */
export function whyNoXml(text: string): NoXml | undefined {
  let found: NoXml | undefined;
  const xml = repaired(text);
  const parser = new SaxesParser({ xmlns: true, position: true });
  parser.ENTITIES["backslash"] = "\\";
  parser.on("error", ({ message }) => {
    // The message begins with the place, as line:column.
    found ??= { line: parser.line, reason: message.replace(/^\d+:\d+: /, "").replace(/\.$/, "") };
  });
  parser.write(`<root_tag>${xml}</root_tag>`).close();
  return found && (brokenTag(text, found.line) ?? openComment(xml) ?? found);
}

/** A tag over several lines is taken for text, and missed only at its end tag. */
function brokenTag(text: string, before: number): NoXml | undefined {
  const lines = text.split(/\r\n?|\n/).slice(0, before);
  const at = lines.findIndex((line) => /<[\p{L}\p{N}_][^>]*$/u.test(line));
  return at < 0 ? undefined : { line: at + 1, reason: "this tag goes over several lines" };
}

/** A comment that never ends is missed only at the end of the text. */
function openComment(xml: string): NoXml | undefined {
  const at = xml.lastIndexOf("<!--");
  if (at < 0 || xml.includes("-->", at + 4)) return undefined;
  return {
    line: xml.slice(0, at).split("\n").length,
    reason: "this comment does not end with -->",
  };
}

/** What load_wazuh_xml of framework/wazuh/core/utils.py of 4.14.7 does to a text before it is parsed, step by step. */
function repaired(text: string): string {
  let xml = text.replace(/\r\n?/g, "\n");
  for (const [, comment = ""] of xml.matchAll(/<!--(.*?)-->/gs)) {
    if (comment.includes("--")) xml = xml.replaceAll(comment, comment.replaceAll("--", ".."));
  }
  return xml
    .replace(/&[lg]t;/g, "_")
    .replaceAll("\\", "&backslash;")
    .replace(/<(?!\/?[\p{L}\p{N}_]+[^\n]+>|!--)/gu, "&lt;")
    .replaceAll("&backslash;>", "&backslash;&gt;")
    .replace(/&(?!(?:amp|lt|gt|apos|quot|backslash);)/g, "&amp;");
}
