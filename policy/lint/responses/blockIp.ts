import { finding, type Finding } from "../../model/finding";
import type { BlockIp } from "../../model/response";
import type { Check } from "../check";
import { BLOCK_IP } from "../../model/keys/responses";

/** Does a block-ip response do all that it seems to, with its backend and its breaker? */
export const blockIp: Check = ({ policy }) =>
  policy.responses.flatMap((response, i) =>
    response.kind === "block-ip"
      ? [...backend(response, `responses[${i}]`), ...breaker(response, `responses[${i}]`)]
      : [],
  );

function backend({ backend: name }: BlockIp, path: string): Finding[] {
  if (name !== "iptables") return [];
  return [
    finding(
      "warning",
      "iptables-backend",
      `${path}.backend`,
      name,
      "runs the stock executable: it asks no white list on the agent, and reports success where iptables is missing",
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
    "additions a minute stop all blocking on that host: whoever causes more, by a flood of addresses, attacks unblocked for as long as he goes on",
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
