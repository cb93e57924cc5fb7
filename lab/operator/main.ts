import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { colours } from "../../cli/lib/colours";

import { terminalScreen } from "../demo/screen";
import { upOperatorLab } from "./operatorLab";

// A shell in which the operator's verbs can be tried: `npm run lab`. Everything is gone when the shell ends.
async function main(): Promise<number> {
  const screen = terminalScreen();
  const start = Date.now();
  const busy = screen.busy("the lab comes up, and a policy is installed");
  const { lab, dir, environment } = await upOperatorLab();
  busy.done((Date.now() - start) / 1000);
  try {
    const names = lab.hosts
      .map(({ name, id, address }) => `${name} (${id}, ${address})`)
      .join(", ");
    screen.line(`Hosts: ${names}.`);
    screen.line("Wazuh's daemons and its API are stand-ins.");
    screen.line(
      colours.dim(
        "Try: active-response status · active-response drill · active-response isolate hel-1 --reason test",
      ),
    );
    screen.line(colours.dim("exit ends the lab."));
    return await shell(dir, environment);
  } finally {
    await lab.down();
  }
}

function shell(dir: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const program = join(__dirname, "..", "..", "bin", "active-response.js");
  const rc = join(dir, ".bashrc");
  writeFileSync(rc, `PS1='lab$ '\nactive-response() { node '${program}' "$@"; }\n`);
  const child = spawn("bash", ["--noprofile", "--rcfile", rc, "-i"], {
    cwd: dir,
    env: { ...process.env, ...environment },
    stdio: "inherit",
  });
  return new Promise((resolve) => {
    child.once("close", (code) => {
      resolve(code ?? 0);
    });
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(colours.red((error as Error).message));
    process.exit(1);
  },
);
