import { parse } from "yaml";

import { stackSchema, type StackInput } from "../../../policy/model/stack";
import { writtenFleet, writtenPolicy } from "../../../config/written";
import type { Check, CodeDoc, Subject } from "../../../policy/lint/check";
import { CHECKS, lint } from "../../../policy/lint/lint";
import { ruleFacts } from "../../../policy/lint/ruleFacts";
import type { Finding } from "../../../policy/model/finding";
import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { TODAY } from "./subject";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";

/** What an example is read with, where it does not say it itself; docs/checks.md says so. */
const REST = {
  ssh: { user: "root", privateKeyFile: "key" },
  manager: { name: "wazuh", host: "10.0.0.1", location: "hel1" },
  agents: [
    { name: "gitlab", host: "10.0.1.1", location: "hel1", labels: { tier: "web" } },
    { name: "runner", host: "10.0.1.2", location: "nbg1" },
  ],
  whitelist: {
    common: [
      { address: "10.0.0.0/8", name: "private" },
      { address: "100.64.0.0/10", name: "tailnet" },
    ],
  },
  responses: [{ kind: "block-ip", rules: [5763, 5712, 5720, 5551], timeout: "1h" }],
};

/** What lint says of an example, with what it accepts. */
export function lintExample(doc: CodeDoc): readonly Finding[] {
  const { policy, fleet, today } = exampleSubject(doc);
  const { lint: told } = parse(doc.example) as Partial<StackInput>;
  return lint(policy, fleet, { today, accept: told?.accept });
}

/** What all checks look at, for the example of a code. */
export function exampleSubject({ example, knowing = {} }: CodeDoc): Subject {
  const given = { ...REST, ...(parse(example) as Partial<typeof REST>) };
  const keyed = (host: object): object => ({ hostKey: KEY, ...host });
  const input = stackSchema.parse({
    ...given,
    manager: keyed(given.manager),
    agents: given.agents.map(keyed),
  });
  // Without the fleet's own addresses on the white list, as a program of one's own may have it.
  const policy = policyOf(writtenPolicy(input));
  const fleet = fleetOf(writtenFleet(input, []));
  return { policy, fleet, today: TODAY, rule: ruleFacts(policy), ...knowing };
}

/**
 * What the example of a code brings about: the findings of the code by its check, and all others that are errors or
 * warnings and that it does not accept, as `severity code path`.
 */
export function exampleFindings(
  check: Check,
  code: string,
): { readonly own: readonly Finding[]; readonly others: readonly string[] } {
  const facts = check.codes[code];
  if (!facts) throw new Error(`${code} is not a code of the check`);
  const subject = exampleSubject(facts.doc);
  const { lint: told } = parse(facts.doc.example) as Partial<StackInput>;
  const accepted = new Set((told?.accept ?? []).map((one) => one.code));
  const all = CHECKS.flatMap((by) => by.run(subject).map((finding) => ({ by, finding })));
  return {
    own: all
      .filter(({ by, finding }) => by === check && finding.code === code)
      .map((one) => one.finding),
    others: all
      .filter(({ by, finding }) => by !== check || finding.code !== code)
      .filter(({ finding }) => finding.severity !== "note" && !accepted.has(finding.code))
      .map(({ finding: { severity, code: other, path } }) => `${severity} ${other} ${path}`),
  };
}
