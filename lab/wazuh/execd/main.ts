import { spawn } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { serveRequests } from "../analysisd/socket";
import { readExecdConfig } from "../config/execd";
import { sectionsOf } from "../config/sections";
import { info } from "../config/words";
import type { XmlNode } from "../config/xml";
import { becomeDaemon } from "../daemon/background";
import { startRelay } from "../daemon/relay";
import { slowly } from "../daemon/slow";
import { getconfigOfExecd } from "./com";
import { Execd } from "./execd";
import { runScript } from "./script";
import { serveQueue } from "./serveQueue";

/** Runs wazuh-execd; resolves never. */
export async function runExecd(home: string, roots: readonly XmlNode[]): Promise<void> {
  const { disabled, repeatedOffenders } = readExecdConfig(sectionsOf(roots));
  const queue = join(home, "queue", "alerts", "execq");
  const state = { ending: false };
  const daemon = becomeDaemon("wazuh-execd", home, async () => {
    state.ending = true;
    await execd.shutDown();
  });
  const execd = new Execd(
    {
      now: () => Math.floor(Date.now() / 1000),
      arConf: () => readIfThere(join(home, "etc", "shared", "ar.conf")),
      present: (path) => isFile(join(home, path)),
      run: (executable, answers) => runScript(home, executable, answers),
      log: daemon.log,
      restart: () => {
        restart(home);
      },
      crash: () => process.kill(process.pid, "SIGSEGV"),
    },
    repeatedOffenders,
  );
  asGroupWazuh();
  await serveRequests(
    join(home, "queue", "sockets", "com"),
    (request) => getconfigOfExecd(request, roots),
    "root",
  );
  if (disabled) {
    // A queue of an earlier run stays on the disk: nothing takes it away (os_execd/main.c:164, v4.14.7).
    daemon.log(info("(1350): Active response disabled."));
    daemon.up();
    setInterval(() => undefined, 3_600_000);
    return;
  }
  await slowly("execd", 2000);
  const relay = await startRelay(queue, "root");
  daemon.up();
  await serveQueue(relay, execd, state);
}

function restart(home: string): void {
  const kind = isFile(join(home, "bin", "wazuh-agentd")) ? "agent" : "manager";
  spawn("active-response/bin/restart.sh", [kind], {
    cwd: home,
    detached: true,
    stdio: "ignore",
  }).unref();
}

/** Scripts run as root with Wazuh's group; a machine without that group is a test's. */
function asGroupWazuh(): void {
  try {
    process.setgid?.("wazuh");
  } catch {
    return;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function readIfThere(path: string): string | undefined {
  return isFile(path) ? readFileSync(path, "utf8") : undefined;
}
