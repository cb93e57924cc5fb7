import { statSync } from "node:fs";
import { join } from "node:path";

import { becomeDaemon } from "../daemon/background";
import { startRelay } from "../daemon/relay";
import { ExecdOfFive } from "./five";
import { runScript } from "./script";
import { serveQueue } from "./serveQueue";

/**
 * Runs wazuh-execd of Wazuh 5 (beta); resolves never. It does not wait for wazuh-agentd's startup gate, as the real one does
 * (shared/src/startup_gate_op.c, branch 5.0.0), and reads no ossec.conf.
 */
export async function runExecdOfFive(home: string): Promise<void> {
  const state = { ending: false };
  const daemon = becomeDaemon("wazuh-execd", home, async () => {
    state.ending = true;
    await execd.shutDown();
  });
  const execd = new ExecdOfFive({
    now: () => Math.floor(Date.now() / 1000),
    present: (path) => statSync(join(home, path), { throwIfNoEntry: false })?.isFile() === true,
    run: (executable, answers, ended) => runScript(home, executable, answers, ended),
    log: daemon.log,
  });
  const relay = await startRelay(join(home, "queue", "sockets", "execq"), "root");
  daemon.up();
  await serveQueue(relay, execd, state);
}
