import type { Node } from "../../wazuh/read/node";
import { type OssecConf, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import type { FileContext } from "./context";
import type { Report } from "./report";
import { STOCK_LISTS, STOCK_RULES, usedByStockRules } from "../../wazuh/stock/stockLists";
import { listSince } from "../../wazuh/stock/stockSince";
import { lacks } from "../../wazuh/versions/wazuhVersion";

/** List and rules files that are missing, stock rules without their lists, and a `<ruleset>` that drops an earlier one. */
export function lintRuleset(conf: OssecConf, context: FileContext, report: Report): void {
  const rulesets = sectionsOf(conf, "ruleset").filter(({ children }) => children.length > 0);
  const last = rulesets.at(-1);
  lintStockRules(last, conf, context, report);
  if (!last) return;
  lintLists(last, context, report);
  lintIncludes(last, context, report);
  lintReplaced(rulesets, last, report);
}

function lintReplaced(rulesets: readonly Node[], last: Node, report: Report): void {
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

/** The last `<ruleset>` counts alone; without a rule_dir, or without any ruleset, Wazuh reads the stock rules and nothing else. */
function lintStockRules(
  last: Node | undefined,
  conf: OssecConf,
  { version }: FileContext,
  report: Report,
): void {
  const all = (name: string): string[] =>
    (last?.children ?? []).filter((child) => child.name === name).map(({ content }) => content);
  const folders = all("rule_dir").map((folder) => folder.replace(/\/+$/, ""));
  const at = last ?? conf.roots.at(-1) ?? { line: 1, column: 1 };
  const value = last ? "<ruleset>" : "a file without <ruleset>";
  if (folders.length > 0 && !folders.includes(STOCK_RULES)) {
    report.add(
      "warning",
      "stock-rules-off",
      at,
      value,
      `does not read ${STOCK_RULES}: no stock rule is loaded, and a response that is bound to one never fires`,
      `add <rule_dir>${STOCK_RULES}</rule_dir>`,
    );
    return;
  }
  const declared = new Set(all("list").map(pathOf));
  const missing = usedByStockRules().filter(
    (list) => !declared.has(list) && !lacks(version, listSince(list)),
  );
  const [one] = missing;
  if (one === undefined || conf.sections.length === 0) return;
  report.add(
    "warning",
    "list-undeclared",
    at,
    value,
    `does not name the list ${one}${missing.length > 1 ? ` and ${missing.length - 1} more` : ""}: every stock rule that uses it is dropped`,
    `add <list>${one}</list>`,
  );
}

function lintLists(ruleset: Node, context: FileContext, report: Report): void {
  for (const list of ruleset.children.filter(({ name }) => name === "list")) {
    const path = pathOf(list.content);
    const isStock = STOCK_LISTS.has(path) && !lacks(context.version, listSince(path));
    const exists = context.listExists ? context.listExists(path) : isStock;
    if (exists) continue;
    report.warning(
      "list-missing",
      list,
      context.listExists
        ? "is not a file: Wazuh warns, and every rule that uses the list is dropped"
        : "is not a list of a stock install: if the file is missing, every rule that uses it is dropped",
      "make sure that the file exists, or remove the line",
    );
  }
}

/** Files of a stock install that are below etc. */
const STOCK_INCLUDES = new Set(["etc/rules/local_rules.xml", "etc/decoders/local_decoder.xml"]);

function lintIncludes(ruleset: Node, context: FileContext, report: Report): void {
  for (const include of ruleset.children) {
    const { name, content } = include;
    if (name !== "rule_include" && name !== "decoder_include") continue;
    const folder = name === "rule_include" ? STOCK_RULES : "ruleset/decoders";
    const path = content.includes("/") ? content : `${folder}/${content}`;
    const exists = context.listExists
      ? context.listExists(path)
      : STOCK_INCLUDES.has(path) || /^ruleset\/\w+\/\d{4}-[\w-]+\.xml$/.test(path);
    if (exists) continue;
    report.warning(
      "include-missing",
      include,
      context.listExists
        ? "is not a file: Wazuh warns, and what it should contain is not loaded (1103)"
        : `is not a file of a stock install: if ${path} is missing, Wazuh goes on without it`,
      "make sure that the file exists, or remove the line",
    );
  }
}

/** The file that Wazuh opens for a `<list>`. */
function pathOf(content: string): string {
  const path = content.includes("/") ? content : `${STOCK_RULES}/${content}`;
  const cdb = path.indexOf(".cdb");
  return cdb < 0 ? path : path.slice(0, cdb);
}

/** What is found here. */
export const rulesetCodes: FileCodes = {
  "ruleset-replaced": {
    severity: "error",
    doc: {
      what: "A later `<ruleset>` replaces an earlier one.",
      why: "What only the earlier one names does not count any more.",
      instead: "Write one `<ruleset>` with everything in it.",
    },
  },
  "stock-rules-off": {
    severity: "warning",
    doc: {
      what: "The `<ruleset>` does not read the stock rules.",
      why: "A response that is bound to a stock rule never fires.",
      instead: "Add `<rule_dir>ruleset/rules</rule_dir>`.",
    },
  },
  "list-undeclared": {
    severity: "warning",
    doc: {
      what: "The `<ruleset>` does not name a list that stock rules use.",
      why: "Every stock rule that uses it is dropped.",
      instead: "Add the `<list>` that the finding names.",
      example:
        "<ruleset>\n  <decoder_dir>ruleset/decoders</decoder_dir>\n  <rule_dir>ruleset/rules</rule_dir>\n</ruleset>",
    },
  },
  "list-missing": {
    severity: "warning",
    doc: {
      what: "A `<list>` names a file that is not there, or not in a stock install.",
      why: "Every rule that uses the list is dropped.",
      instead: "Make sure that the file exists, or remove the line.",
    },
  },
  "include-missing": {
    severity: "warning",
    doc: {
      what: "A rule or decoder file that is named is not there, or not in a stock install.",
      why: "Wazuh goes on without it.",
      instead: "Make sure that the file exists, or remove the line.",
    },
  },
};
