import { BIN, EXECUTABLES } from "../../../policy/model/hostPaths";
import { rootShell } from "../../../ssh/rootShell";
import { runOn } from "../../../ssh/onHost";
import type { GoodStack } from "../joined";
import type { Target } from "../manager/findAgents";
import { handMessages, handScript } from "../host/handScript";
import { agentState } from "./agentState";
import { COMMANDS } from "./command";
import type { Proof } from "./proof";

const MESSAGES = handMessages(
  { version: 1, origin: {}, command: "add", parameters: { alert: COMMANDS.release.alert } },
  { wazuh: { active_response: {}, ...COMMANDS.release.alert }, command: "enable" },
);

/** What releases a host at its console, as root. */
export const BY_HAND = `echo '{"version":1,"origin":{},"command":"add","parameters":{"alert":{}}}' | ${BIN}/${EXECUTABLES.release}`;

const SCRIPT = handScript(EXECUTABLES.release);

/** Releases an agent by its own script, over SSH to it: where no command of the manager reaches it. */
export async function releaseOverSsh(
  { input: { ssh } }: GoodStack,
  { agent: { name, id }, host }: Target,
  why: string,
): Promise<Proof> {
  const start = Date.now();
  const end = (outcome: Proof["outcome"], proof: string): Proof => ({
    ...{ name, id, outcome, proof, seconds: Math.round((Date.now() - start) / 100) / 10 },
    way: "SSH to the agent",
  });
  try {
    const before = await agentState(ssh, host);
    const { code } = await runOn(ssh, host, rootShell(ssh, SCRIPT), MESSAGES, 60);
    if (code === 69)
      return end("refused", `it has no ${EXECUTABLES.release}; run pulumi up, or nft delete table`);
    const now = await agentState(ssh, host, before.size);
    const own = now.decisions.at(-1);
    if (now.table !== undefined) return end("refused", own?.why ?? `exit ${code}`);
    const said = own === undefined ? "" : ` (${own.decision}: ${own.why})`;
    return end("release", `over SSH to the agent, since ${why}: its nft table is gone${said}`);
  } catch (error) {
    return end(
      "no proof",
      `${why}, and SSH does not reach it (${(error as Error).message}); release it at its console, as root: ${BY_HAND}`,
    );
  }
}
