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
const decided = (...words: readonly string[]): string =>
  `${FIELD.decision}: (${words.map((word) => `"${word}"`).join(" or ")})`;
/** Failures and stops: what a response did not do. */
const FAILED = decided("failed", "stopped");
const SPARED = decided("white-listed", "refused", "forged", "kept");

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
/** An operator's `off` and `on`. */
const SWITCHED = `${FIELD.origin}: "switch"`;

/** What is neither a block nor its end, the decisions that nobody may miss among them: thousands of blocks hide one isolation. */
export const QUIET_KINDS: readonly Kind[] = [
  ...KINDS.slice(2),
  { label: "Failed or stopped", query: FAILED },
  { label: "White-listed, refused or kept", query: SPARED },
  { label: "Responses switched off or on", query: SWITCHED },
];

/** All of {@link QUIET_KINDS} at once. */
export const QUIET = `${other} or ${FAILED} or ${SPARED} or ${SWITCHED}`;

/** Addresses that nobody may block, or that did not prove themselves. */
export const SPARED_DECISIONS = SPARED;
