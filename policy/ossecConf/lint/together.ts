import { type ReadBlock, wireNameOf } from "../../wazuh/read/activeResponse";
import type { Node } from "../../wazuh/read/node";
import type { FileCodes } from "./fileCodes";
import { isSettingsOnly } from "./blocks";
import type { Report } from "./report";
import { MOST_ROWS } from "../../wazuh/limits";

/** What the blocks of a file do to each other. */
export function lintTogether(
  blocks: readonly ReadBlock[],
  fallbacks: ReadonlySet<ReadBlock>,
  report: Report,
): void {
  const live = blocks.filter(isLive);
  lintFirstDisabled(blocks, live, report);
  lintLastDisabled(blocks, report);
  lintWireNames(live, fallbacks, report);
  lintTwiceSent(live, report);
  const tooMany = live[MOST_ROWS];
  if (tooMany) {
    report.error(
      "too-many-rows",
      tooMany.node,
      `is the ${MOST_ROWS + 1}nd of ${live.length} blocks: with more than ${MOST_ROWS} rows wazuh-execd crashes when it reads ar.conf again, on every agent`,
      "merge blocks of one command and timeout: rules_id takes a list",
    );
  }
}

/** True for a block that Wazuh writes into ar.conf. */
export function isLive(block: ReadBlock): boolean {
  const { disabled, definition, locations, agentId } = block;
  const left = locations.includes("defined-agent") && agentId === 0;
  return (
    !disabled && definition !== undefined && locations.length > 0 && !left && !isSettingsOnly(block)
  );
}

/** Blocks without a trigger that share the wire name of another command: their row is tried where that executable is missing. */
export function fallbacksOf(blocks: readonly ReadBlock[]): ReadonlySet<ReadBlock> {
  const live = blocks.filter(isLive);
  const triggered = new Map(live.filter(hasTrigger).map((block) => [wireNameOf(block), block]));
  return new Set(
    live.filter((block) => {
      const other = hasTrigger(block) ? undefined : triggered.get(wireNameOf(block));
      return other !== undefined && other.definition !== block.definition;
    }),
  );
}

function hasTrigger({ rules, rulesGroup, level }: ReadBlock): boolean {
  return rules.length > 0 || rulesGroup !== undefined || level > 0;
}

function disabledOf(block: ReadBlock): Node | undefined {
  return block.node.children.find(({ name }) => name === "disabled");
}

const onManager = ({ locations }: ReadBlock): boolean =>
  locations.includes("server") || locations.includes("local");

/** The first `<disabled>` of the file decides whether execd of the manager runs at all. */
function lintFirstDisabled(
  blocks: readonly ReadBlock[],
  live: readonly ReadBlock[],
  report: Report,
): void {
  const first = blocks.map(disabledOf).find((node) => node !== undefined);
  if (first?.content !== "yes") return;
  const dead = live.find(onManager);
  if (dead) {
    report.error(
      "first-disabled",
      first,
      `is the first <disabled> of the file: execd of the manager does not run (1350), so the block of line ${dead.node.line} never runs on the manager, although ar.conf lists it`,
      "write <disabled>no</disabled> into the first <active-response> of the file",
    );
  } else {
    report.warning(
      "first-disabled",
      first,
      "is the first <disabled> of the file: execd of the manager does not run (1350), and nothing can run on the manager, not even through the API",
      "write <disabled>no</disabled> into the first <active-response> of the file, unless that is intended",
    );
  }
}

/** Blocks that a later disabled block switched off, wholly or on one of the two sides. */
export interface SwitchedOff {
  /** The last disabled block of the file. */
  readonly by: ReadBlock;
  readonly blocks: readonly ReadBlock[];
  /** Whether something is still sent to agents, and still run on the manager. */
  readonly agents: boolean;
  readonly manager: boolean;
}

/** A disabled block clears what the blocks before it switched on; only blocks behind it switch it on again. */
export function switchedOff(blocks: readonly ReadBlock[]): SwitchedOff | undefined {
  const at = blocks.map(({ disabled }) => disabled).lastIndexOf(true);
  const by = blocks[at];
  if (!by) return undefined;
  const behind = blocks.slice(at + 1).filter(isLive);
  const manager = behind.some(onManager);
  const agents = behind.some(({ locations }) => locations.some((one) => one !== "server"));
  const off = blocks
    .slice(0, at)
    .filter(isLive)
    .filter(
      (block) =>
        (block.locations[0] === "server" ? !manager : !agents) ||
        (block.locations.includes("local") && !manager),
    );
  return { by, blocks: off, agents, manager };
}

function lintLastDisabled(blocks: readonly ReadBlock[], report: Report): void {
  const off = switchedOff(blocks);
  if (!off || off.blocks.length === 0) return;
  const where = off.agents ? "on the manager" : off.manager ? "on agents" : "anywhere";
  report.error(
    "last-disabled",
    disabledOf(off.by) ?? off.by.node,
    `turns off more than its own block: ${list(off.blocks.map(({ node }) => node.line))} no longer ${off.blocks.length === 1 ? "runs" : "run"} ${where}, because no enabled block follows that runs there`,
    "remove the disabled block, or move it to the top",
  );
}

function list(lines: readonly number[]): string {
  const shown = lines.slice(0, 5).join(", ");
  return `the block${lines.length === 1 ? "" : "s"} of line ${shown}${lines.length > 5 ? ", ..." : ""}`;
}

/** Two commands that have one name on the wire. */
function lintWireNames(
  live: readonly ReadBlock[],
  fallbacks: ReadonlySet<ReadBlock>,
  report: Report,
): void {
  const first = new Map<string, ReadBlock>();
  for (const block of live) {
    if (fallbacks.has(block)) continue;
    const name = wireNameOf(block);
    const other = first.get(name);
    if (!other) first.set(name, block);
    else if (other.definition !== block.definition) {
      report.error(
        "wire-name",
        block.node,
        `is called ${name} on the wire (command and timeout, written together), like the block of line ${other.node.line}: agents run ${other.definition?.executable ?? ""} for both`,
        "give one of the commands a name that does not end in a digit",
      );
    }
  }
}

/** Blocks that send the same command to the same place for the same rule. */
function lintTwiceSent(live: readonly ReadBlock[], report: Report): void {
  const first = new Map<string, ReadBlock>();
  for (const block of live) {
    const target = JSON.stringify([wireNameOf(block), block.locations, block.agentId ?? null]);
    const triggers = [
      ...new Set(block.rules.map((id) => `rule ${id}`)),
      ...(block.rulesGroup !== undefined || block.level > 0
        ? [`group "${block.rulesGroup ?? ""}" from level ${block.level}`]
        : []),
    ];
    let said = false;
    for (const trigger of triggers) {
      const key = `${target} ${trigger}`;
      const other = first.get(key);
      if (!other) first.set(key, block);
      else if (!said) {
        said = true;
        report.warning(
          "sent-twice",
          block.node,
          `sends ${wireNameOf(block)} for ${trigger} like the block of line ${other.node.line}: the command is sent twice`,
          "remove one of the two",
        );
      }
    }
  }
}

/** What is found here. */
export const togetherCodes: FileCodes = {
  "too-many-rows": {
    severity: "error",
    doc: {
      what: "The file makes more rows in ar.conf than wazuh-execd's limit of 61.",
      why: "wazuh-execd crashes on every agent when it reads ar.conf again.",
      instead: "Merge blocks of one command and timeout: `<rules_id>` takes a list.",
    },
  },
  "first-disabled": {
    severity: ["error", "warning"],
    dropped: true,
    doc: {
      what: "The first `<disabled>` of the file says yes.",
      why: "execd of the manager does not run (1350), so that blocks on the manager never run.",
      instead: "Write `<disabled>no</disabled>` into the first `<active-response>` of the file.",
    },
  },
  "last-disabled": {
    severity: "error",
    dropped: true,
    doc: {
      what: "A disabled block turns off others too.",
      why: "Wazuh turns active response off as a whole where no enabled block follows.",
      instead: "Remove the disabled block, or move it to the top.",
    },
  },
  "wire-name": {
    severity: "error",
    doc: {
      what: "Two blocks have the same name on the wire: command and timeout, joined.",
      why: "Agents run the same executable for both.",
      instead: "Give one of the commands a name that does not end in a digit.",
    },
  },
  "sent-twice": {
    severity: "warning",
    doc: {
      what: "Two blocks send the same command for one rule.",
      why: "Agents run it twice for each alert.",
      instead: "Merge the two blocks.",
    },
  },
};
