import { coverageGroups, coverageSentence } from "./coverage/printCoverage";
import { fitNames } from "./coverage/fitNames";
import type { FileChange, Plan } from "./plan";
import { nameHosts, sameHosts } from "./sameHosts";
import {
  agentsOf,
  CHANGES,
  groupSentences,
  isEmpty,
  restartSentence,
  rowSentence,
} from "./sentences";

/** Prints a plan as Markdown, for the comment under a pull request. Ends with one newline. */
export function printPlanMarkdown(plan: Plan): string {
  const { added, removed } = plan.whitelist;
  return `${[
    "### Active response: what `pulumi up` would do",
    "",
    ...hosts(plan),
    "",
    `**Agents:** ${rowSentence(plan)}.`,
    ...(plan.rows.added.length + plan.rows.removed.length > 0
      ? [
          "",
          "```diff",
          ...plan.rows.added.map((row) => `+ ${row}`),
          ...plan.rows.removed.map((row) => `- ${row}`),
          "```",
        ]
      : []),
    ...groupSentences(plan).flatMap((line) => ["", `**Groups:** ${cell(line)}.`]),
    "",
    `**White list:** ${added.length + removed.length === 0 ? "same." : `${added.length} more, ${removed.length} less.`}`,
    ...(added.length + removed.length > 0 ? [""] : []),
    ...added.map(({ name, address }) => `- :heavy_plus_sign: ${cell(name)} ${code(address)}`),
    ...removed.map(({ name, address }) => `- :heavy_minus_sign: ${cell(name)} ${code(address)}`),
    "",
    "| rules | response | agents |",
    "|---|---|---|",
    ...plan.flows.map(
      (flow) => `| ${cell(flow.rules)} | ${cell(flow.response)} | ${cell(agentsOf(flow))} |`,
    ),
    ...gaps(plan),
  ].join("\n")}\n`;
}

function gaps({ coverage }: Plan): string[] {
  if (!coverage) return [];
  const groups = coverageGroups(coverage).map(({ what, names, because }) =>
    [
      `- ${cell(what)}`,
      ...(names.length > 0 ? [`: ${cell(fitNames(names))}`] : []),
      ...(because === undefined ? [] : [` (${cell(because)})`]),
    ].join(""),
  );
  return [
    "",
    `**Coverage:** ${coverageSentence(coverage)}.`,
    ...(groups.length > 0 ? ["", ...groups] : []),
  ];
}

function hosts(plan: Plan): string[] {
  if (isEmpty(plan)) return ["Nothing changes on any host."];
  return [
    "| hosts | what | restart | files |",
    "|---|---|---|---|",
    ...sameHosts(plan.hosts).map(({ hosts: names, change }) =>
      [
        "",
        ` ${cell(nameHosts(names))} (${change.role}) `,
        ` ${CHANGES[change.change]} `,
        ` ${restartSentence(change)} `,
        ` ${change.files.map(file).join("<br>")} `,
        "",
      ].join("|"),
    ),
  ];
}

function file({ path, change, added, removed, owner }: FileChange): string {
  const sign = { new: "new", changed: "changed", removed: "removed" }[change];
  return `${code(path)} ${sign} +${added} -${removed}${owner ? ` ${code(`${owner[0]} -> ${owner[1]}`)}` : ""}`;
}

/** A name may hold what Markdown would take for its own. */
function cell(text: string): string {
  return text.replace(/[\\|*_`[\]<>]/g, "\\$&");
}

function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}
