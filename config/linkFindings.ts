import type { Finding } from "../policy/model/finding";
import type { StackInput } from "../policy/model/stack";

/** What a stack must, and must not, say for its part in a fleet of several stacks. */
export function linkFindings({ stack, whitelist, agents, hetzner, logs }: StackInput): Finding[] {
  const role = stack?.role ?? "all";
  const finding = (path: string, value: string, reason: string, instead: string): Finding => ({
    severity: "error",
    code: "stack-role",
    path,
    value,
    reason,
    instead,
  });
  const findings: Finding[] = [];
  if (role !== "location" && !whitelist) {
    findings.push(
      finding("whitelist", "(not given)", "is needed in this stack", "write the white list"),
    );
  }
  if (role === "location" && Object.values(whitelist ?? {}).some((part) => part.length > 0)) {
    findings.push(
      finding(
        "whitelist",
        JSON.stringify(Object.keys(whitelist ?? {})),
        "would be a second white list; a location has the one of the manager's stack",
        "move the entries there and leave the key out here",
      ),
    );
  }
  if (role === "location" && logs?.groups?.length) {
    findings.push(
      finding(
        "logs.groups",
        JSON.stringify(logs.groups.map(({ name }) => name)),
        "are groups of the manager, which another stack rolls out",
        "move them to the manager's stack",
      ),
    );
  }
  if (role === "location" && logs?.forward) {
    findings.push(
      finding(
        "logs.forward",
        logs.forward.to,
        "is done by the managers, which another stack rolls out",
        "move it to the manager's stack",
      ),
    );
  }
  if (role === "manager" && (agents.length > 0 || (hetzner?.servers.length ?? 0) > 0)) {
    findings.push(
      finding(
        "agents",
        JSON.stringify(agents.map(({ name }) => name)),
        "are agents in the manager's stack",
        "move them to the stack of their location",
      ),
    );
  }
  return findings;
}
