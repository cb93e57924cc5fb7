import type { StackInput } from "../../../policy/model/stack";
import { rootShell } from "../../../ssh/rootShell";
import type { RunHere } from "../../../ssh/onHost";
import { parseBlocks, withSteps, type Block } from "./blockSets";
import { parseDecision, type Decision } from "./decisions";

/** What one look at a host found; read only. */
export interface HostState {
  /** `v4.14.7`; empty where there is no Wazuh. */
  readonly version: string;
  /** What wazuh-agentd says of its connection: `connected`, `disconnected`, `pending`; empty on a manager. */
  readonly connection: string;
  /** Whether wazuh-execd runs and has its queue: without it no response runs. */
  readonly execd: boolean;
  /** Since when the host is isolated, and until when where it is let go by itself; seconds since 1970. */
  readonly isolated?: { readonly since: number; readonly until?: number };
  readonly blocks: readonly Block[];
  /** Where the host's kernel is not as its files say, or could not be asked in time, in words: then its blocks, or its isolation, may not hold. */
  readonly kernel: readonly string[];
  /** The last decisions of our scripts, oldest first. */
  readonly decisions: readonly Decision[];
}

// Standard input: how many decisions are wanted. The table of an isolation stays a while when its time is over, but lets all pass:
// the kernel's own clock counts.
const SCRIPT = `
home=/var/ossec
read -r wanted
printf 'version %s\\n' "$("$home/bin/wazuh-control" info -v 2>/dev/null)"
printf 'connection %s\\n' "$(sed -n "s/^status='\\(.*\\)'/\\1/p" "$home/var/run/wazuh-agentd.state" 2>/dev/null)"
execd=no
for file in "$home"/var/run/wazuh-execd-*.pid; do
  [ -r "$file" ] && kill -0 "$(cat "$file")" 2>/dev/null && [ -S "$home/queue/alerts/execq" ] && execd=yes
done
# The file stays when its reader ends, and wazuh-agentd keeps the socket of a reader that has ended.
agentd=
for file in "$home"/var/run/wazuh-agentd-*.pid; do
  [ -r "$file" ] && kill -0 "$(cat "$file")" 2>/dev/null && agentd=1
done
ends=$(ss -xHa 2>/dev/null | awk -v agentd="$agentd" '
  $5 ~ /(^|\\/)queue\\/alerts\\/execq$/ { reads[$6] = 1; read = 1 }
  $8 > 0 { peer[$8] = known = 1 }
  END { for (inode in reads) if (inode in peer) heard = 1; print !known || heard || (read && !agentd) ? "fine" : "deaf" }')
[ "$ends" != deaf ] || execd=no
printf 'execd %s\\n' "$execd"
if nft list table inet wazuh_active_response_isolation >/dev/null 2>&1; then
  until=0
  if clock=$(nft -j list set inet wazuh_active_response_isolation active 2>/dev/null); then
    left=$(printf '%s' "$clock" | sed -n 's/.*"expires": *\\([0-9]*\\).*/\\1/p' | head -n 1)
    [ -z "$left" ] || until=$(($(date +%s) + left))
    [ -n "$left" ] || until=over
  fi
  since=$(cat /run/wazuh-active-response.isolation.nft "$home/active-response/isolation.nft" 2>/dev/null | sed -n 's/^# since //p' | head -n 1)
  [ "$until" = over ] || printf 'isolated %s %s\\n' "\${since:-$(date +%s)}" "$until"
fi
for set in blocked4 blocked6 networks4 networks6; do
  printf 'set %s\\n' "$(nft -j list set inet wazuh_active_response "$set" 2>/dev/null | tr -d '\\n')"
done
# Its folder is root's. The last line of each address says which of its blocks that was: 0 where nobody counts, - where it was lifted.
past=$home/active-response/guarded-block-ip.history
[ -L "$past" ] || [ ! -d "$past" ] || for part in old moved new; do cat "$past"/*."$part" 2>/dev/null; done |
  awk 'NF == 7 { step[$1] = $3 } END { for (one in step) if (step[one] + 0 > 0) print "step", one, step[one] }'
[ ! -e "$home/active-response/off" ] || [ ! -e "$home/active-response/guarded-tables" ] || echo "kernel the responses are switched off: no block holds until active-response on"
[ ! -x "$home/active-response/guarded-tables" ] || "$home/active-response/guarded-tables" check 2>/dev/null </dev/null | tr '\\t' ' '
# Its folder is the group's, so a pipe may stand there: nobody waits at one.
log=$home/logs/active-responses.log
[ ! -f "$log" ] || {
  timeout 30 grep -ahF '"active_response":{' "$log" 2>/dev/null
  [ "$?" -ne 124 ] || echo "= late"
} | tail -n "$wanted" | sed "s|^= late\$|kernel $log was not read to its end within 30 s: this host is very busy, and decisions may be missing|; t; s/^/decision /"
exit 0`;

/** Looks at a host over a connection. @param decisions how many of the last ones are wanted. */
export async function probe(
  run: RunHere,
  ssh: StackInput["ssh"],
  decisions: number,
): Promise<HostState> {
  const { code, stdout, stderr } = await run(rootShell(ssh, SCRIPT), `${decisions}\n`);
  if (code !== 0) throw new Error(`cannot be inspected: ${stderr.trim()} (exit ${code})`);
  return parseProbe(stdout);
}

/** Reads what the script prints. */
export function parseProbe(text: string): HostState {
  const lines = text.split("\n");
  const all = (key: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${key} `) ? [line.slice(key.length + 1)] : []));
  const [isolated] = all("isolated");
  const [since = 0, until = 0] = (isolated ?? "").split(" ").map(Number);
  return {
    version: all("version")[0] ?? "",
    connection: all("connection")[0] ?? "",
    execd: all("execd")[0] === "yes",
    ...(isolated !== undefined && { isolated: { since, ...(until > 0 && { until }) } }),
    blocks: withSteps(all("set").flatMap(parseBlocks), all("step")),
    kernel: all("kernel"),
    decisions: all("decision").flatMap((line) => parseDecision(line) ?? []),
  };
}
