import { doubtsOf, someOf, type Harm, type Sureness } from "../../lint/confidence";
import type { ReadBlock } from "../../wazuh/read/activeResponse";
import { lastChild } from "../../wazuh/read/ossecConf";
import { stockRule } from "../../wazuh/stock/stockRules";
import type { KnownRule } from "./context";
import type { FileCodes } from "./fileCodes";
import { BY_ADDRESS, BY_USER } from "./neededFields";
import type { Report } from "./report";
import type { RuleBook } from "./ruleBook";
import { isLive } from "./together";
import { firesAtItself } from "./triggers";

/** Blocks that act on whoever logs in, or on a single event that may be anybody's. */
export function lintConfidence(blocks: readonly ReadBlock[], book: RuleBook, report: Report): void {
  for (const block of blocks.filter(isLive)) {
    const executable = block.definition?.executable ?? "";
    const harm: Harm | undefined = BY_ADDRESS.has(executable)
      ? "blocks"
      : BY_USER.has(executable)
        ? "locks"
        : undefined;
    // A block that fires at everything is an error of its own.
    if (harm === undefined || block.rulesGroup === "" || firesAtItself(block, book)) continue;
    const at =
      (["rules_id", "rules_group", "level"] as const)
        .map((name) => lastChild(block.node, name))
        .find((node) => node !== undefined) ?? block.node;
    const bound = book.boundBy(block).flatMap((rule) => surenessOf(rule, harm, book) ?? []);
    for (const { code, ids, reason, instead } of doubtsOf(bound, harm)) {
      const one = ids.length === 1;
      report.warning(
        code,
        at,
        `runs ${executable} at ${one ? "rule" : "rules"} ${someOf(ids)}, which ${one ? reason : reason.replace(/^fires/, "fire")}`,
        instead,
      );
    }
  }
}

function surenessOf(rule: KnownRule, harm: Harm, book: RuleBook): Sureness | undefined {
  const { id, level, groups } = rule;
  const stock = stockRule(id);
  if (book.isOwn(id))
    return { id, level, groups, counts: rule.counting ?? stock?.counts !== undefined };
  if (harm === "locks" ? stock?.withoutUser : stock?.withoutAddress) return undefined;
  return { id, level, groups, counts: stock?.counts !== undefined };
}

/** What is found here. */
export const confidenceCodes: FileCodes = {
  "low-confidence": {
    severity: "warning",
    doc: {
      what: "A block that blocks an address or locks an account is bound to a rule of a low level that fires at a single event.",
      why: "One mistyped password or one odd request can be enough; and whoever knows a name can have its account locked.",
      instead: "Bind a rule that counts events, or one of a higher level.",
      example:
        "<command>\n  <name>fw</name>\n  <executable>firewall-drop</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>fw</command>\n  <location>local</location>\n  <rules_id>5760</rules_id>\n</active-response>",
    },
  },
  "login-answered": {
    severity: "warning",
    doc: {
      what: "A block that blocks an address or locks an account is bound to a login that succeeded.",
      why: "Everybody who logs in is blocked or locked out.",
      instead: "Bind a rule that counts failed logins.",
      example:
        "<command>\n  <name>lock</name>\n  <executable>disable-account</executable>\n  <timeout_allowed>yes</timeout_allowed>\n</command>\n<active-response>\n  <command>lock</command>\n  <location>local</location>\n  <rules_id>5715</rules_id>\n</active-response>",
    },
  },
};
