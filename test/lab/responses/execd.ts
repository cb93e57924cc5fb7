import { watchSlowness } from "../../slowness";
import type { TestHost } from "./host";

/** A message of wazuh-execd. */
export interface Message {
  readonly version?: unknown;
  readonly origin?: unknown;
  readonly command?: unknown;
  readonly parameters?: unknown;
}

/** What a script did when it was played. */
export interface Played {
  readonly code: number | null;
  readonly signal: string | null;
  /** Everything that it printed. */
  readonly said: string;
  /** How long it took, in milliseconds of a quiet machine. */
  readonly ms: number;
}

/** What an alert says of a log line that proves its address and user: sshd's of a wrong password; without an address, su's. */
export function honestLine(data: unknown): object {
  const { srcip, dstuser = "root" } = (data ?? {}) as { srcip?: unknown; dstuser?: unknown };
  const program = srcip === undefined ? "su" : "sshd";
  const said =
    srcip === undefined
      ? `pam_unix(su:auth): authentication failure; logname=carol uid=1000 euid=0 tty=pts/0 ruser=carol rhost=  user=${textOf(dstuser)}`
      : `Failed password for ${textOf(dstuser)} from ${textOf(srcip)} port 40228 ssh2`;
  return {
    full_log: `Jan  2 03:04:05 gitlab ${program}[4711]: ${said}`,
    predecoder: { program_name: program, timestamp: "Jan  2 03:04:05", hostname: "gitlab" },
    location: "/var/log/auth.log",
  };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * Message 1 as wazuh-execd prints it, for an alert with this data.
 * @param line what else the alert says of its log line. @default one that proves them
 */
export function message(
  command: string,
  data: unknown,
  rule = "5763",
  line: object = honestLine(data),
): Message {
  return {
    version: 1,
    origin: { name: "node01", module: "wazuh-execd" },
    command,
    parameters: {
      extra_args: [],
      alert: {
        timestamp: "2026-01-02T03:04:05.678+0000",
        rule: { level: 10, id: rule },
        agent: { id: "001", name: "gitlab" },
        id: "1700000000.4711",
        data,
        ...line,
      },
      program: "active-response/bin/x",
    },
  };
}

/**
 * Plays again where the script's own limit of less than a second ended it: that is the clock's, so on a busy machine it may be over
 * before the work is done. One that always takes longer is given back as it is.
 */
export async function inTime(work: () => Promise<Played>): Promise<Played> {
  let played = await work();
  for (let tries = 1; tries < 10 && (played.signal !== null || played.code === 1); tries += 1)
    played = await work();
  return played;
}

/** The line of check_keys that a script must print. */
export function checkKeys(name: string, key: string): string {
  return `{"version":1,"origin":{"name":"${name}","module":"active-response"},"command":"check_keys","parameters":{"keys":["${key}"]}}\n`;
}

/**
 * Plays wazuh-execd's side against a script: one line, then, when the script has printed a line, the reply. Standard
 * input stays open until the script has ended, as execd leaves it, but for `delete`. A script that gives up before its answer
 * comes, on a machine with too much to do, is played again as if it had not been; and what it goes on with behind execd's
 * back is waited for.
 * @param reply undefined stays silent; a text is the command of the reply; an object is the reply itself.
 */
export async function play(
  host: TestHost,
  shell: readonly string[],
  name: string,
  line: Message | string | Buffer,
  reply?: string | Message,
): Promise<Played> {
  if (typeof reply !== "string") return playOnce(host, shell, name, line, reply);
  // Some tests have a pipe in its place, which nobody can read.
  const before = host.sh(`[ ! -f ${LOG} ] || wc -l <${LOG}`).trim();
  for (let tries = 1; ; tries += 1) {
    const played = await playOnce(host, shell, name, line, reply);
    const file = name.replace(/.$/, "[$&]");
    // What looks after an isolation goes on until that is over: it is not waited for.
    host.sh(
      `tries=0; while [ "$(grep -ls '/${file}' /proc/[0-9]*/cmdline | xargs -r grep -Ls 'while sleep')" ] && [ $((tries += 1)) -lt 600 ]; do sleep 0.1; done`,
    );
    if ((played.code !== 1 && played.signal === null) || tries === 10 || before === "")
      return played;
    const gaveUp = `sed '1,${before}d' ${LOG} 2>/dev/null | grep -q 'wazuh-execd stopped answering'`;
    if (host.run(["sh", "-c", gaveUp], "").status !== 0) return played;
    host.sh(`head -n ${before} ${LOG} >/var/log-before && cat /var/log-before >${LOG}`);
  }
}

const LOG = "logs/active-responses.log";

function playOnce(
  host: TestHost,
  shell: readonly string[],
  name: string,
  line: Message | string | Buffer,
  reply?: string | Message,
): Promise<Played> {
  const started = performance.now();
  const slowness = watchSlowness();
  const script = host.start(...shell, `/var/ossec/active-response/bin/${name}`);
  const text =
    typeof line === "string" || Buffer.isBuffer(line) ? line : `${JSON.stringify(line)}\n`;
  // A script that ends early closes the pipe; what it did is seen below.
  script.stdin?.on("error", () => undefined);
  script.stdin?.write(text);
  const ends = typeof line === "object" && !Buffer.isBuffer(line) && line.command === "delete";
  if (ends) script.stdin?.end();
  let said = "";
  script.stdout?.on("data", (chunk: Buffer) => {
    const first = !said.includes("\n");
    said += chunk.toString();
    if (!first || !said.includes("\n") || reply === undefined || ends) return;
    const answer = typeof reply === "string" ? { ...(line as Message), command: reply } : reply;
    script.stdin?.write(`${JSON.stringify(answer)}\n`);
  });
  return new Promise((resolve) => {
    script.on("close", (code, signal) => {
      resolve({ code, signal, said, ms: (performance.now() - started) / slowness() });
    });
  });
}
