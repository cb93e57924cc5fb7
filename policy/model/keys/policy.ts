import * as z from "zod";

import { hostWhitelistEntry } from "./hostWhitelist";
import { neverBlocked, provenance } from "./provenance";
import { response } from "./responses";
import { rule } from "./rules";
import { ruleId } from "./values";

/** What becomes of the ignore window of bound stock rules where nothing is written. */
export const IGNORE_WINDOW = "remove";
/** Whether responses act where nothing is written. */
export const MODE = "enforce";

/** What a stack file and a program of one's own write of a policy alike. */
export const policyKeys = {
  responses: z.array(response).describe("What alerts, or an operator, trigger."),
  rules: z
    .array(rule)
    .exactOptional()
    .describe("Rules of your own; 100050 is made from kill-process where it is not given."),
  ignoreWindow: z
    .enum(["remove", "keep"])
    .exactOptional()
    .describe(`What happens to the ignore window of bound stock rules. Default: ${IGNORE_WINDOW}.`),
  mode: z
    .enum(["enforce", "observe"])
    .exactOptional()
    .describe(
      `observe: everything is rolled out and verified, and each response only logs what it would have done. Default: ${MODE}.`,
    ),
  provenance: provenance.exactOptional(),
  neverBlock: z
    .array(neverBlocked)
    .exactOptional()
    .describe(
      "Reverse proxies, load balancers and the like: no response ever blocks them, on any host. An empty list says that there are none.",
    ),
  hostWhitelist: z
    .array(hostWhitelistEntry)
    .exactOptional()
    .describe(
      "White list that the hosts' scripts ask and the manager does not: for some responses alone, of IPv6 networks, of DNS names.",
    ),
  managerRules: z
    .array(ruleId)
    .exactOptional()
    .describe(
      "Ids of rules in the manager's own files of etc/rules that responses are bound to; they stay there.",
    ),
};
