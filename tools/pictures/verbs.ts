import { join } from "node:path";

import type { StackInput } from "../../policy/model/stack";
import { engineEnvironment } from "../engine/engineEnvironment";
import { deployment } from "../../lab/deploy";
import { stackConfigOf } from "../../lab/demo/stackConfigOf";
import { upLab } from "../../lab/lab";
import { record } from "./record";
import type { Recording } from "./terminalPicture";

const CLI = join(__dirname, "..", "..", "bin", "active-response.js");

const WHITELIST = {
  common: [{ address: "100.64.0.0/10", name: "headscale", reason: "the private network" }],
};
const KILL: StackInput["responses"][number] = {
  kind: "kill-process",
  rules: [100050],
  processes: ["xmrig", "minerd"],
};

/** Runs verbs of the command line against a lab that was rolled out, and draws what they show. */
export async function drawVerbs(draw: (name: string, recording: Recording) => void): Promise<void> {
  draw("lint", {
    command: "npx active-response lint ossec.conf",
    title:
      "lint names five faults of an ossec.conf with file and line, what Wazuh makes of them and what to write instead",
    output: await record(process.execPath, [CLI, "lint", "ossec.conf"], {
      cwd: __dirname,
      codes: [2],
    }),
  });
  const lab = await upLab();
  try {
    const dir = join(lab.dir, "stack");
    const verb = (args: string, ...codes: number[]): Promise<string> =>
      record(process.execPath, [CLI, ...args.split(" ")], {
        cwd: join(dir, "project"),
        codes,
        environment: engineEnvironment({ folder: dir }),
      });
    const policy = (rules: number[], timeout: string): StackInput =>
      stackConfigOf(lab, {
        whitelist: WHITELIST,
        responses: [{ kind: "block-ip", rules, timeout }, KILL],
      });
    const stack = await deployment(dir, policy([5763, 5712], "1h"));
    await stack.up();

    await stack.configure(policy([5763, 5712, 5720], "2h"));
    draw("plan", {
      command: "npx active-response plan --stack lab",
      title:
        "plan shows on one screen which files of which hosts change, what restarts, and what ar.conf does to the agents",
      output: await verb("plan --stack lab", 0),
    });
    await stack.configure(policy([5763, 5712], "1h"));

    await lab
      .host("hel-2")
      .run("echo '# by hand' >>/var/ossec/active-response/bin/guarded-block-ip");
    await lab.host("nbg-1").run("chmod 0777 /var/ossec/active-response/bin/custom-unblock");
    await lab.master.run("rm /var/ossec/etc/rules/zz_active_response.xml");
    draw("check", {
      command: "npx active-response check --stack lab",
      title:
        "check finds a script that was tampered with, a wrong mode and a missing rules file, each on its host",
      output: await verb("check --stack lab", 2),
    });
  } finally {
    await lab.down();
  }
}
