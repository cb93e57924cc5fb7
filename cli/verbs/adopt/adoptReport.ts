import { colours } from "../../lib/colours";
import type { Adoption } from "../../../policy/ossecConf/adopt/adoption";
import { differenceOf } from "../../../policy/ossecConf/adopt/meaning";
import { withoutOurPart } from "../../../policy/ossecConf/adopt/comments";
import { without } from "../../../policy/ossecConf/adopt/without";
import { isLive } from "../../../policy/ossecConf/lint/together";
import { activeResponseOf, wireNameOf } from "../../../policy/wazuh/read/activeResponse";
import { readOssecConf } from "../../../policy/wazuh/read/ossecConf";
import { tableOf } from "../../lib/table";
import { BESIDES } from "../../../policy/lint/responses/windowsStock";
import { BLOCK_IP } from "../../../policy/model/kinds/blockIp";

/** What adopting does to one manager. */
export interface AdoptReport {
  readonly manager: string;
  /** Texts that leave the file. */
  readonly texts: readonly string[];
  readonly responses: readonly { readonly line: number; readonly what: string }[];
  readonly whitelist: readonly { readonly line: number; readonly what: string }[];
  readonly stays: Adoption["stays"];
  /** What is kept as it is for Windows agents and does more than its event says, a sentence each. */
  readonly windows: readonly string[];
  /** Facts that would be lost: none, or the adoption is not written. */
  readonly lost: readonly string[];
  /** Facts that are new: the fleet's own addresses, what the stack had already. */
  readonly gained: readonly string[];
  /** Whether ar.conf stays as it is: else every agent reloads once. */
  readonly sameArConf: boolean;
}

/** Works out what adopting does to a manager's file. @param part our part as the stack renders it. */
export function adoptReport(
  manager: string,
  conf: string,
  adoption: Adoption,
  part: string,
): AdoptReport {
  const after = part + without(withoutOurPart(conf), adoption.texts);
  const { lost, gained } = differenceOf(conf, after);
  return {
    manager,
    texts: adoption.texts,
    responses: adoption.responses.map(({ line, value }) => ({ line, what: inWords(value) })),
    whitelist: adoption.whitelist.map(({ line, value }) => ({ line, what: value.address })),
    stays: adoption.stays,
    windows: adoption.responses.flatMap(({ line, value }) => onWindows(line, value)),
    lost,
    gained,
    sameArConf: rowsOf(conf) === rowsOf(after),
  };
}

function inWords(response: Adoption["responses"][number]["value"]): string {
  const { kind, rules, groups = [], level, timeout } = response;
  const by = [
    ...(rules.length > 0 ? [`rules ${rules.join(", ")}`] : []),
    ...(groups.length > 0 ? [`groups ${groups.join(", ")}`] : []),
    ...(level === undefined ? [] : [`level ${level}`]),
  ];
  const command = response.command ?? BLOCK_IP.command;
  return `${kind} ${command}: ${by.join("; ")}${timeout === undefined ? "" : `; ${timeout} s`}`;
}

function onWindows(line: number, response: Adoption["responses"][number]["value"]): string[] {
  if (!("executable" in response)) return [];
  const besides = BESIDES.get(response.executable);
  return besides === undefined
    ? []
    : [`line ${line}: ${response.executable} is kept as it is: ${besides} (docs/windows.md)`];
}

function rowsOf(conf: string): string {
  return activeResponseOf(readOssecConf(conf))
    .blocks.filter(isLive)
    .map((block) => `${wireNameOf(block)} ${block.definition?.executable ?? ""} ${block.timeout}`)
    .join("\n");
}

/** A table of 100 columns for each manager: what goes over, what stays and why, what changes. */
export function printAdoptReport(report: AdoptReport): string {
  const { manager, responses, whitelist, stays, windows, lost, gained, sameArConf } = report;
  const table = tableOf(
    ["line", `what ${manager} binds (/var/ossec/etc/ossec.conf)`, "becomes"],
    [7, 49, 40],
  );
  const rows = [
    ...responses.map(({ line, what }) => ({
      line,
      what,
      becomes: colours.green("a response of the stack"),
    })),
    ...whitelist.map(({ line, what }) => ({
      line,
      what,
      becomes: colours.green("on the stack's white list"),
    })),
    ...stays.map(({ line, what, reason }) => ({
      line,
      what,
      becomes: `${colours.yellow("stays")}: ${reason}`,
    })),
  ];
  for (const { line, what, becomes } of rows.sort((a, b) => a.line - b.line))
    table.push([line, what, becomes]);
  return [
    ...(rows.length > 0 ? [table.toString()] : [`${manager}: nothing is bound outside our part`]),
    ...windows.map((sentence) => colours.yellow(`warning: ${sentence}`)),
    ...lost.map((fact) => colours.red(`would be lost: ${fact}`)),
    ...gained.map((fact) => `new: ${fact}`),
    lost.length === 0
      ? "Everything else means the same before and after; the rollout verifies what the manager has loaded, or rolls back."
      : colours.red(
          "The result is not the same; nothing is written. Please report this with the file.",
        ),
    sameArConf
      ? "ar.conf stays as it is: no agent reloads, no block is lifted."
      : "ar.conf changes: every agent reloads once, which lifts the blocks that are active then.",
  ].join("\n");
}
