import { compilePattern, type Pattern, type PatternKind } from "../config/pattern";
import type { XmlNode } from "../config/xml";
import { isWhiteListed } from "../config/whiteList";
import type { Event } from "./event";
import { on, type Condition } from "./rule";

/** Lists by their path as rules name it; undefined where the file is missing. */
export type Lists = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** A rule that cannot be used without refusing the file: it is dropped, with a warning. */
export class Dropped extends Error {}

/** What an option looks at, by its name, and the kind of pattern that it takes by default. */
const TEXTS: Readonly<
  Record<string, readonly [PatternKind, (event: Event) => string | undefined]>
> = {
  match: ["osmatch", ({ log }) => log],
  regex: ["osregex", ({ log }) => log],
  user: ["osmatch", ({ fields }) => fields["dstuser"] ?? fields["srcuser"]],
  hostname: ["osmatch", ({ hostname }) => hostname],
  program_name: ["osmatch", ({ programName }) => programName],
  location: ["osmatch", ({ location }) => location],
  srcport: ["osmatch", ({ fields }) => fields["srcport"]],
  dstport: ["osmatch", ({ fields }) => fields["dstport"]],
  id: ["osmatch", ({ fields }) => fields["id"]],
  status: ["osmatch", ({ fields }) => fields["status"]],
  url: ["osmatch", ({ fields }) => fields["url"]],
  action: ["osmatch", ({ fields }) => fields["action"]],
  extra_data: ["osmatch", ({ fields }) => fields["extra_data"]],
  data: ["osmatch", ({ fields }) => fields["data"]],
  protocol: ["osmatch", ({ fields }) => fields["protocol"]],
  system_name: ["osmatch", ({ fields }) => fields["system_name"]],
};

/**
 * The condition that an option of a rule makes; undefined for one that is none.
 * @throws Error where the pattern is wrong, {@link Dropped} where the list is missing.
 */
export function conditionOf(option: XmlNode, lists: Lists, id: number): Condition | undefined {
  const { element, content, attributes } = option;
  const kind = attributes["type"];
  const pattern = (byDefault: PatternKind): Pattern =>
    negatedBy(attributes, compilePattern(isKind(kind) ? kind : byDefault, content));
  const text = TEXTS[element];
  if (text) return on(text[1], pattern(text[0]));
  switch (element) {
    case "decoded_as":
      return ({ decoder }) => decoder === content;
    case "field": {
      const name = attributes["name"] ?? "";
      if (name === "")
        throw new Error(`Failure to read rule ${id}. No such attribute 'name' for field.`);
      return on(({ fields }) => fields[name], pattern("osregex"));
    }
    case "srcip":
    case "dstip": {
      const list = { addresses: [content], patterns: [] };
      return on(
        ({ fields }) => fields[element],
        (value) => isWhiteListed(list, value),
      );
    }
    case "list":
      return listCondition(option, lists, id);
    default:
      return undefined;
  }
}

function isKind(kind: string | undefined): kind is PatternKind {
  return kind === "osmatch" || kind === "osregex" || kind === "pcre2";
}

function negatedBy(attributes: XmlNode["attributes"], pattern: Pattern): Pattern {
  return attributes["negate"] === "yes" ? (text) => !pattern(text) : pattern;
}

function listCondition({ content, attributes }: XmlNode, lists: Lists, id: number): Condition {
  const list = lists.get(content);
  if (!list)
    throw new Dropped(
      `(7616): List '${content}' could not be loaded. Rule '${id}' will be ignored.`,
    );
  const field = attributes["field"] ?? "";
  const lookup = attributes["lookup"] ?? "match_key";
  const value = compilePattern("osmatch", attributes["check_value"] ?? "");
  return ({ fields, programName }) => {
    const asked = field === "program_name" ? programName : fields[field];
    if (asked === undefined) return false;
    const found = list.get(asked);
    if (lookup === "not_match_key") return found === undefined;
    if (found === undefined) return false;
    return lookup !== "match_key_value" || value(found);
  };
}
