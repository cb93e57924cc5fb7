import { fleetOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import type { Policy } from "../../../policy/model/policy";
import type { Fleet } from "../../../policy/model/fleet";
import type { WrittenPolicy } from "../../../policy/model/written";

/** The rule of Wazuh 5 that its documentation shows. */
export const FAILED_LOGIN = "d5cc0e71-bcbb-4adc-98de-caed210cebf2";
/** A made-up one. */
export const MINER = "0f0e0d0c-0b0a-4908-8706-050403020100";

/** A policy with these keys. */
export function policy(written: Partial<WrittenPolicy>): Policy {
  return policyOf({ whitelist: [], responses: [], rules: [], ...written });
}

/** A manager and two agents, one of them of version 5. */
export const FLEET: Fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.0.0.2" },
  workers: [],
  agents: [
    { name: "web-1", role: "agent", address: "10.0.0.3", version: "5.0.0" },
    { name: "web-2", role: "agent", address: "10.0.0.4", version: "4.14.7" },
    { name: "web-3", role: "agent", address: "10.0.0.5" },
  ],
});

/** One response of each kind that is whole for Wazuh 5. */
export const WHOLE: Policy = policy({
  whitelist: [
    { address: "10.0.0.0/8", name: "office" },
    { address: "10.1.2.3", name: "in-it" },
    { address: "2001:db8::1", name: "six" },
  ],
  responses: [
    {
      kind: "block-ip",
      rules: [5763],
      timeout: "1h",
      findings: { rules: [FAILED_LOGIN] },
    },
    {
      kind: "kill-process",
      rules: [100_050],
      processes: ["xmrig"],
      findings: { rules: [MINER, FAILED_LOGIN], category: "security" },
    },
  ],
});
