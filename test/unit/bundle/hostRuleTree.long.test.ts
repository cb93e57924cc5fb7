import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { askProgram } from "../../../policy/bundle/installer";
import { RuleBook } from "../../../policy/ossecConf/lint/ruleBook";
import { activeResponseOf } from "../../../policy/wazuh/read/activeResponse";
import { readOssecConf } from "../../../policy/wazuh/read/ossecConf";
import { loadRules } from "../../../policy/wazuh/rules/loadRules";
import { sayTaken, severityOf } from "../../../policy/wazuh/rules/sayTaken";
import { takenAlerts } from "../../../policy/wazuh/rules/taken";
import { stockTreeRules } from "../../../policy/wazuh/rules/treeRule";
import { generateTree, type GeneratedTree } from "./generateTree";

/** How many generated managers are judged; the large run is `RULE_TREES=5000`. */
const TREES = Number(process.env.RULE_TREES ?? 200);
/** A folder of stock rules files. @default made of what we know of the stock rules */
const STOCK = process.env.RULE_STOCK;

const OURS = "zz_active_response.xml";

/** Asks one process for all, which reads the stock files once. */
const MANY = `#= many.pl
require "conflicts.pl";
sub many {
  for my $home (@_) {
    print "= $home\\n";
    conflicts("$home/ossec.conf", "$home/part", "$home/adopt", "$home/rules", "$home/rules/${OURS}", "$home/own");
  }
  return;
}
1;
`;

/** The stock rules as files, in which nothing but what the tree asks stands. */
function stockTexts(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  const element = (name: string, value: string | number | undefined): string =>
    value === undefined || value === "" ? "" : `<${name}>${value}</${name}>`;
  for (const { id, level, noAr, groups, file, parents, silent } of stockTreeRules()) {
    const { ids, group, level: ifLevel, counts, countsGroup, category } = parents;
    const isCounted = ids.length === 1 && ids[0] === counts;
    const inside = [
      element("if_sid", isCounted ? undefined : ids.join(",")),
      element("if_group", group === countsGroup ? undefined : group),
      element("if_level", ifLevel),
      element("if_matched_sid", counts),
      element("if_matched_group", countsGroup),
      element("category", category),
      noAr ? "<options>no_ar</options>" : "",
      "<decoded_as>x</decoded_as>",
    ];
    const rule = `<rule id="${id}" level="${level}"${silent ? ' noalert="1"' : ""}>${inside.join("")}</rule>`;
    texts.set(file, `${texts.get(file) ?? ""}<group name="${groups}">${rule}</group>\n`);
  }
  return texts;
}

/** What the TypeScript side says, in the words of the host. */
function expected({ part, own, files }: GeneratedTree, home: string): string[] {
  const path = (name: string): string => `${home}/rules/${name}`;
  const texts = [...files, { name: OURS, text: own }];
  const { tree } = loadRules(texts.map(({ name, text }) => ({ name, path: path(name), text })));
  const { blocks } = activeResponseOf(readOssecConf(part));
  const book = new RuleBook(new Map([...tree.all()].map((rule) => [rule.id, rule])));
  const bound = new Set(blocks.flatMap((block) => book.boundBy(block)).map(({ id }) => id));
  const taken = takenAlerts(tree, {
    named: blocks.flatMap(({ rules }) => [...rules]),
    answers: ({ id }) => bound.has(id),
    isKnown: ({ file }) => file === OURS,
  });
  return taken.map((one) => {
    const { reason, instead } = sayTaken(one, "a response of ours");
    const kind = severityOf(one) === "error" ? "conflict" : "warning";
    return `${kind}\t${one.by.at?.path ?? ""} line ${one.by.at?.line ?? 0}: rule ${one.by.id} ${reason}; ${instead}`;
  });
}

describe("the rules that take an alert, on generated managers", () => {
  let wazuh: string;
  const trees = Array.from({ length: TREES }, (_, seed) => generateTree(seed));
  let found: string[][];

  beforeAll(() => {
    wazuh = mkdtempSync(join(tmpdir(), "trees-"));
    const write = (name: string, text: string): void => {
      mkdirSync(dirname(join(wazuh, name)), { recursive: true });
      writeFileSync(join(wazuh, name), text);
    };
    write("ask.pl", askProgram("manager") + MANY);
    if (STOCK === undefined)
      for (const [name, text] of stockTexts()) write(`ruleset/rules/${name}`, text);
    else execFileSync("cp", ["-r", STOCK, join(wazuh, "ruleset")]);
    for (const [seed, { part, own, files }] of trees.entries()) {
      write(`${seed}/ossec.conf`, "<ossec_config><global></global></ossec_config>\n");
      write(`${seed}/part`, part);
      write(`${seed}/own`, own);
      for (const { name, text } of files) write(`${seed}/rules/${name}`, text);
    }
    const said = execFileSync(
      "perl",
      [join(wazuh, "ask.pl"), "many", ...trees.keys()].map(String),
      {
        cwd: wazuh,
        encoding: "utf8",
        env: { ...process.env, WAZUH_HOME: wazuh, PART_BEGIN: "BEGIN", PART_END: "END" },
        maxBuffer: 2 ** 28,
      },
    );
    found = said
      .split(/^= \d+\n/m)
      .slice(1)
      .map((lines) => lines.split("\n").slice(0, -1));
  }, 240_000);
  afterAll(() => {
    rmSync(wazuh, { recursive: true });
  });

  const isTaken = (line: string): boolean => !/7617|7619|is defined here and in/.test(line);

  it("are those that the TypeScript side finds, in the same words", () => {
    expect(found.length).toBe(TREES);
    const differ = trees.flatMap((tree, seed) => {
      const want = expected(tree, String(seed)).sort();
      const have = (found[seed] ?? []).filter(isTaken).sort();
      return JSON.stringify(want) === JSON.stringify(have) ? [] : [{ seed, want, have }];
    });
    expect(differ).toEqual([]);
  });

  it("are of every kind", () => {
    const all = found.flat().filter(isTaken);
    const kinds = [
      /^conflict.*never runs/,
      /^conflict.*is a child of.*does not count it/,
      /^conflict.*is asked before/,
      /^warning.*takes every event/,
      /^warning.*wherever it matches/,
    ];
    const none = kinds.filter((kind) => !all.some((line) => kind.test(line)));
    expect(none).toEqual([]);
  });
});
