import { finding, type Finding } from "../policy/model/finding";
import type { StackInput } from "../policy/model/stack";
import { AGENT_GROUPS } from "../policy/model/keys/hetzner";

/** A new server joins the groups that its own entry names, so a group that collects its log must be one of them. */
export function logFindings({ logs, hetzner }: StackInput): Finding[] {
  const joins = new Map(
    (hetzner?.servers ?? []).flatMap((server) =>
      server.kind === "create" ? [[server.name, server.groups ?? AGENT_GROUPS] as const] : [],
    ),
  );
  return (logs?.groups ?? []).flatMap(({ name, agents = [] }, i) =>
    agents.flatMap((agent, j): Finding[] => {
      const groups = joins.get(agent);
      if (!groups || groups.includes(name)) return [];
      return [
        finding(
          "error",
          "log-group-other",
          `logs.groups[${i}].agents[${j}]`,
          agent,
          `is a server that joins the group(s) ${groups.join(", ")}, so the agent.conf of ${name} never reaches it`,
          `name it under one of those, or add ${name} to its groups (hetzner.servers)`,
        ),
      ];
    }),
  );
}
