import { KIND_NAMES, traitsOf } from "../../model/kinds/traitsOf";
import { TARGETS } from "../../model/kinds/traits";
import { BLOCKED, OTHER, UNBLOCKED } from "../logCollection/rules";
import { FIELD, isRule } from "./fields";

/** A kind of response, and the condition that tells it from the others. */
export interface Kind {
  readonly label: string;
  readonly query: string;
}

const program = (names: readonly string[]): string =>
  `${FIELD.program}: (${names.map((name) => `*${name}*`).join(" or ")})`;

const traits = KIND_NAMES.map((kind) => traitsOf({ kind }));
const events = TARGETS.flatMap((target) => traits.filter((one) => one.target === target))
  .flatMap(({ event }) => event ?? [])
  .map(({ label, executables }) => ({ label, query: program(executables) }));
const other = isRule(OTHER);

/** What a response did, by kind. An alert about a decision is none of them: it would be counted twice. */
export const KINDS: readonly Kind[] = [
  { label: "Address blocked", query: isRule(BLOCKED) },
  { label: "Block lifted", query: isRule(UNBLOCKED) },
  ...events.map(({ label, query }) => ({ label, query: `${other} and ${query}` })),
  {
    label: "Other",
    query: [other, ...events.map(({ query }) => query)].join(" and not "),
  },
];
