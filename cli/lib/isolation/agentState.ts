import type { HostInput, StackInput } from "../../../policy/model/stack";
import { rootShell } from "../../../ssh/rootShell";
import { runOn } from "../../../ssh/onHost";
import { parseDecision, type Decision } from "../host/decisions";

const LOG = "/var/ossec/logs/active-responses.log";

// Standard input: where in the log to begin, or nothing for its end. The kernel first: what is in force, and what our own
// accept rules have counted since they are; then what a boot would bring back; then what was decided since.
const SCRIPT = `read -r from || :
table='inet wazuh_active_response_isolation'
printf 'table %s\\n' "$(nft -a list table $table 2>/dev/null | sed -n '1s/.*# handle //p')"
printf 'packets %s\\n' "$(nft list chain $table input 2>/dev/null | sed -n 's/.* counter packets \\([0-9]*\\) .*comment "manager".*/\\1/p' | paste -sd+ -)"
for file in /var/ossec/var/run/wazuh-agentd-*.pid; do
  # One that is stopped or a zombie hears nothing, whatever its kernel answers.
  read -r pid <"$file" && state=$(sed -n 's/^State:[^A-Za-z]*//p' "/proc/$pid/status") || continue
  case $state in '' | T* | t* | Z* | X*) ;; *) echo agentd ;; esac
done 2>/dev/null
[ ! -e /var/ossec/active-response/isolation.nft ] || echo kept
size=0
# A pipe may stand there.
[ ! -f ${LOG} ] || size=$(wc -c <${LOG} 2>/dev/null || echo 0)
printf 'size %s\\n' "$size"
[ -z "$from" ] || [ ! -f ${LOG} ] || tail -c "+$((from + 1))" ${LOG} 2>/dev/null | grep -aF '"decision"'
exit 0`;

/** What an agent says of its isolation. */
export interface AgentState {
  /** nft's handle of the table, which is another one after each isolation; undefined where there is none. */
  readonly table?: string;
  /** Packets from the manager that our own rules let in, since they are loaded. */
  readonly packets: number;
  /** wazuh-agentd runs: packets of the manager may still answer the end of one that was killed. */
  readonly agentd: boolean;
  /** It comes back after a reboot. */
  readonly kept: boolean;
  /** Bytes of the log. */
  readonly size: number;
  /** What was decided since. */
  readonly decisions: readonly Decision[];
}

/** Looks at an agent over SSH. @param from bytes of its log that are old; none for all of it */
export async function agentState(
  ssh: StackInput["ssh"],
  host: HostInput,
  from?: number,
): Promise<AgentState> {
  const input = from === undefined ? "\n" : `${from}\n`;
  return parseAgentState((await runOn(ssh, host, rootShell(ssh, SCRIPT), input, 20)).stdout);
}

/** Reads what the script prints. */
export function parseAgentState(text: string): AgentState {
  const lines = text.split("\n");
  const value = (key: string): string =>
    lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1) ?? "";
  const table = value("table");
  return {
    ...(table !== "" && { table }),
    packets: value("packets")
      .split("+")
      .reduce((sum, one) => sum + Number(one), 0),
    agentd: lines.includes("agentd"),
    kept: lines.includes("kept"),
    size: Number(value("size")),
    decisions: lines.flatMap((line) => parseDecision(line) ?? []),
  };
}
