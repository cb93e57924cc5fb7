import { coverageGroups, coverageSentence } from "./coverage/printCoverage";
import { fitNames } from "./coverage/fitNames";
import type { FileChange, Plan } from "./plan";
import { nameHosts, sameHosts, type SameHosts } from "./sameHosts";
import {
  agentsOf,
  CHANGES,
  groupSentences,
  isEmpty,
  restartSentence,
  rowSentence,
} from "./sentences";

/** Colours a text; the terminal's, or none. */
export interface Colours {
  readonly add: (text: string) => string;
  readonly remove: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bold: (text: string) => string;
}

const same = (text: string): string => text;
/** No colours at all. */
const PLAIN: Colours = { add: same, remove: same, warn: same, bold: same };

/** Most lines of each list, so that a plan fits a screen; the rest is counted, and `--json` has it all. */
const MOST = { groups: 8, files: 8, rows: 6, entries: 8, flows: 15, gaps: 6 };

/** Prints a plan for a terminal, on one screen. Ends without a newline. */
export function printPlan(plan: Plan, colours: Colours = PLAIN): string {
  const { bold, warn } = colours;
  const groups = sameHosts(plan.hosts);
  const untouched = plan.hosts.filter(({ change }) => change === "same").length;
  return [
    bold("Hosts"),
    // A stack that asks for coverage does open one, to the manager.
    ...(isEmpty(plan)
      ? [`  nothing changes${plan.coverage ? "" : "; no connection is opened"}`]
      : []),
    ...upTo(MOST.groups, groups, "hosts of other changes").flatMap((group) =>
      typeof group === "string" ? [`  ${group}`] : printGroup(group, colours),
    ),
    ...(untouched > 0 && groups.length > 0 ? [`  ${untouched} more: same`] : []),
    bold("Agents"),
    `  ${plan.rows.agents > 0 ? warn(rowSentence(plan)) : rowSentence(plan)}`,
    ...upTo(MOST.rows, plan.rows.added, "new rows").map((row) => `    ${colours.add(`+ ${row}`)}`),
    ...upTo(MOST.rows, plan.rows.removed, "rows less").map(
      (row) => `    ${colours.remove(`- ${row}`)}`,
    ),
    ...groupSentences(plan).map((line) => `  ${warn(line)}`),
    bold("White list"),
    ...printEntries(plan, colours),
    bold("Rules -> responses -> agents"),
    ...(plan.flows.length === 0 ? ["  none"] : []),
    ...upTo(
      MOST.flows,
      plan.flows.map((flow) => `${flow.rules} -> ${flow.response} -> ${agentsOf(flow)}`),
      "responses",
    ).map((line) => `  ${line}`),
    ...printGaps(plan, colours),
  ].join("\n");
}

function printGaps({ coverage }: Plan, { bold, warn }: Colours): string[] {
  if (!coverage) return [];
  return [
    bold("Coverage"),
    `  ${coverageSentence(coverage)}`,
    ...upTo(MOST.gaps, coverageGroups(coverage), "other gaps").flatMap((group) =>
      typeof group === "string"
        ? [`  ${group}`]
        : [
            `  ${warn(group.what)}${group.names.length > 0 ? ":" : ""}`,
            ...(group.names.length > 0 ? [`    ${fitNames(group.names)}`] : []),
            ...(group.because === undefined ? [] : [`    ${group.because}`]),
          ],
    ),
  ];
}

/** The first of a list, and in place of the rest one line that counts it. */
function upTo<T>(most: number, list: readonly T[], what: string): readonly (T | string)[] {
  if (list.length <= most) return list;
  return [...list.slice(0, most - 1), `${list.length - most + 1} more ${what}`];
}

function printGroup({ hosts, change }: SameHosts, colours: Colours): string[] {
  const restart = restartSentence(change);
  return [
    `  ${nameHosts(hosts)} (${change.role}): ${CHANGES[change.change]}, ${
      change.restart === "reload" ? colours.warn(restart) : restart
    }`,
    ...upTo(
      MOST.files,
      change.files.map((file) => printFile(file, colours)),
      "files",
    ).map((line) => `    ${line}`),
  ];
}

function printFile(
  { path, change, added, removed, owner }: FileChange,
  { add, remove }: Colours,
): string {
  const lines = [
    ...(added > 0 ? [add(`+${added}`)] : []),
    ...(removed > 0 ? [remove(`-${removed}`)] : []),
  ].join(" ");
  const sign = { new: add("+"), changed: "~", removed: remove("-") }[change];
  return `${sign} ${path}${lines === "" ? "" : ` ${lines}`}${owner ? ` (${owner[0]} -> ${owner[1]})` : ""}`;
}

function printEntries({ whitelist }: Plan, { add, remove }: Colours): string[] {
  const { added, removed } = whitelist;
  if (added.length + removed.length === 0) return ["  same"];
  const list = (entries: Plan["whitelist"]["added"], sign: string): string[] =>
    upTo(
      MOST.entries,
      entries.map(({ name, address }) => (name === address ? name : `${name} ${address}`)),
      "entries",
    ).map((line) => `${sign} ${line}`);
  return [...list(added, "+").map(add), ...list(removed, "-").map(remove)].map(
    (line) => `  ${line}`,
  );
}
