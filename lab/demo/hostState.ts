import type { LabHost } from "../labTypes";

// What runs changes of itself is left out: logs, queues, pid files, and ar.conf, which Wazuh writes.
const LIST = `
cd /
find var/ossec/etc var/ossec/active-response var/ossec/bin var/ossec/ruleset var/lib/wazuh-active-response \
  etc/systemd/system etc/audit usr/local/sbin -type f ! -name ar.conf ! -name merged.mg 2>/dev/null |
  sort | while read -r file; do stat -c '%n %U %G %a' "$file"; sha256sum <"$file"; done
nft list tables`;

/** Everything on a host that a rollout could have left, as text: files with owner, mode and sha256, nftables' tables. */
export async function stateOf(host: LabHost): Promise<string> {
  return (await host.run(LIST)).stdout;
}
