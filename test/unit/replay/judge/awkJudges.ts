import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { JUDGE } from "../../../../policy/render/responses/blockIp";
import { JUDGE_PARTS } from "../../../../policy/render/responses/judgeParts";
import { awkProgram } from "../../../../policy/render/template";

/** Files of a host that the programs ask; empty, so that this machine decides nothing. */
const OF_A_HOST = [
  ..."/proc/net/fib_trie /proc/net/route /proc/net/if_inet6 /proc/net/ipv6_route".split(" "),
  ..."/etc/resolv.conf /run/systemd/resolve/resolv.conf /run/NetworkManager/no-stub-resolv.conf".split(
    " ",
  ),
];

/** The address table of ip is the host's, too. */
const ASK_IP = /^function ask_ip\([\s\S]*?^\}$/m;
const NO_IP = "function ask_ip() { return 1 }";

const SCRIPTS = join(__dirname, "../../../../scripts/responses");

/** What a host's awk says, a line an alert: verdict|address|seconds|additions|why. */
export interface AwkRun {
  readonly messages: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** The host's list for nft. */
  readonly lists: string;
  /** The list that hosts alone ask. */
  readonly hostList: string;
}

/**
 * The program that decides about addresses on a host, over many messages in one process: what stands in its BEGIN becomes a
 * function of a line, and each of its answers returns. Behind each message stands the additions file that a host would have
 * then, and the uptime: `UPTIME STAMP STAMP...`; and a line of the history, its lines between bars.
 */
export function batchedJudge(): string {
  const text = sourceOf(JUDGE);
  const begin = beginOf("guarded-block-ip.awk", text, "answer");
  const body = begin.body.replace("(getline line) <= 0 || ", "");
  const rest = begin.rest
    .replace(/^ *shell = "\/proc\/self\/fd\/5"$/m, "")
    .replaceAll(">> shell", "")
    .replaceAll("fflush(shell)", "")
    .replace(/^ *exit$/m, "")
    .replaceAll('print "told"', "")
    .replaceAll('"/proc/self/fd/3"', '"/dev/null"')
    .replace(/^function clock\(.*$/m, 'function clock(as) { return as == "%s" ? up : "" }')
    .replace(
      'file = ENVIRON["HISTORY"] "/" share "." end[i]',
      'file = ENVIRON[i == 2 ? "HISTORY" : "NOTHING"]',
    )
    // ask() talks with execd: here it is always new to it.
    .replace(/^function ask\([\s\S]*?^\}$/m, 'function ask(name, key) { return "continue" }')
    .replace(/^function uptime\([\s\S]*?^\}$/m, "function uptime() { return up }")
    .replaceAll('"/proc/sys/kernel/random/boot_id"', 'ENVIRON["NOTHING"]')
    .replace(ASK_IP, NO_IP);
  return `${withoutHost(rest)}
function judge(line,   none) {
split("", type); split("", value)
additions = 0; stamps = ""; address = ""; seconds = ""; why = ""; rule = ""
routes_read = 2
split("", past_step); split("", past_span); split("", past_ago); split("", counted)
lines_read = 0; step = ""; steps = ""; network = ""; network_seconds = ""; network_step = ""; network_why = ""
mates = ""; share = ""; walled = ""
${body}}
{ line = $0; getline state; n_state = split(state, part_of, " "); up = part_of[1]
sub(/^[^ ]* ?/, "", state); print state > ENVIRON["STAMPS"]; close(ENVIRON["STAMPS"])
getline state; gsub(/[|]/, "\\n", state); print state > ENVIRON["HISTORY"]; close(ENVIRON["HISTORY"])
judge(line) }
`;
}

/** Runs the batched program. @returns the fields of guarded-block-ip.awk's answers */
export function runBatched(
  awk: readonly string[],
  input: string,
  run: Omit<AwkRun, "messages">,
): string[][] {
  return runOver(awk, batchedJudge(), input, run).map((line) => line.split("|"));
}

/** Runs a program over lines, with the files of a host that has nothing of its own. @returns its lines */
function runOver(
  awk: readonly string[],
  program: string,
  input: string,
  run: Omit<AwkRun, "messages">,
): string[] {
  const folder = mkdtempSync(join(tmpdir(), "replay-awk-"));
  try {
    writeFileSync(join(folder, "lists"), run.lists);
    writeFileSync(join(folder, "hostList"), run.hostList);
    writeFileSync(join(folder, "judge"), program);
    const [command = "", ...options] = awk;
    const ended = spawnSync(command, [...options, "-f", join(folder, "judge")], {
      input,
      encoding: "utf8",
      maxBuffer: 2 ** 29,
      env: {
        PATH: process.env.PATH ?? "",
        LC_ALL: "C",
        NOTHING: join(folder, "nothing"),
        RESOLVED: join(folder, "nothing"),
        CONF: join(folder, "nothing"),
        ROUTES: join(folder, "nothing"),
        LISTS: join(folder, "lists"),
        HOST_LIST: join(folder, "hostList"),
        STAMPS: join(folder, "stamps"),
        HISTORY: join(folder, "history"),
        self: "guarded-block-ip",
        ...run.env,
      },
    });
    if (ended.status !== 0 || ended.stderr !== "")
      throw new Error(`${command} ended with ${ended.status}: ${ended.stderr}`);
    return ended.stdout.replace(/\n$/, "").split("\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A program's BEGIN as the body of a function, in which each of its ten ends, calls of `end`, returns; and the program without it. */
function beginOf(program: string, text: string, end: string): { body: string; rest: string } {
  const begin = /^BEGIN \{\n([\s\S]*?)^\}$/m.exec(text);
  if (!begin) throw new Error(`${program} has no BEGIN any more`);
  const body = (begin[1] ?? "").replace(new RegExp(`\\b${end}\\(`, "g"), `return ${end}(`);
  if (body.split(`return ${end}(`).length !== 11)
    throw new Error(`${program} ${end}s otherwise than it did: look at it`);
  return { body, rest: text.replace(begin[0], "") };
}

/**
 * The program of the runner, over many messages in one process, as {@link batchedJudge} does it.
 * It prints two lines a message: the verdict, and the key as JSON spells it.
 */
function batchedRunner(): string {
  const text = sourceOf([...JUDGE_PARTS, "custom-runner.awk"]);
  const begin = beginOf("custom-runner.awk", text, "settle");
  const body = begin.body.replaceAll('ENVIRON["LINE"]', "line");
  const rest = begin.rest
    .replace(/^ *exit$/m, "")
    .replaceAll('"/proc/sys/kernel/random/boot_id"', 'ENVIRON["NOTHING"]')
    .replace(ASK_IP, NO_IP);
  return `${withoutHost(rest)}
function judge(line,   none) {
split("", type); split("", value)
routes_read = 2; key_text = ""; address = ""; why = ""
${body}}
{ judge($0) }
`;
}

/** What a runner lets awk run, on a host that has nothing of its own. */
export function runnerWithoutHost(): string {
  return withoutHost(sourceOf([...JUDGE_PARTS, "custom-runner.awk"])).replace(ASK_IP, NO_IP);
}

/** Runs the batched runner. @returns the fields of its answers, the key behind them */
export function runRunner(
  awk: readonly string[],
  input: string,
  run: Omit<AwkRun, "messages">,
): string[][] {
  const lines = runOver(awk, batchedRunner(), input, run);
  return lines.flatMap((line, i) =>
    i % 2 === 0 ? [[...line.split("|"), lines[i + 1] ?? ""]] : [],
  );
}

/** The program of guarded-disable-account, or of kill-process, over many messages: ENVIRON["LINE"] becomes the line. */
export function batched(begin: string, parts: readonly string[]): string {
  return `${awkProgram(parts)}\n${begin
    .replaceAll('ENVIRON["LINE"]', "$0")
    .replace(/^BEGIN \{/m, '{ split("", type); split("", value); entry = ""; forged = ""')
    .replace(" exit 1", ' { print "malformed"; next }')}`;
}

/** What stands between two texts of a script's source. */
export function partOf(file: string, from: string, to: string): string {
  const text = readFileSync(join(SCRIPTS, file), "utf8");
  const begin = text.indexOf(from);
  const end = text.indexOf(to, begin);
  if (begin < 0 || end < 0) throw new Error(`${file} has no ${from} before ${to} any more`);
  return text.slice(begin, end);
}

function sourceOf(names: readonly string[]): string {
  return names.map((name) => readFileSync(join(SCRIPTS, name), "utf8")).join("\n");
}

function withoutHost(text: string): string {
  return OF_A_HOST.reduce((left, file) => left.replaceAll(file, "/dev/null"), text);
}
