import type { Node } from "../read/node";
import { sectionsOf, type OssecConf } from "../read/ossecConf";
import type { FileContext } from "./context";
import type { Report } from "./report";

/** Lists that a stock install has. */
const STOCK_LISTS = new Set([
  "etc/lists/audit-keys",
  "etc/lists/amazon/aws-eventnames",
  "etc/lists/security-eventchannel",
  "etc/lists/malicious-ioc/malware-hashes",
  "etc/lists/malicious-ioc/malicious-ip",
  "etc/lists/malicious-ioc/malicious-domains",
]);

/** List files that are missing, and a `<ruleset>` that drops what an earlier one says. */
export function lintRuleset(conf: OssecConf, context: FileContext, report: Report): void {
  const rulesets = sectionsOf(conf, "ruleset").filter(({ children }) => children.length > 0);
  const last = rulesets.at(-1);
  if (!last) return;
  lintLists(last, context, report);
  const kept = new Set(last.children.map(({ name, content }) => `${name} ${content}`));
  for (const earlier of rulesets.slice(0, -1)) {
    const dropped = earlier.children.filter(({ name, content }) => !kept.has(`${name} ${content}`));
    const [one] = dropped;
    if (!one) continue;
    report.error(
      "ruleset-replaced",
      last,
      `replaces the <ruleset> of line ${earlier.line}: <${one.name}>${one.content}</${one.name}>${dropped.length > 1 ? ` and ${dropped.length - 1} more` : ""} no longer count, and rules that need a dropped list are dropped too`,
      "write one <ruleset> with everything in it",
    );
  }
}

function lintLists(ruleset: Node, context: FileContext, report: Report): void {
  for (const list of ruleset.children.filter(({ name }) => name === "list")) {
    const path = pathOf(list.content);
    const exists = context.listExists ? context.listExists(path) : STOCK_LISTS.has(path);
    if (exists) continue;
    report.warning(
      "list-missing",
      list,
      context.listExists
        ? "is no file: Wazuh warns, and every rule that uses the list is dropped"
        : "is no list of a stock install: if the file is missing, every rule that uses it is dropped",
      "see that the file exists, or remove the line",
    );
  }
}

/** The file that Wazuh opens for a `<list>`. */
function pathOf(content: string): string {
  const path = content.includes("/") ? content : `ruleset/rules/${content}`;
  const cdb = path.indexOf(".cdb");
  return cdb < 0 ? path : path.slice(0, cdb);
}
