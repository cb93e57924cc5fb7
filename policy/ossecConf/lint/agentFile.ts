import { EXECUTABLES } from "../../model/hostPaths";
import { START_AGENT } from "./effect";
import { yesNo } from "../../wazuh/known/values";
import type { Node } from "../../wazuh/read/node";
import { lastChild, sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import { lintOffenders } from "./offenders";
import type { FileContext } from "./context";
import type { Report } from "./report";

/** What an agent's own file and a group's agent.conf are not: the ossec.conf of a manager. */
export type FileKind = "manager" | "agent" | "shared";

/** Whose file it is: a manager's, an agent's own with `<client>`, or the agent.conf that the manager shares. */
export function kindOf({ roots, sections }: OssecConf): FileKind {
  if (roots.length > 0 && roots.every(({ name }) => name === "agent_config")) return "shared";
  const has = (name: string): boolean => sections.some((section) => section.name === name);
  return has("client") && !has("remote") ? "agent" : "manager";
}

/** Elements of an `<active-response>` that an agent reads: the rest is the manager's. */
const OF_AGENTS = new Set(["disabled", "repeated_offenders", "ca_store"]);

/** An agent's own ossec.conf: whether it finds its manager, and what of active response it reads there. */
export function lintAgentFile(conf: OssecConf, context: FileContext, report: Report): void {
  lintClient(conf, report);
  const blocks = sectionsOf(conf, "active-response");
  lintDisabled(blocks, report);
  for (const block of blocks) {
    const bound = block.children.find(({ name }) => !OF_AGENTS.has(name));
    if (bound) lintBound(bound, report);
    lintOffenders({ node: block }, report);
  }
  lintSteps(blocks, context, report);
  for (const command of sectionsOf(conf, "command")) lintBound(command, report);
  for (const entry of sectionsOf(conf, "global").flatMap(({ children }) => children))
    if (entry.name === "white_list") lintBound(entry, report);
}

function lintClient(conf: OssecConf, report: Report): void {
  const clients = sectionsOf(conf, "client");
  const addresses = clients.flatMap(({ children }) =>
    children.flatMap((child) =>
      child.name === "server"
        ? (lastChild(child, "address") ?? [])
        : ["server-ip", "server-hostname"].includes(child.name)
          ? child
          : [],
    ),
  );
  const [client] = clients;
  if (!client || addresses.some(({ content }) => content.trim() !== "")) return;
  report.error(
    "agent-client",
    client,
    `names no manager; ${START_AGENT}`,
    "write <server><address>the manager's address</address></server> into it",
  );
}

/** The first of the file decides (os_execd/config.c:37-55, v4.14.7). */
function lintDisabled(blocks: readonly Node[], report: Report): void {
  const first = blocks.flatMap(({ children }) => children).find(({ name }) => name === "disabled");
  if (!first) return;
  if (yesNo(first.content) !== undefined) {
    report.error(
      "refused-value",
      first,
      "is neither yes nor no; wazuh-execd does not start, and no response runs on this agent",
      "write yes or no, in lowercase, without blanks",
    );
  } else if (first.content === "yes") {
    report.warning(
      "agent-disabled",
      first,
      "turns active response off on this agent: its wazuh-execd does nothing, whatever the manager binds",
      "write <disabled>no</disabled>, unless that is intended",
    );
  }
}

function lintBound(node: Node, report: Report): void {
  report.warning(
    "agent-binding",
    node,
    "has no effect on an agent: commands, bindings and the white list are read on the manager",
    "move it to the ossec.conf of the manager, or remove it",
  );
}

/** guarded-block-ip leaves the clock to the kernel. */
function lintSteps(blocks: readonly Node[], { executables }: FileContext, report: Report): void {
  const steps = blocks.flatMap((block) => lastChild(block, "repeated_offenders") ?? [])[0];
  if (!steps) return;
  const ours = executables?.has(EXECUTABLES.blockIp) === true;
  report[ours ? "warning" : "note"](
    "repeated-offenders",
    steps,
    `has no effect on what ${EXECUTABLES.blockIp} blocks${ours ? ", which this agent has" : ""}: <repeated_offenders> lengthens the clock of wazuh-execd, and the kernel times that script's blocks`,
    `remove it, or keep it for other executables; in the stack, escalate of a block-ip response does this for ${EXECUTABLES.blockIp}`,
  );
}

/** A group's agent.conf: active response in it is read by nobody. */
export function lintSharedFile({ roots }: OssecConf, report: Report): void {
  const sections = roots.flatMap(({ children }) => children);
  for (const node of sections.filter(
    ({ name }) => name === "active-response" || name === "command",
  ))
    report.warning(
      "agent-conf-ignored",
      node,
      "is ignored in an agent.conf: wazuh-execd of an agent reads only the agent's own ossec.conf, and responses are bound on the manager",
      "write <disabled> and <repeated_offenders> into the ossec.conf of the agents, everything else into that of the manager",
    );
}
