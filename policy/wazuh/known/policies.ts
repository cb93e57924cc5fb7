import { attributeOf, type Node } from "../read/node";
import { has, type Ask } from "./ask";
import type { Attributes } from "./section";
import { any, oneOf } from "./values";

/** An element of `<content>` that belongs to one type. */
const ofType = (type: string, of: string): Ask => ({
  of,
  wrong: (_, { holder }) => (attributeOf(holder, "type") ?? "xccdf") !== type,
  reason: `belongs to type="${type}"; wazuh-modulesd does not start`,
  instead: "remove it, or write the other type",
});

/** What of the `<content>` of open-scap and cis-cat does not go together. */
export const CONTENT: readonly Ask[] = [
  ofType("xccdf", "profile"),
  ofType("xccdf", "xccdf-id"),
  ofType("xccdf", "cpe"),
  ofType("oval", "oval-id"),
  {
    wrong: (content: Node) => attributeOf(content, "path") === undefined && !has(content, "path"),
    reason: "has no path; wazuh-modulesd does not start",
    instead: 'write <content path="...">',
  },
];

/** The attributes of a `<content>`. */
export const policy = (takes: Attributes["needed"]): Attributes => ({
  takes: { path: any, type: oneOf("xccdf", "oval") },
  unknown: "refused",
  wrongValue: "refused",
  ...(takes && { needed: takes }),
});
