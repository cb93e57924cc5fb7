import { createHash } from "node:crypto";

import { AGENT_CONF_KEY, printBundle, type Bundle } from "../../../policy/bundle/bundle";
import { installerFor } from "../../../policy/bundle/installer";
import { agentConfPart } from "../../../policy/services/logCollection/agentConf";
import type { Role } from "../../../policy/model/fleet";
import { BIN, bundle, CONF, part, Rig, rules, RULES, script } from "./rig";

/** What a series of kills came to. */
export interface Tally {
  /** Kills that ended a run before it was done. */
  killed: number;
  /** Runs that were done before the kill. */
  finished: number;
  /** Of the killed: found in the old state, or in the new one, after recovery. */
  old: number;
  fresh: number;
  /** Of the killed: recoveries that were killed too. */
  twice: number;
  /** Anything else: a half state. */
  readonly half: string[];
}

/** Texts of the files of which we own a part, before there was one; "" on a host that has no such file. */
export interface Original {
  readonly conf: string;
  readonly group: string;
}

/** As they are now. */
export function originalOf(rig: Rig): Original {
  return {
    conf: rig.run(`cat ${CONF}`).stdout,
    group: rig.run(`cat ${GROUP_CONF}`).stdout,
  };
}

/** Numbers between 0 and 1, the same for the same seed (a linear congruential generator). */
export function seeded(seed: number): () => number {
  let state = BigInt(seed) * 2654435761n + 1n;
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n;
    return Number(state >> 11n) / 2 ** 53;
  };
}

/** States that runs lead from and to: scripts, rules and our parts of two files change alone and together. */
export function states(role: Role): Bundle[] {
  const scripts = (text: string): ReturnType<typeof script>[] => [
    script("guarded-block-ip", text),
    script("kill-malicious-process.sh", "the same"),
    script("custom-unblock", text),
  ];
  if (role === "agent") return ["one", "two"].map((text) => bundle(role, { files: scripts(text) }));
  const group = (...agents: string[]): { agentConf: Record<string, string> } => ({
    agentConf: { default: agentConfPart({ name: "default", agents }) },
  });
  return [
    bundle(role, { files: [...scripts("one"), rules("one")], part: part(3600), ...group("a") }),
    bundle(role, { files: [...scripts("two"), rules("two")], part: part(60, "5763,5712") }),
    bundle(role, {
      files: [...scripts("two"), rules("three")],
      part: part(60, "5763,5712"),
      ...group("a", "b"),
    }),
    bundle(role, { files: scripts("two"), part: part(60, "5763", "198.51.100.7"), ...group("b") }),
  ];
}

const GROUP_CONF = "/var/ossec/etc/shared/default/agent.conf";
const SHOW = `sha256sum ${BIN}/* ${CONF} ${RULES} ${GROUP_CONF} 2>/dev/null; ls -A ${BIN} /var/ossec/etc /var/ossec/etc/rules; ls -d /var/lib/wazuh-active-response/journal* 2>/dev/null`;

/**
 * Kills runs of the installer with -9 at random instants, and looks what is left: between old and new there must be
 * nothing once the next run has begun, whether it is killed too or not.
 */
export async function torture(role: Role, seed: number, kills: number): Promise<Tally> {
  const rig = await Rig.up(role);
  const random = seeded(seed);
  const tally: Tally = { killed: 0, finished: 0, old: 0, fresh: 0, twice: 0, half: [] };
  const all = states(role);
  const original = originalOf(rig);
  // The state that the host is in: one of the list, or none of ours.
  let now: Bundle | undefined;
  // How long a whole run takes here, in seconds and in commands: kills are spread over that.
  const takes = { apply: [0.8, 0], remove: [0.8, 0], recover: [0.2, 60] };
  const instant = (mode: keyof typeof takes): Instant => {
    const [seconds = 0, commands = 0] = takes[mode];
    if (random() < 0.3) return { seconds: random() * seconds };
    // Every third in the last fifth, where the new state is: by chance alone it is seldom met.
    const from = random() < 0.33 ? 0.8 : 0;
    return { command: 1 + Math.floor((from + random() * (1 - from)) * commands) };
  };
  try {
    for (const mode of ["apply", "remove"] as const) {
      for (const state of all) {
        takes[mode][1] = Math.max(
          takes[mode][1] ?? 0,
          killedRun(rig, mode, state, NEVER, false) ?? 0,
        );
      }
    }
    for (let trial = 0; tally.killed < kills; trial++) {
      const leaving = now !== undefined && random() < 0.15 ? now : undefined;
      const next = leaving ? undefined : pick(all, now, random);
      const mode = leaving ? "remove" : "apply";
      const sent = leaving ?? next ?? all[0];
      if (!sent) throw new Error("no state to lead to");
      const ended = killedRun(rig, mode, sent, instant(mode), random() < 0.5);
      const what = `${role} seed ${seed} trial ${trial} (${mode})`;
      if (ended !== undefined) {
        tally.finished += 1;
        takes[mode][1] = Math.max(takes[mode][1] ?? 0, ended);
      } else tally.killed += 1;
      const torn = tornFiles(rig, now, next, original);
      if (torn !== "") tally.half.push(`${what}: ${torn}`);
      if (ended === undefined && random() < 0.3) {
        if (killedRun(rig, "recover", sent, instant("recover"), random() < 0.5) === undefined)
          tally.twice += 1;
      }
      const recovered = rig.bare("recover", sent);
      if (recovered.code !== 0) tally.half.push(`${what}: recover: ${recovered.stderr}`);
      const found = [next, now].find((state) => isIn(rig, state, original));
      if (found === undefined && !isIn(rig, undefined, original)) {
        // A removal has two steps: the manager's configuration goes first, then the scripts.
        if (mode !== "remove" || rig.run(`cat ${CONF}`).stdout !== original.conf) {
          tally.half.push(
            `${what}: neither old nor new: ${rig.bare("check", sent).stdout}\n${rig.run(SHOW).stdout}`,
          );
        }
      }
      if (ended === undefined) {
        if (found === next) tally.fresh += 1;
        else tally.old += 1;
      }
      // The next run finishes the job.
      const start = Date.now();
      const finish = rig.bare(mode, sent);
      takes[mode][0] = 0.8 * (takes[mode][0] ?? 0) + 0.2 * ((Date.now() - start) / 1000);
      if (finish.code !== 0 || !isIn(rig, next, original)) {
        tally.half.push(`${what}: the next run did not finish: ${finish.code} ${finish.stderr}`);
      }
      now = next;
    }
  } finally {
    rig.down();
  }
  return tally;
}

function pick(all: readonly Bundle[], now: Bundle | undefined, random: () => number): Bundle {
  const others = all.filter((state) => state !== now);
  return others[Math.floor(random() * others.length)] as Bundle;
}

/** Where a kill lands: so many seconds after the start, or before the n-th command of the shell. */
type Instant = { readonly seconds: number } | { readonly command: number };

const NEVER: Instant = { command: 0 };

/** @returns how many commands it had run when it was done, or undefined where the kill came first. */
function killedRun(
  rig: Rig,
  mode: "apply" | "remove" | "recover",
  sent: Bundle,
  instant: Instant,
  wholeGroup: boolean,
): number | undefined {
  // The installer alone, or with all that it has started.
  const target = wholeGroup ? "-$$" : "$$";
  // The shell expands PS4 before every command that it traces: there it counts, and kills itself.
  const count = `traced=0; PS4='+$((traced += 1)) ${"command" in instant ? `$([ $traced -ne ${instant.command} ] || kill -9 ${target})` : ""}'; set -x\n`;
  const timer =
    "seconds" in instant
      ? `sleep ${instant.seconds.toFixed(3)}; kill -9 ${target.replace("$$", "$p")} 2>/dev/null;`
      : "";
  const { stdout } = rig.run(
    `d=$(mktemp -d /run/killed.XXXXXX); cd $d; cat >all; sed '/^--$/,$d' all >run; sed '1,/^--$/d' all >bundle; rm all
     setsid sh run ${mode} $d >out 2>trace & p=$!
     ${timer}
     wait $p; echo "ended $?"; grep -c '^+[0-9]' trace; grep -v '^+' trace
     cd /; rm -rf $d`,
    `${count}${installerFor(sent.role)}--\n${printBundle(sent)}`,
  );
  // Killed before it had opened its trace, which a busy machine shows, it has no number of commands.
  const [, code, commands] = /^ended (\d+)\n(\d*)/.exec(stdout) ?? [];
  if (code === "137") return undefined;
  if (code !== "0") throw new Error(`the run failed by itself: ${stdout}`);
  return Number(commands);
}

/** Right after the kill no file may be torn: each is whole, the old one or the new one. */
function tornFiles(
  rig: Rig,
  now: Bundle | undefined,
  next: Bundle | undefined,
  original: Original,
): string {
  const texts = new Map<string, Set<string>>();
  for (const state of [now, next]) {
    for (const [path, { content }] of Object.entries(state?.files ?? {})) {
      texts.set(path, (texts.get(path) ?? new Set<string>()).add(content));
    }
  }
  const sums = rig.run(`sha256sum ${[...texts.keys()].join(" ")} 2>/dev/null`).stdout;
  for (const [path, contents] of texts) {
    const sum = new RegExp(`^([0-9a-f]{64})  ${path}$`, "m").exec(sums)?.[1];
    const may = now?.files[path] === undefined || next?.files[path] === undefined;
    if (sum === undefined ? !may : ![...contents].some((text) => sha256(text) === sum)) {
      return `${path} is torn`;
    }
  }
  const states = [now, next];
  const parts = [
    { path: CONF, rest: original.conf, ours: states.map((state) => state?.part) },
    {
      path: GROUP_CONF,
      rest: original.group,
      ours: states.map((state) => state?.[AGENT_CONF_KEY]?.["default"]),
    },
  ];
  for (const { path, rest, ours } of parts) {
    const text = rig.run(`cat ${path}`).stdout;
    const whole = ours.some(
      (part = "") => text === (part === "" ? rest : `${MARKS[0]}${part}${MARKS[1]}${rest}`),
    );
    if (!whole) return `${path} is torn (${text.length} bytes)`;
  }
  return "";
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

const MARKS = [
  "<!-- wazuh-active-response: begin. Rendered; edit the stack, not this part. -->\n",
  "<!-- wazuh-active-response: end -->\n",
] as const;

/** Whether the host is exactly in a state: files, our part, what analysisd has loaded, execd; and nothing left over. */
export function isIn(rig: Rig, state: Bundle | undefined, original: Original): boolean {
  const left = rig.run(
    `ls -d /var/lib/wazuh-active-response/journal* 2>/dev/null; find /var/ossec -name '*wazuh-active-response*.tmp'`,
  ).stdout;
  if (left !== "") return false;
  if (state) return rig.bare("check", state).code === 0;
  return (
    rig.run(`cat ${CONF}`).stdout === original.conf &&
    rig.run(`cat ${GROUP_CONF}`).stdout === original.group &&
    rig
      .run(`ls -A ${BIN} /var/ossec/etc/rules`)
      .stdout.split("\n")
      .filter((line) => /ip|kill|custom|zz_/.test(line)).length === 0
  );
}
