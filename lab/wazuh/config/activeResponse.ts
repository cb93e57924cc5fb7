import { compilePattern } from "./pattern";
import { badElement, badValue, error, info, warning, type Word, type Words } from "./words";
import type { XmlNode } from "./xml";

/** A `<command>` that analysisd has taken. */
export interface ArCommand {
  readonly name: string;
  readonly executable: string;
  readonly timeoutAllowed: boolean;
  readonly extraArgs: readonly string[];
}

/** An `<active-response>` that analysisd has taken and that is not disabled. */
export interface ActiveResponse {
  readonly command: ArCommand;
  /** Command and timeout in one word: `firewall-drop600`. */
  readonly wireName: string;
  readonly timeout: number;
  readonly level: number;
  readonly rulesId?: string;
  readonly rulesGroup?: string;
  readonly agentId?: string;
  /** A location may mean several at once: it is a substring match. */
  readonly on: { server: boolean; local: boolean; definedAgent: boolean; all: boolean };
}

/** The active response part of a manager's file, as analysisd reads it. */
export interface ArConfig {
  readonly commands: readonly ArCommand[];
  readonly responses: readonly ActiveResponse[];
  /** Whether responses on this manager are sent at all; `<disabled>yes` clears it, a later block may set it again. */
  readonly local: boolean;
  /** The same for agents. */
  readonly remote: boolean;
  readonly words: Words;
}

/** Rows that analysisd writes in front of those of the blocks. */
const FIXED_ROWS = [
  "restart-ossec0 - restart-ossec.sh - 0",
  "restart-ossec0 - restart-ossec.cmd - 0",
  "restart-wazuh0 - restart-ossec.sh - 0",
  "restart-wazuh0 - restart-ossec.cmd - 0",
  "restart-wazuh0 - restart-wazuh - 0",
  "restart-wazuh0 - restart-wazuh.exe - 0",
];

/** ar.conf as it stands where no block adds a row. */
export const STOCK_AR_CONF = FIXED_ROWS.map((row) => `${row}\n`).join("");

/**
 * Text of ar.conf for what was read. After a refusal it holds the rows up to the refused block: the file is written while
 * the configuration is read.
 */
export function arConfOf(config: ArConfig): string {
  const rows = config.responses.map(
    ({ wireName, command, timeout }) => `${wireName} - ${command.executable} - ${timeout}\n`,
  );
  return STOCK_AR_CONF + rows.join("");
}

/** Reads the sections in order; stops at the first refusal, as analysisd does. */
export function readArConfig(sections: readonly XmlNode[]): ArConfig {
  const commands: ArCommand[] = [];
  const responses: ActiveResponse[] = [];
  const words: Word[] = [];
  let local = false;
  let remote = false;
  for (const section of sections) {
    const before = words.length;
    if (section.element === "command") {
      const command = readCommand(section, words);
      if (command) commands.push(command);
    } else if (section.element === "active-response") {
      const response = readResponse(section, commands, words);
      if (response === "disabled") local = remote = false;
      else if (response) {
        responses.push(response);
        local ||= response.on.server || response.on.local;
        remote ||= response.on.all || response.on.local || response.on.definedAgent;
      }
    }
    if (words.slice(before).some(({ level }) => level === "ERROR")) break;
  }
  return { commands, responses, local, remote, words };
}

function readCommand({ children }: XmlNode, words: Word[]): ArCommand | undefined {
  const found: Record<string, string> = {};
  for (const { element, content } of children) {
    if (!["name", "expect", "executable", "timeout_allowed", "extra_args"].includes(element)) {
      words.push(badElement(element));
      return undefined;
    }
    if (
      (element === "name" && content.startsWith("!")) ||
      (element === "timeout_allowed" && content !== "yes" && content !== "no")
    ) {
      words.push(badValue(element, content));
      return undefined;
    }
    found[element] = content;
  }
  const { name, executable } = found;
  if (name === undefined || executable === undefined) {
    words.push(
      error("(1280): Missing command options. You must specify a 'name' and 'executable'."),
    );
    return undefined;
  }
  return {
    name,
    executable,
    timeoutAllowed: found["timeout_allowed"] === "yes",
    extraArgs: (found["extra_args"] ?? "").split(" ").filter((arg) => arg !== ""),
  };
}

const ELEMENTS = new Set([
  "command",
  "location",
  "agent_id",
  "rules_id",
  "rules_group",
  "level",
  "timeout",
  "disabled",
  "repeated_offenders",
  "ca_store",
]);

function readResponse(
  { children }: XmlNode,
  commands: readonly ArCommand[],
  words: Word[],
): ActiveResponse | "disabled" | undefined {
  const found = new Map<string, string>();
  for (const { element, content } of children) {
    const wrong =
      (element === "level" && !(/^\d+$/.test(content) && Number(content) <= 20)) ||
      (element === "disabled" && content !== "yes" && content !== "no");
    if (!ELEMENTS.has(element) || wrong) {
      words.push(wrong ? badValue(element, content) : badElement(element));
      return undefined;
    }
    // A later `no` does not take an earlier `yes` back.
    if (element !== "disabled" || content === "yes") found.set(element, content);
  }
  if (found.has("disabled")) return "disabled";
  const name = found.get("command") ?? "";
  const location = found.get("location") ?? "";
  if (name === "" || location === "") {
    if (!found.has("repeated_offenders"))
      words.push(error("(1281): Missing options in the active response configuration."));
    return undefined;
  }
  const has = (pattern: string): boolean => compilePattern("osregex", pattern)(location);
  const on = {
    server: has("AS|analysisd|analysis-server|server"),
    local: has("local"),
    definedAgent: has("defined-agent"),
    all: has("all|any"),
  };
  const agentId = found.get("agent_id");
  if (on.definedAgent && agentId === undefined) {
    words.push(error("(1304): No agent defined for response."));
    return undefined;
  }
  if (on.definedAgent && leadingNumber(agentId ?? "") === 0) {
    words.push(warning("(1306): Invalid agent ID. Use location=server to run AR on the manager."));
    return undefined;
  }
  if (!Object.values(on).includes(true)) {
    words.push(error(`(1302): Invalid active response location: '${location}'.`));
    return undefined;
  }
  const command = commands.find((known) => known.name === name);
  if (!command) {
    words.push(error(`(1303): Invalid command '${name}' in the active response.`));
    return undefined;
  }
  let timeout = leadingNumber(found.get("timeout") ?? "");
  if (timeout !== 0 && !command.timeoutAllowed) {
    words.push(info(`(1305): Timeout not allowed for command: '${name}'.`));
    timeout = 0;
  }
  const rulesId = found.get("rules_id");
  const rulesGroup = found.get("rules_group");
  return {
    command,
    wireName: `${name}${timeout}`,
    timeout,
    level: Number(found.get("level") ?? 0),
    ...(rulesId === undefined ? {} : { rulesId }),
    ...(rulesGroup === undefined ? {} : { rulesGroup }),
    ...(agentId === undefined ? {} : { agentId }),
    on,
  };
}

/** As C's atoi: `10m` is 10, `abc` is 0, `366, 409` is 366. */
export function leadingNumber(text: string): number {
  const digits = /^\s*([+-]?\d+)/.exec(text)?.[1];
  return digits === undefined ? 0 : Number(digits);
}
