import { finding, type Finding } from "../../model/finding";
import type { BlockIp } from "../../model/response";
import type { Check, Run } from "../check";
import { allOfKind } from "./ofKind";
import { BLOCK_IP } from "../../model/kinds/blockIp";

const run: Run = ({ policy }) =>
  allOfKind(policy, "block-ip").flatMap(({ response, path }) => [
    ...backend(response, path),
    ...breaker(response, path),
  ]);

function backend({ backend: name }: BlockIp, path: string): Finding[] {
  if (name !== "iptables") return [];
  return [
    finding(
      "warning",
      "iptables-backend",
      `${path}.backend`,
      name,
      "runs the stock executable: it does not check the white list on the agent, and reports success where iptables is missing",
      "write backend: nftables, or leave it out",
    ),
  ];
}

function breaker({ storm, breaker: most }: BlockIp, path: string): Finding[] {
  if (most === undefined || most === 0) return [];
  const shield = finding(
    "note",
    "breaker-shields",
    `${path}.breaker`,
    most,
    "additions a minute stop all blocking on that host: anyone who causes more, by a flood of addresses, attacks unblocked for as long as the flood lasts",
    "leave breaker out, unless a stranger who is locked out is worse than an attacker who is let in",
  );
  if (most >= (storm ?? BLOCK_IP.storm)) return [shield];
  return [
    shield,
    finding(
      "note",
      "breaker-before-storm",
      `${path}.breaker`,
      most,
      `is less than storm (${storm ?? BLOCK_IP.storm}): blocking stops before any block is marked as part of a storm`,
      "write a breaker above storm",
    ),
  ];
}

/** Does a block-ip response do all that it seems to, with its backend and its breaker? */
export const blockIp: Check = {
  codes: {
    "iptables-backend": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A response uses the iptables backend.",
        why: "That is the stock executable: it does not check the white list on the agent, and reports success where iptables is missing.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, backend: iptables }",
        instead: "Write `backend: nftables`, or leave it out.",
      },
    },
    "breaker-shields": {
      severity: "note",
      doc: {
        what: "A response has a breaker.",
        why: "Anyone who causes more additions a minute, by a flood of addresses, attacks unblocked for as long as the flood lasts.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, breaker: 100 }",
        instead:
          "Leave `breaker` out, unless a stranger who is locked out is worse than an attacker who is let in.",
      },
    },
    "breaker-before-storm": {
      severity: "note",
      doc: {
        what: "The breaker of a response is below its storm.",
        why: "Blocking stops before any block is marked as part of a storm.",
        example:
          "responses:\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, breaker: 20 }",
        instead: "Write a `breaker` above `storm`.",
      },
    },
  },
  run,
};
