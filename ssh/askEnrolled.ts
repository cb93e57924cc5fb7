import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { HostInput, StackInput } from "../policy/model/stack";
import type { EnrolledAgent } from "../policy/model/enrolledAgent";
import { SCRIPTS } from "../policy/render/scriptFolder";
import { parseAgentList } from "./agentList";
import { onHost, UnreachableError, type RunHere } from "./onHost";
import { readEnrolled } from "./readEnrolled";
import { rootShell } from "./rootShell";

/** Longest wait for a connection, and for the answer, in seconds: coverage is worth no more. */
const ASK_SECONDS = 6;

/**
 * Asks the master for every agent that it knows, with its system and whether its own ossec.conf disables active response:
 * one connection, read only, a few seconds. Where wazuh-db does not answer, agent_control tells the names alone.
 * @param note hears what could not be told.
 * @param more is asked over the same connection, last.
 * @throws UnreachableError with the reason in words.
 */
export async function askEnrolled(
  ssh: StackInput["ssh"],
  manager: HostInput,
  note: (line: string) => void,
  more: (run: RunHere) => Promise<void> = () => Promise.resolve(),
): Promise<readonly EnrolledAgent[]> {
  const perDialTimeout = Math.min(ssh.perDialTimeout ?? ASK_SECONDS, ASK_SECONDS);
  const script = readFileSync(join(SCRIPTS, "host", "enrolled.pl"), "utf8");
  return onHost({ ...ssh, perDialTimeout }, manager, async (run) => {
    const asked = await run(rootShell(ssh, "perl -"), script, ASK_SECONDS);
    if (asked.code === 0) {
      const agents = readEnrolled(asked.stdout);
      await more(run);
      return agents;
    }
    const why = lastLine(asked.stderr);
    const listed = await run(rootShell(ssh, "/var/ossec/bin/agent_control -l"), "", ASK_SECONDS);
    const agents = parseAgentList(listed.stdout);
    if (listed.code !== 0 || !listed.stdout.includes("ID: 000"))
      throw new UnreachableError(
        `${manager.name}: ${lastLine(listed.stderr) || why || `exit ${asked.code}`}`,
      );
    note(`${manager.name} lists only its agents, not their operating systems (${why})`);
    await more(run);
    return agents.map(({ id, name }) => ({ id, name }));
  });
}

function lastLine(text: string): string {
  return text.trim().split("\n").pop() ?? "";
}
