import type { HostInput, StackInput } from "../../../policy/model/stack";
import { readRulesFile } from "../../../policy/wazuh/read/rulesFile";
import type { RulesText } from "../../../policy/wazuh/rules/loadRules";
import { ReadError } from "../../../policy/wazuh/read/readError";
import { onHost, type RunHere } from "../../../ssh/onHost";

/** A rule that a manager has in a file of its own. */
export interface ManagerRule {
  readonly id: number;
  /** Name of the file in etc/rules. */
  readonly file: string;
}

/** What a manager has under /var/ossec/etc. */
export interface ManagerFiles {
  readonly conf: string;
  readonly rules: readonly ManagerRule[];
  /** The files of etc/rules as they are. */
  readonly rulesFiles: readonly RulesText[];
  /** Files of rules that Wazuh cannot read, a sentence each. */
  readonly unread: readonly string[];
}

// One line a file: its name, a blank, its bytes in base64.
const READ =
  'cd /var/ossec/etc && for f in ossec.conf rules/*.xml; do [ ! -f "$f" ] || { printf "%s " "$f" && base64 -w0 "$f" && echo; } || exit 1; done';

/**
 * Reads a manager's ossec.conf and its own rules, over SSH; nothing is changed.
 * @throws UnreachableError, or Error with the host's own words.
 */
export async function readManager(ssh: StackInput["ssh"], host: HostInput): Promise<ManagerFiles> {
  return onHost(ssh, host, (run) => readManagerOver(run, ssh, host));
}

/** The same over a connection that is there. */
export async function readManagerOver(
  run: RunHere,
  ssh: StackInput["ssh"],
  host: HostInput,
): Promise<ManagerFiles> {
  const { code, stdout, stderr } = await run(`${ssh.sudo ? "sudo -n " : ""}sh -c '${READ}'`);
  if (code !== 0) throw new Error(`${host.name}: /var/ossec/etc cannot be read: ${stderr.trim()}`);
  const files = new Map(
    stdout
      .split("\n")
      .map((line) => line.split(" "))
      .map(([name = "", bytes = ""]) => [name, Buffer.from(bytes, "base64").toString("utf8")]),
  );
  const conf = files.get("ossec.conf");
  if (conf === undefined)
    throw new Error(`${host.name}: there is no /var/ossec/etc/ossec.conf; is it a Wazuh manager?`);
  const rulesFiles = [...files]
    .filter(([path]) => path.startsWith("rules/"))
    .map(([path, text]) => ({ name: path.slice("rules/".length), path: `etc/${path}`, text }));
  return { conf, rulesFiles, ...rulesOf(files) };
}

function rulesOf(files: ReadonlyMap<string, string>): Pick<ManagerFiles, "rules" | "unread"> {
  const rules: ManagerRule[] = [];
  const unread: string[] = [];
  for (const [path, text] of files) {
    const file = path.replace(/^rules\//, "");
    if (file === path) continue;
    try {
      rules.push(...readRulesFile(text).map(({ id }) => ({ id, file })));
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      unread.push(`etc/rules/${file}:${error.line}: ${error.meaning}`);
    }
  }
  return { rules, unread };
}
