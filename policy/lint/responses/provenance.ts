import { finding, type Finding } from "../../model/finding";
import { actsOn, byAlertsOf } from "../../model/kinds/traitsOf";
import type { TriggeredResponse } from "../../model/response";
import { exposureOf } from "../../provenance/exposure";
import { actsOnPeer } from "../../provenance/guards";
import { ruleTree, type RuleTree } from "../../provenance/ruleTree";
import { exposedFindings } from "../../provenance/say";
import { selectedRules } from "../../provenance/selected";
import type { Check, Run } from "../check";
import { triggered } from "./triggered";

const run: Run = ({ policy }) => {
  const tree = ruleTree(policy);
  return triggered(policy).flatMap(({ response, path }) => {
    if (!actsOnPeer(response)) return [];
    const { rules, groups, level } = response;
    const others = [...selectedRules(response, policy)].filter(
      (id) => !rules.some((one) => one === id),
    );
    const by = groups?.length ? `${path}.groups` : `${path}.level`;
    return [
      ...rules.flatMap((id, j) => judge(response, [id], `${path}.rules[${j}]`, id, tree)),
      ...selected(response, others, by, groups?.length ? groups.join(", ") : (level ?? ""), tree),
      ...proxies(response, path, tree, policy.neverBlock !== undefined),
    ];
  });
};

function judge(
  response: TriggeredResponse,
  ids: readonly number[],
  path: string,
  value: string | number,
  tree: RuleTree,
): Finding[] {
  // What a script of one's own does with the address is not known.
  const severity = actsOn(response, "anything") ? "warning" : "error";
  return exposedFindings(exposureOf(ids, tree), true).map(({ code, reason, instead }) =>
    finding(severity, code, path, value, reason, instead),
  );
}

/**
 * The same of rules that only groups or a level select. Our script refuses their alerts by the rule's id, so that they block
 * nobody where it runs; a rule that is named is meant to block, and never would.
 */
function selected(
  response: TriggeredResponse,
  ids: readonly number[],
  path: string,
  value: string | number,
  tree: RuleTree,
): Finding[] {
  const found = judge(response, ids, path, value, tree);
  const traits = byAlertsOf(response);
  if (traits.runs(response).whose !== "ours") return found;
  const elsewhere = traits.fallback?.wanted(response)
    ? ", but agents without it run the stock executable, which does not"
    : "";
  return found.map((one) => ({
    ...one,
    severity: "warning",
    reason: `${one.reason}; our script refuses alerts of these rules${elsewhere}`,
  }));
}

function proxies(
  response: TriggeredResponse,
  path: string,
  tree: RuleTree,
  known: boolean,
): Finding[] {
  if (!actsOn(response, "address") || known) return [];
  const web = response.rules.filter((id) =>
    [...exposureOf([id], tree).places.keys()].some(({ log }) => log === "webAccess"),
  );
  if (web.length === 0) return [];
  return [
    finding(
      "warning",
      "web-proxy",
      `${path}.rules`,
      web.join(", "),
      `${byAlertsOf(response).does} the first address of an access log: behind a proxy that is the proxy, and everybody behind it is cut off; where the log begins with X-Forwarded-For it is whatever the client wrote there`,
      "let the log begin with the peer that the server proved (real_ip of nginx, mod_remoteip, each with the proxies that it trusts), and list the proxies under neverBlock; an empty list says that there are none",
    ),
  ];
}

/** Does the alert that triggers a response prove whose address it names? */
export const provenance: Check = {
  codes: {
    "forgeable-address": {
      severity: ["error", "warning"],
      doc: {
        what: "A response acts on an address or a user that a client can write into a log line.",
        why: "Without an account, anybody can have somebody else blocked. This is a warning for a script of your own, since nobody knows what it does with the address, and for rules that only groups or a level select where our script refuses their alerts.",
        example: "responses:\n  - { kind: block-ip, rules: [5763, 5712], level: 12, timeout: 1h }",
        instead:
          "Bind rules whose lines prove the address, such as 5763, 5712, 5551, 9751, 11451 or 31151.",
      },
    },
    "unproven-source": {
      severity: ["error", "warning"],
      doc: {
        what: "A response acts on the source of packets that need no answer.",
        why: "Anybody can send such packets with somebody else's address.",
        example:
          'responses:\n  - { kind: custom, rules: [4101], command: page, executable: page-operator, script: "#!/bin/sh\\n" }',
        instead: "Bind a rule for a connection that was actually established.",
      },
    },
    "web-proxy": {
      severity: "warning",
      doc: {
        what: "A response blocks the first address of a web server's access log, and `neverBlock` is not given.",
        why: "Behind a proxy that address is the proxy, and everybody behind it is cut off.",
        example: "responses:\n  - { kind: block-ip, rules: [31151], timeout: 1h }",
        instead:
          "Let the log begin with the peer that the server proved, and list the proxies under `neverBlock`; an empty list says that there are none.",
      },
    },
  },
  needs: ["rules", "managerRules", "settings"],
  run,
};
