import { finding, type Finding } from "../../model/finding";
import { isOurs } from "../../model/kinds/blockIp";
import { networkOf } from "../../render/responses/blockLimits";
import type { BlockIp } from "../../model/response";
import type { Check, Run } from "../check";
import { areApart } from "./apart";
import { allOfKind, type At } from "./ofKind";

const run: Run = ({ policy, fleet }) => {
  const all = allOfKind(policy, "block-ip");
  return all.flatMap((at) => [
    ...stock(at),
    ...wide(at),
    ...all
      .slice(0, all.indexOf(at))
      .filter(({ response }) => isOurs(response) && !areApart(response, at.response, fleet))
      .slice(0, 1)
      .flatMap((other) => differs(at, other)),
  ]);
};

/** The stock executable counts nothing and knows no network. */
function stock({ response, path }: At<BlockIp>): Finding[] {
  if (isOurs(response)) return [];
  return (["escalate", "network"] as const).flatMap((key) =>
    response[key] === undefined
      ? []
      : [
          finding(
            "error",
            "steps-of-stock",
            `${path}.${key}`,
            JSON.stringify(response[key]),
            "has no effect with backend: iptables: the stock firewall-drop counts no blocks and blocks single addresses only",
            "write backend: nftables, or remove it",
          ),
        ],
  );
}

function wide({ response, path }: At<BlockIp>): Finding[] {
  if (response.network?.ipv4 !== "/24") return [];
  return [
    finding(
      "note",
      "network-of-strangers",
      `${path}.network.ipv4`,
      "/24",
      "holds 256 addresses, which strangers share nearly always: all of them are locked out with the attacker's few",
      "nothing, if that is intended; ipv4: none blocks single addresses",
    ),
  ];
}

/** A host's script is not told for which response it runs. */
function differs({ response, path }: At<BlockIp>, other: At<BlockIp>): Finding[] {
  if (!isOurs(response)) return [];
  const [own, others] = [response, other.response].map(({ network }) =>
    networkOf(network ? [network] : []),
  );
  if (JSON.stringify(own) === JSON.stringify(others)) return [];
  return [
    finding(
      "note",
      "networks-joined",
      `${path}.network`,
      JSON.stringify(response.network ?? {}),
      `is not as at ${other.path}.network: on a host that has both the most careful values count for both`,
      "write the same network for all block-ip responses",
    ),
  ];
}

/** Do steps and networks of a block-ip response do what they seem to? */
export const blockSteps: Check = {
  codes: {
    "steps-of-stock": {
      severity: "error",
      doc: {
        what: "`escalate` or `network` is written beside `backend: iptables`.",
        why: "That is the stock executable: it counts no blocks, its clock is that of wazuh-execd, and it blocks single addresses only.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], escalate: [10m, 1h], backend: iptables }\nlint:\n  accept: [{ code: iptables-backend, reason: hosts without nft }]",
        instead: "Write `backend: nftables`, or remove it.",
      },
    },
    "network-of-strangers": {
      severity: "note",
      doc: {
        what: "A response blocks whole IPv4 networks.",
        why: "A /24 has 256 addresses, which strangers share nearly always: a few attackers lock all of them out.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, network: { ipv4: /24 } }",
        instead: "Nothing, if that is intended; `ipv4: none` blocks single addresses.",
      },
    },
    "networks-joined": {
      severity: "note",
      doc: {
        what: "Two `block-ip` responses say different things of networks.",
        why: "A host's script is not told for which response it runs: the most careful values count for both.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h }\n  - { kind: block-ip, rules: [5551], timeout: 1h, network: { ipv6: none } }",
        instead: "Write the same `network` for all `block-ip` responses.",
      },
    },
  },
  run,
};
