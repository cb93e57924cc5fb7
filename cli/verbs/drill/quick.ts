import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";

import { BIN, EXECUTABLES, RESPONSES_LOG } from "../../../policy/model/hostPaths";
import { onHost, type RunHere } from "../../../ssh/onHost";
import { rootShell } from "../../../ssh/rootShell";
import type { GoodStack } from "../../lib/joined";
import { findAgents, idsOf } from "../../lib/manager/findAgents";
import { managerOf } from "../../lib/manager/manager";
import { InterruptedError } from "./site";
import { failed, passed, type StepResult, type Verdict } from "./step";

const SENT = "a message went through the manager";
const ANSWERED = "wazuh-execd on the agent ran it";

// Where the log ends now, and whether the script that answers is there.
const SIZE = `[ -x ${BIN}/${EXECUTABLES.unblock} ] || exit 69
[ ! -e ${RESPONSES_LOG} ] || [ -f ${RESPONSES_LOG} ] || { echo "${RESPONSES_LOG} is not a plain file" >&2; exit 1; }
wc -c <${RESPONSES_LOG} 2>/dev/null || echo 0`;
const TAIL = `read -r from
read -r word
[ ! -f ${RESPONSES_LOG} ] || tail -c "+$((from + 1))" ${RESPONSES_LOG} 2>/dev/null | grep -acF -- "$word"
exit 0`;
/** Seconds after which a look is held for hung. */
const HANGS = 15;
/** Milliseconds between two looks. */
const LOOK = 200;

/**
 * One message through the manager to wazuh-execd of one agent, and its answer in the log there: the way of every response,
 * without an alert. It is asked for a word that nobody else can have written.
 * @param note hears why another way to the manager is taken.
 * @throws UnreachableError, InterruptedError, UsageError
 */
export async function quickDrill(
  stack: GoodStack,
  name: string,
  within: number,
  signal: AbortSignal,
  note: (line: string) => void,
): Promise<StepResult[]> {
  const manager = managerOf(stack, undefined, note);
  const targets = findAgents([name], await manager.agents(), stack.input.agents);
  const host = targets[0]?.host;
  if (!host) return [];
  const { ssh } = stack.input;
  return onHost(ssh, host, async (run) => {
    const look = async (script: string, input = ""): ReturnType<RunHere> =>
      run(rootShell(ssh, script), input, HANGS);
    const size = await look(SIZE);
    if (size.code === 69)
      return [
        step(
          ANSWERED,
          0,
          failed(
            `${name} has no ${EXECUTABLES.unblock}, which would answer; it comes with block-ip (nftables)`,
          ),
        ),
      ];
    if (size.code !== 0)
      return [
        step(
          ANSWERED,
          0,
          failed(`an answer from ${name} could not be read: ${size.stderr.trim()}`),
        ),
      ];
    const word = randomBytes(16).toString("hex");
    const began = Date.now();
    try {
      await manager.send(idsOf(targets), {
        command: `!${EXECUTABLES.unblock}`,
        alert: { data: { drill: word } },
      });
    } catch (error) {
      return [step(SENT, since(began), failed((error as Error).message))];
    }
    const sent = step(SENT, since(began), passed(`by ${manager.way()}`));
    const end = Date.now() + within * 1000;
    for (;;) {
      if (signal.aborted) throw new InterruptedError("interrupted");
      const { stdout } = await look(TAIL, `${size.stdout.trim()}\n${word}\n`);
      if (Number(stdout) > 0)
        return [
          sent,
          step(ANSWERED, since(began), passed("its answer is in active-responses.log")),
        ];
      if (Date.now() > end) return [sent, step(ANSWERED, since(began), failed(silent(within)))];
      await sleep(LOOK);
    }
  });
}

const silent = (within: number): string =>
  `no answer within ${within} s: no response reaches this agent; active-response check shows whether wazuh-execd receives from wazuh-agentd; systemctl restart wazuh-agent there reconnects the two`;

const since = (began: number): number => Math.round((Date.now() - began) / 100) / 10;

function step(name: string, seconds: number, verdict: Verdict): StepResult {
  return { step: name, seconds, ...verdict };
}
