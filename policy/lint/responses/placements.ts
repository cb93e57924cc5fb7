import { finding, type Finding } from "../../model/finding";
import { isPartial, type Fleet } from "../../model/fleet";
import type { Placement } from "../../model/placement";
import { isPlacedOn } from "../../render/responses/index";
import type { Check, Run } from "../check";

const run: Run = ({ policy, fleet }) => {
  if (isPartial(fleet)) return [];
  const known = knownOf(fleet);
  return policy.responses.flatMap((response, i): Finding[] => {
    if (!response.on) return [];
    const path = `responses[${i}].on`;
    const unknown = unknownIn(response.on, path, known);
    if (unknown.length > 0 || fleet.agents.some((agent) => isPlacedOn(response, agent)))
      return unknown;
    return [
      finding(
        "warning",
        "placement-empty",
        path,
        JSON.stringify(response.on),
        "matches no agent: an agent must match every field that is given",
        "relax it, or remove the response",
      ),
    ];
  });
};

interface Known {
  readonly agents: ReadonlySet<string>;
  readonly locations: ReadonlySet<string>;
  readonly labels: ReadonlySet<string>;
}

function knownOf({ agents }: Fleet): Known {
  return {
    agents: new Set(agents.map(({ name }) => name)),
    locations: new Set(agents.flatMap(({ location }) => location ?? [])),
    labels: new Set(
      agents.flatMap(({ labels }) =>
        Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`),
      ),
    ),
  };
}

function unknownIn(
  { agents, locations, labels }: Placement,
  path: string,
  known: Known,
): Finding[] {
  const judge = (
    what: string,
    at: string,
    value: string,
    among: ReadonlySet<string>,
  ): Finding[] => {
    if (among.has(value)) return [];
    const some = [...among].sort().slice(0, 5);
    return [
      finding(
        "error",
        `unknown-${what === "name" ? "agent" : what}`,
        at,
        value,
        `is not the ${what} of any agent of this stack; the response would be missing where you expect it`,
        some.length === 0
          ? `remove it; no agent has a ${what}`
          : `write one of ${some.join(", ")}${among.size > 5 ? ", ..." : ""}`,
      ),
    ];
  };
  return [
    ...(agents ?? []).flatMap((name, i) =>
      judge("name", `${path}.agents[${i}]`, name, known.agents),
    ),
    ...(locations ?? []).flatMap((name, i) =>
      judge("location", `${path}.locations[${i}]`, name, known.locations),
    ),
    ...Object.entries(labels ?? {}).flatMap(([key, value]) =>
      judge("label", `${path}.labels.${key}`, `${key}=${value}`, known.labels),
    ),
  ];
}

/**
 * Does a placement name agents, locations and labels that the fleet has, and leave any agent at all? Not asked of a part
 * of a fleet: the agents that are meant may live in another stack, or their labels only at Hetzner.
 */
export const placements: Check = {
  codes: {
    "unknown-agent": {
      severity: "error",
      alone: true,
      doc: {
        what: "A placement names an agent that the stack does not have.",
        why: "The response would be missing where you expect it.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, on: { agents: [gitlap] } }",
        instead: "Write the name of an agent of the stack.",
      },
    },
    "unknown-location": {
      severity: "error",
      alone: true,
      doc: {
        what: "A placement names a location where the stack has no agent.",
        why: "The response would be missing where you expect it.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, on: { locations: [hel2] } }",
        instead: "Write the location of an agent.",
      },
    },
    "unknown-label": {
      severity: "error",
      alone: true,
      doc: {
        what: "A placement asks for a label that no agent has.",
        why: "The response would be missing where you expect it.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, on: { labels: { tier: db } } }",
        instead: "Write a label of an agent.",
      },
    },
    "placement-empty": {
      severity: "warning",
      doc: {
        what: "A placement matches no agent.",
        why: "An agent must match every field that is given.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, on: { agents: [runner], labels: { tier: web } } }",
        instead: "Relax it, or remove the response.",
      },
    },
  },
  needs: ["hosts"],
  run,
};
