import type { Finding } from "../policy/model/finding";
import type { StackInput } from "../policy/model/stack";

/** Names in the rollout's settings, and in secrets, that no host has; and a look at what cannot be seen from here. */
export function rolloutFindings(input: StackInput): Finding[] {
  const { rollout = {}, secrets = [] } = input;
  const agents = [...input.agents, ...(input.hetzner?.servers ?? [])].map(({ name }) => name);
  const all = [input.manager, ...(input.workers ?? [])].map(({ name }) => name).concat(agents);
  const unknown = (path: string, value: string, known: readonly string[]): Finding[] =>
    known.includes(value)
      ? []
      : [
          finding(
            path,
            value,
            "is not the name of such a host",
            `write one of ${known.join(", ")}, or take the name out`,
          ),
        ];
  const findings = [
    ...(rollout.canary === undefined ? [] : unknown("rollout.canary", rollout.canary, agents)),
    ...(rollout.skip ?? []).flatMap((name, i) => unknown(`rollout.skip[${i}]`, name, agents)),
    ...(rollout.gone ?? []).flatMap((name, i) => unknown(`rollout.gone[${i}]`, name, agents)),
    ...(rollout.releaseFirst ?? []).flatMap((name, i) =>
      unknown(`rollout.releaseFirst[${i}]`, name, agents),
    ),
    ...secrets.flatMap(({ hosts }, i) =>
      hosts.flatMap((name, j) => unknown(`secrets[${i}].hosts[${j}]`, name, all)),
    ),
  ];
  if (rollout.offline === "warn" && input.ssh.proxy) {
    findings.push(
      finding(
        "rollout.offline",
        "warn",
        "cannot be checked from here: the bastion (ssh.proxy) is in between",
        "leave it out, and name the agents that are off in rollout.skip",
      ),
    );
  }
  if (rollout.coverage === "ask" && input.stack?.role === "location") {
    findings.push(
      finding(
        "rollout.coverage",
        "ask",
        "cannot be checked from here: a location's stack knows none of the other locations' agents",
        "write it in the manager's stack",
      ),
    );
  }
  return findings;
}

function finding(path: string, value: string, reason: string, instead: string): Finding {
  return {
    severity: "error",
    code: "rollout",
    path,
    value: JSON.stringify(value),
    reason,
    instead,
  };
}
