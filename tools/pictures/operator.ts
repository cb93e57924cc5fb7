import { join } from "node:path";

import { isBlocked, within } from "../../lab/demo/watch";
import { upOperatorLab } from "../../lab/operator/operatorLab";
import { record } from "./record";
import type { Recording } from "./terminalPicture";

const CLI = join(__dirname, "..", "..", "bin", "active-response.js");
const ATTACKER = "203.0.113.66";

/** Runs the operator's verbs against a lab with a block and an isolated agent, and draws what they show. */
export async function drawOperator(
  draw: (name: string, recording: Recording) => void,
): Promise<void> {
  const { lab, dir, environment } = await upOperatorLab();
  try {
    const verb = (args: readonly string[], ...codes: number[]): Promise<string> =>
      record(process.execPath, [CLI, ...args, "--stack", "lab"], { cwd: dir, codes, environment });

    draw("drill", {
      command: "npx active-response drill --stack lab --agent hel-1",
      title:
        "drill plays attacks on one agent and reports each step: blocked, not blocked for every entry of the white list, killed, cleaned up",
      output: await verb(["drill", "--agent", "hel-1"], 0),
    });
    const attacked = lab.host("hel-1");
    await attacked.failedLogins({ from: ATTACKER, count: 10 });
    if (!(await within(30, () => isBlocked(attacked, ATTACKER))))
      throw new Error(`${attacked.name} does not block ${ATTACKER}`);
    const isolate = ["isolate", "nbg-1", "--yes", "nbg-1", "--reason", "crypto miner, ticket 4711"];
    draw("isolate", {
      command: 'npx active-response isolate nbg-1 --yes nbg-1 --reason "crypto miner, ticket 4711"',
      title: "isolate says what stays reachable, cuts one agent off, and waits for its own proof",
      output: await verb(isolate, 0),
    });
    draw("status", {
      command: "npx active-response status --stack lab",
      title: "status shows every host on one screen: one block on hel-1, and nbg-1 isolated",
      output: await verb(["status"], 0),
    });
  } finally {
    await lab.down();
  }
}
