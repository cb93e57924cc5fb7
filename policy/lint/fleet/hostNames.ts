import { finding, type Finding } from "../../model/finding";
import { UNKNOWN_ADDRESS, type Fleet, type Host } from "../../model/fleet";
import type { Check, Run } from "../check";
import { SSH_PORT } from "../../model/keys/values";

/** Hosts of a fleet with their paths in the stack. */
export function hostPaths(fleet: Fleet): readonly { readonly host: Host; readonly path: string }[] {
  return [
    { host: fleet.master, path: "manager" },
    ...fleet.workers.map((host, i) => ({ host, path: `workers[${i}]` })),
    ...fleet.agents.map((host, i) => ({ host, path: `agents[${i}]` })),
  ];
}

const run: Run = ({ fleet }) => {
  const names = new Map<string, string>();
  const addresses = new Map<string, string>();
  return hostPaths(fleet).flatMap(({ host, path }): Finding[] => [
    ...name(host, path, names),
    ...address(host, path, addresses),
  ]);
};

function name({ name: text }: Host, path: string, seen: Map<string, string>): Finding[] {
  const before = seen.get(text.toLowerCase());
  if (before !== undefined) {
    return [
      finding(
        "error",
        "host-name-twice",
        `${path}.name`,
        text,
        `is the name of ${before} too`,
        "give each host its own name, the one it has in Wazuh",
      ),
    ];
  }
  seen.set(text.toLowerCase(), path);
  return [];
}

function address(
  { address: text, port }: Host,
  path: string,
  seen: Map<string, string>,
): Finding[] {
  if (text === UNKNOWN_ADDRESS || text.startsWith("FILL-IN")) return [];
  if (!/^[\w.:%-]+$/.test(text)) {
    return [
      finding(
        "error",
        "host-address",
        `${path}.host`,
        JSON.stringify(text),
        "is not a valid address or host name",
        "write what SSH connects to, without user and port",
      ),
    ];
  }
  const key = `${text.toLowerCase()} ${port ?? SSH_PORT}`;
  const before = seen.get(key);
  if (before === undefined) {
    seen.set(key, path);
    return [];
  }
  return [
    finding(
      "error",
      "host-address-twice",
      `${path}.host`,
      text,
      `is the address of ${before} too; two bundles would overwrite each other on one host`,
      "list each host once; a manager's own agent is not one of agents",
    ),
  ];
}

/** Has every host a name and an address of its own? */
export const hostNames: Check = {
  codes: {
    "host-name-twice": {
      severity: "error",
      doc: {
        what: "Two hosts of the stack have the same name.",
        why: "Wazuh knows an agent by its name; upper and lower case count as the same here.",
        example:
          "agents:\n  - { name: gitlab, host: 10.0.1.1 }\n  - { name: GitLab, host: 10.0.1.2 }",
        instead: "Give each host its own name, the one it has in Wazuh.",
      },
    },
    "host-address": {
      severity: "error",
      doc: {
        what: "The `host` of a host is not an address or a name.",
        why: "SSH connects to exactly this text; a user or a path in it is never found.",
        example: "agents:\n  - { name: gitlab, host: root@10.0.1.1 }",
        instead: "Write what SSH connects to, without a user; a port has its own key.",
      },
    },
    "host-address-twice": {
      severity: "error",
      doc: {
        what: "Two hosts of the stack have the same address and port.",
        why: "Both would be one machine, and two bundles would overwrite each other there.",
        example:
          "agents:\n  - { name: gitlab, host: 10.0.1.1 }\n  - { name: runner, host: 10.0.1.1 }",
        instead: "List each machine once. A manager's own agent is not one of `agents`.",
      },
    },
  },
  run,
};
