import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { bootstrap, type Mode } from "../../../policy/bundle/bootstrap";
import { bundleOf, printBundle, type Bundle } from "../../../policy/bundle/bundle";
import type { Constants } from "../../../policy/bundle/constants";
import { installerFor } from "../../../policy/bundle/installer";
import { programs } from "../../../policy/bundle/programs";
import type { Role } from "../../../policy/model/fleet";
import type { HostFile, RenderedHost } from "../../../policy/model/hostFile";
import { hostOf } from "../../../policy/model/parseFleet";

/** A command that takes longer hangs: it is killed, so that its test fails rather than waits for ever. In milliseconds. */
const LONGEST = 120_000;

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A machine in namespaces of its own, for the installer alone: no network, no SSH, tiny stand-ins of the daemons. */
export class Rig {
  private constructor(
    private readonly process: ChildProcess,
    private readonly pid: number,
    readonly role: Role,
  ) {}

  static async up(role: Role): Promise<Rig> {
    const process = spawn(
      "unshare",
      [
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "--propagation",
        "private",
        "--",
      ].concat(["sh", join(__dirname, "rig.sh"), join(__dirname, "tiny"), role]),
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    await new Promise<void>((resolve, reject) => {
      let text = "";
      process.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes("ready")) resolve();
      });
      process.once("exit", (code) => {
        reject(new Error(`the rig ended with ${String(code)}`));
      });
    });
    const children = readFileSync(
      `/proc/${process.pid ?? 0}/task/${process.pid ?? 0}/children`,
      "utf8",
    );
    return new Rig(process, Number(children.trim().split(" ")[0]), role);
  }

  /** Makes these the shell and the awk of the machine, whatever this one has under the names. */
  reads(shell: string, awk: string): void {
    for (const [program, name] of [
      [shell, "/bin/sh"],
      [awk, "/usr/bin/awk"],
    ] as const) {
      const { code, stderr } = this.run(
        `umount ${name} 2>/dev/null; mount --bind "$(readlink -f "$(command -v ${program})")" ${name}`,
      );
      if (code !== 0) throw new Error(stderr);
    }
  }

  down(): void {
    this.process.kill("SIGKILL");
  }

  /** Runs a shell command on the machine. */
  run(command: string, input = ""): Ended {
    const { status, signal, stdout, stderr } = spawnSync("nsenter", this.entering(command), {
      input,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
      timeout: LONGEST,
      killSignal: "SIGKILL",
    });
    return { code: status ?? (signal ? 128 : -1), stdout, stderr };
  }

  /** The same, without waiting. */
  start(command: string): ChildProcess {
    return spawn("nsenter", this.entering(command), { stdio: ["pipe", "pipe", "pipe"] });
  }

  /** Runs the installer as a host does: the bundle on standard input of the bootstrap. */
  install(mode: Mode, bundle: Bundle, kept: Partial<Constants> = {}): Ended {
    return this.run(bootstrap(mode, false), printBundle(bundle, kept));
  }

  /** Runs the installer without the bootstrap that would put things right after a kill. */
  bare(
    mode: Mode | "recover",
    bundle: Bundle,
    wrap = "%s",
    installer = installerFor(bundle.role),
  ): Ended {
    const command = `d=$(mktemp -d /run/bare.XXXXXX); cat >$d/bundle; printf '%s' "$RUN" >$d/run; ${wrap.replace(
      "%s",
      `sh $d/run ${mode} $d`,
    )}; code=$?; rm -rf $d; exit $code`;
    const { status, stdout, stderr } = spawnSync("nsenter", this.entering(command), {
      input: printBundle(bundle),
      encoding: "utf8",
      timeout: LONGEST,
      killSignal: "SIGKILL",
      env: { ...globalThis.process.env, RUN: installer },
    });
    return { code: status ?? -1, stdout, stderr };
  }

  private entering(command: string): string[] {
    return [`--target=${this.pid}`, "--mount", "--pid", "--", "sh", "-c", command];
  }
}

export const BIN = "/var/ossec/active-response/bin";
export const CONF = "/var/ossec/etc/ossec.conf";
export const RULES = "/var/ossec/etc/rules/zz_active_response.xml";

const [PROGRAM] = programs();

/** A script of ours: a line of its own, and a program, as every response is. */
export function script(name: string, text: string): HostFile {
  const content = `#!/bin/sh\n# ${text}\n${PROGRAM?.text ?? ""}`;
  return { path: `${BIN}/${name}`, owner: "root", group: "wazuh", mode: "0750", content };
}

/** Our part of ossec.conf with one response. */
export function part(timeout: number, rules = "5763", address = "192.0.2.1"): string {
  return (
    `<ossec_config>\n  <global>\n    <white_list>${address}</white_list>\n  </global>\n` +
    "  <command>\n    <name>firewall-drop</name>\n    <executable>guarded-block-ip</executable>\n" +
    "    <timeout_allowed>yes</timeout_allowed>\n  </command>\n" +
    "  <active-response>\n    <disabled>no</disabled>\n    <command>firewall-drop</command>\n" +
    `    <location>local</location>\n    <rules_id>${rules}</rules_id>\n    <timeout>${timeout}</timeout>\n` +
    "  </active-response>\n</ossec_config>\n"
  );
}

/** A rules file of ours. */
export function rules(text: string): HostFile {
  const content = `<group name="ours,">\n  <rule id="100050" level="10"><description>${text}</description></rule>\n</group>\n`;
  return { path: RULES, owner: "wazuh", group: "wazuh", mode: "0660", content };
}

/** A bundle for a rig; two seconds to wait are plenty there. */
export function bundle(role: Role, rendered: Partial<RenderedHost>): Bundle {
  const name = role === "agent" ? "hel-1" : "wazuh";
  const host = hostOf({ name, role, address: "192.0.2.1" });
  return { ...bundleOf(host, { files: [], tools: [], ...rendered }), wait: 3 };
}
