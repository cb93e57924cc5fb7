import { lint } from "../../../policy/lint/lint";
import type { Target } from "../../../policy/model/kinds/traits";
import { KIND_NAMES, traitsOf } from "../../../policy/model/kinds/traitsOf";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { WrittenResponse } from "../../../policy/model/written";
import { FLEET, TODAY } from "../lint/subject";
import { EXAMPLES } from "./examples";

/** Errors and warnings of a stack with one response and an empty white list, `severity code`, each once. */
function said(response: WrittenResponse): readonly string[] {
  const policy = policyOf({ whitelist: [], responses: [response], rules: [] });
  const found = lint(policy, FLEET, { today: TODAY });
  return [...new Set(found.map(({ severity, code }) => `${severity} ${code}`))].filter(
    (one) => !one.startsWith("note "),
  );
}

/** What is true of a kind for what it acts on, in a stack that has nothing else. */
const UNPROTECTED: Readonly<Record<Target, readonly string[]>> = {
  address: [
    "error whitelist-misses-manager",
    "error whitelist-misses-bastion",
    "warning whitelist-misses-fleet",
  ],
  process: [],
  host: [],
  account: [],
  anything: [],
};
const FIELDLESS: Readonly<Record<Target, readonly string[]>> = {
  address: ["error field-never-there"],
  process: ["error field-never-there"],
  host: [],
  account: ["error field-never-there"],
  anything: [],
};
const FORGEABLE: Readonly<Record<Target, readonly string[]>> = {
  address: ["error unproven-source"],
  process: [],
  host: [],
  account: ["error unproven-source"],
  anything: ["warning unproven-source"],
};

describe.each(KIND_NAMES)("a stack with %s alone", (kind) => {
  const example = EXAMPLES[kind];
  const { target, byAlerts } = traitsOf({ kind });
  const bound = (rule: number): WrittenResponse =>
    byAlerts ? ({ ...example, rules: [rule] } as WrittenResponse) : example;

  it("is told whom its white list leaves unprotected", () => {
    const codes = said(example).filter((one) => one.includes("whitelist-misses-"));
    expect(codes).toEqual(UNPROTECTED[target]);
  });

  it("is told of rules that never carry what it acts on", () => {
    // 550: a checksum of a file changed.
    const codes = said(bound(550)).filter((one) => one.includes("field-never-there"));
    expect(codes).toEqual(FIELDLESS[target]);
  });

  it("is told of rules that prove no address", () => {
    // 4101: a firewall dropped a packet.
    const codes = said(bound(4101)).filter((one) => one.includes("unproven-source"));
    expect(codes).toEqual(FORGEABLE[target]);
  });
});
