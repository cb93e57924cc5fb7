import { EXECUTABLES } from "../../model/executables";
import { BLOCKED, OTHER, UNBLOCKED } from "../logCollection/rules";
import { FIELD, isRule } from "./fields";

/** A kind of response, and the condition that tells it from the others. */
export interface Kind {
  readonly label: string;
  readonly query: string;
}

const program = (...names: readonly string[]): string =>
  `${FIELD.program}: (${names.map((name) => `*${name}*`).join(" or ")})`;

const KILL = program(EXECUTABLES.killProcess);
const ISOLATE = program(EXECUTABLES.isolate, EXECUTABLES.release);
const ACCOUNT = program("disable-account");
const other = isRule(OTHER);

/** What a response did, by kind. An alert about a decision is none of them: it would be counted twice. */
export const KINDS: readonly Kind[] = [
  { label: "Address blocked", query: isRule(BLOCKED) },
  { label: "Block lifted", query: isRule(UNBLOCKED) },
  { label: "Process killed", query: `${other} and ${KILL}` },
  { label: "Host isolated or released", query: `${other} and ${ISOLATE}` },
  { label: "Account locked or unlocked", query: `${other} and ${ACCOUNT}` },
  {
    label: "Other",
    query: `${other} and not ${KILL} and not ${ISOLATE} and not ${ACCOUNT}`,
  },
];
