import { covers, parseAddress, type Address } from "../../model/address";
import { finding, type Finding, type Severity } from "../../model/finding";
import { hostsOf, UNKNOWN_ADDRESS, type Fleet } from "../../model/fleet";
import { actsOn, traitsOf } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";
import type { Check, Run, Subject } from "../check";
import { ownAddresses, type OwnAddress } from "../fleet/ownAddresses";
import { readEntries } from "./entries";

const TAILNET = "100.64.0.0/10";

const run: Run = (subject) => {
  const { policy, fleet } = subject;
  if (!policy.responses.some((response) => actsOn(response, "address"))) return [];
  const protectedRanges = readEntries(policy).map(({ range }) => range);
  // Most are on the list themselves; only for the rest each range is looked at.
  const exact = new Set(protectedRanges.map(({ canonical }) => canonical));
  const missed = ownAddresses(fleet).filter(
    ({ address }) => !exact.has(address.canonical) && !isIn(protectedRanges, address),
  );
  const managers = new Set<string>([fleet.master, ...fleet.workers].map(({ name }) => name));
  const of = (wanted: (own: OwnAddress) => boolean): OwnAddress[] => missed.filter(wanted);
  return [
    ...miss(
      "error",
      "manager",
      "the manager could be blocked by its own agents",
      of((own) => managers.has(own.of)),
    ),
    ...miss(
      "error",
      "bastion",
      "the team's own way in could be blocked",
      of((own) => own.of === "the bastion"),
    ),
    ...miss(
      "warning",
      "fleet",
      "agents that talk to each other could block each other",
      of((own) => !managers.has(own.of) && own.of !== "the bastion"),
    ),
    ...tailnet(policy, fleet, protectedRanges),
    ...byName(subject),
  ];
};

function isIn(ranges: readonly Address[], address: Address): boolean {
  return ranges.some((range) => covers(range, address));
}

function miss(
  severity: Severity,
  what: string,
  danger: string,
  missed: readonly OwnAddress[],
): Finding[] {
  if (missed.length === 0) return [];
  const listed = missed.slice(0, 8).map(({ text, of }) => `${text} (${of})`);
  const more = missed.length > 8 ? `, and ${missed.length - 8} more` : "";
  return [
    finding(
      severity,
      `whitelist-misses-${what}`,
      "whitelist",
      `${listed.join(", ")}${more}`,
      `${missed.length === 1 ? "is" : "are"} not on the white list; ${danger}`,
      `add ${missed.length === 1 ? "it" : "them"} under whitelist.common, with name and reason`,
    ),
  ];
}

/** The tailnet is in use where a host has an address of it, or isolation lets its interface through. */
function tailnet(policy: Policy, fleet: Fleet, ranges: readonly Address[]): Finding[] {
  const network = parseAddress(TAILNET);
  if (!network || isIn(ranges, network)) return [];
  const used =
    ownAddresses(fleet).some(({ address }) => covers(network, address)) ||
    policy.responses
      .flatMap((response) => traitsOf(response).letsThrough?.(response) ?? [])
      .some((to) => /^tailscale\d*$/.test(to) || to.startsWith("100.64."));
  return [
    finding(
      used ? "warning" : "note",
      "whitelist-misses-tailnet",
      "whitelist",
      TAILNET,
      "is not fully on the white list; it is the network through which Headscale and Tailscale reach every host",
      used
        ? "add it under whitelist.common"
        : "add it under whitelist.common if the fleet has a tailnet",
    ),
  ];
}

function byName({ fleet }: Subject): Finding[] {
  const hosts = hostsOf(fleet);
  const named: readonly string[] = [
    ...hosts
      .filter(({ address }) => address !== UNKNOWN_ADDRESS)
      .filter(({ address, addresses }) => ![address, ...(addresses ?? [])].some(parseAddress))
      .map(({ name }) => name),
    ...(fleet.bastion !== undefined && !parseAddress(fleet.bastion) ? ["the bastion"] : []),
  ];
  if (named.length === 0) return [];
  const listed = named.slice(0, 8).join(", ");
  return [
    finding(
      "note",
      "whitelist-unknown-address",
      "whitelist",
      `${listed}${named.length > 8 ? `, and ${named.length - 8} more` : ""}`,
      "given by name only, so it cannot be checked whether the white list protects them",
      "give their addresses under addresses",
    ),
  ];
}

/**
 * Does the white list protect what must stay reachable: the manager's nodes, the bastion, the tailnet, the fleet itself?
 * Asked only where a response blocks addresses.
 */
export const misses: Check = {
  codes: {
    "whitelist-misses-manager": {
      severity: "error",
      doc: {
        what: "An address of a manager is not on the white list.",
        why: "Its own agents could block the manager, and nothing would reach them any more. The program adds the addresses that it knows by itself.",
        example: "manager: { name: wazuh, host: 198.51.100.1 }",
        instead: "Add the address under `whitelist.common`, with name and reason.",
      },
    },
    "whitelist-misses-bastion": {
      severity: "error",
      doc: {
        what: "The address of the bastion is not on the white list.",
        why: "The team's own way in could be blocked. The program adds the address that it knows by itself.",
        example:
          'ssh: { user: root, privateKeyFile: key, proxy: { host: 198.51.100.9, hostKey: "FILL-IN" } }',
        instead: "Add the address under `whitelist.common`, with name and reason.",
      },
    },
    "whitelist-misses-fleet": {
      severity: "warning",
      doc: {
        what: "An address of an agent is not on the white list.",
        why: "Agents that talk to each other could block each other. The program adds the addresses that it knows by itself.",
        example: "agents:\n  - { name: gitlab, host: 198.51.100.3 }",
        instead: "Add the address under `whitelist.common`, with name and reason.",
      },
    },
    "whitelist-misses-tailnet": {
      severity: ["warning", "note"],
      doc: {
        what: "The network of Tailscale and Headscale is not fully on the white list.",
        why: "Where the fleet has a tailnet, every host is reached through it; a warning if a host has an address there or isolation lets the interface through.",
        example:
          "agents:\n  - { name: gitlab, host: 10.0.1.1, addresses: [100.64.0.3] }\nwhitelist:\n  common:\n    - { address: 10.0.0.0/8, name: private }\n    - { address: 100.64.0.3, name: gitlab }",
        instead: "Add `100.64.0.0/10` under `whitelist.common` if the fleet has a tailnet.",
      },
    },
    "whitelist-unknown-address": {
      severity: "note",
      doc: {
        what: "A host is given by name only.",
        why: "Whether the white list protects it cannot be checked from here.",
        example: "agents:\n  - { name: gitlab, host: gitlab.example.org }",
        instead: "Give its addresses under `addresses`.",
      },
    },
  },
  needs: ["whitelist", "responses", "hosts"],
  run,
};
