import type { FileChange, Plan } from "./plan";
import { nameHosts, sameHosts } from "./sameHosts";
import { agentsOf, CHANGES, isEmpty, RESTARTS, rowSentence } from "./sentences";

/** Colours a text; the terminal's, or none. */
export interface Colours {
  readonly add: (text: string) => string;
  readonly remove: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bold: (text: string) => string;
}

const same = (text: string): string => text;
/** No colours at all. */
export const PLAIN: Colours = { add: same, remove: same, warn: same, bold: same };

/** Names at most so many white list entries; the rest is counted. */
const MOST_ENTRIES = 8;

/** Prints a plan for a terminal, on one screen. Ends without a newline. */
export function printPlan(plan: Plan, colours: Colours = PLAIN): string {
  const { bold, warn } = colours;
  const groups = sameHosts(plan.hosts);
  const untouched = plan.hosts.filter(({ change }) => change === "same").length;
  return [
    bold("Hosts"),
    ...(isEmpty(plan) ? ["  nothing changes; no connection is opened"] : []),
    ...groups.flatMap(({ hosts, change }) => [
      `  ${nameHosts(hosts)} (${change.role}): ${CHANGES[change.change]}, ${
        change.restart === "reload" ? warn(RESTARTS.reload) : RESTARTS[change.restart]
      }`,
      ...change.files.map((file) => `    ${printFile(file, colours)}`),
    ]),
    ...(untouched > 0 && groups.length > 0 ? [`  ${untouched} other hosts: same`] : []),
    bold("Agents"),
    `  ${plan.rows.agents > 0 ? warn(rowSentence(plan)) : rowSentence(plan)}`,
    ...plan.rows.added.map((row) => `    ${colours.add(`+ ${row}`)}`),
    ...plan.rows.removed.map((row) => `    ${colours.remove(`- ${row}`)}`),
    bold("White list"),
    ...printEntries(plan, colours),
    bold("Rules -> responses -> agents"),
    ...(plan.flows.length === 0 ? ["  none"] : []),
    ...plan.flows.map((flow) => `  ${flow.rules} -> ${flow.response} -> ${agentsOf(flow)}`),
  ].join("\n");
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
  const list = (
    entries: Plan["whitelist"]["added"],
    sign: string,
    colour: (text: string) => string,
  ): string[] => [
    ...entries
      .slice(0, MOST_ENTRIES)
      .map(
        ({ name, address }) =>
          `  ${colour(`${sign} ${name}${name === address ? "" : ` ${address}`}`)}`,
      ),
    ...(entries.length > MOST_ENTRIES ? [`  ${sign} ${entries.length - MOST_ENTRIES} more`] : []),
  ];
  return [...list(added, "+", add), ...list(removed, "-", remove)];
}
