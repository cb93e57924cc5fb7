import type { RuleFault } from "./fault";
import { judgeRules, type AroundRules } from "./judgeRules";
import { RuleTree, stockTree } from "./ruleTree";
import { stockTreeRules, treeRuleOf } from "./treeRule";

/** A rules file of a manager's own. */
export interface RulesText {
  /** Name of the file: the files of all folders are read in the order of their names. */
  readonly name: string;
  /** How it is called in the findings. */
  readonly path: string;
  readonly text: string;
}

/** What a manager has loaded, and what is wrong with its files. */
export interface LoadedRules {
  readonly tree: RuleTree;
  readonly faults: readonly (RuleFault & { readonly path: string })[];
}

/** What stands around the files. */
export interface AroundFiles extends AroundRules {
  /** Stock files that the `<ruleset>` leaves out. @default none */
  readonly leftOut?: (stockFile: string) => boolean;
}

/** Reads the stock rules and the manager's own files in the order in which wazuh-analysisd reads them. */
export function loadRules(files: readonly RulesText[], around: AroundFiles = {}): LoadedRules {
  if (files.length === 0 && !around.leftOut) return { tree: stockTree(), faults: [] };
  const after = stockTreeRules().at(-1)?.file ?? "";
  const isAfter = !around.leftOut && files.every(({ name }) => name > after);
  const tree = new RuleTree(isAfter ? stockTree() : undefined);
  const faults: (RuleFault & { readonly path: string })[] = [];
  const stock = isAfter ? [] : stockTreeRules().filter(({ file }) => !around.leftOut?.(file));
  let next = 0;
  const addStock = (until?: string): void => {
    for (
      let rule = stock[next];
      rule && (until === undefined || rule.file <= until);
      rule = stock[++next]
    )
      tree.add(rule);
  };
  for (const { name, path, text } of [...files].sort(byName)) {
    addStock(name);
    const sink = {
      has: (id: number): boolean => tree.has(id),
      take: (rule: Parameters<typeof treeRuleOf>[0]) => {
        const { dropped, notes } = tree.add(treeRuleOf(rule, name, path));
        return [
          ...(dropped ? [{ effect: "dropped" as const, ...dropped }] : []),
          ...notes.map((note) => ({ effect: "misread" as const, ...note })),
        ];
      },
    };
    faults.push(...judgeRules(text, sink, around).map((fault) => ({ ...fault, path })));
  }
  addStock();
  return { tree, faults };
}

function byName(a: RulesText, b: RulesText): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}
