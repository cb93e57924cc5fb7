import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";

import { buildStandIns } from "../../../lab/wazuh/build";
import type { TestHost } from "./host";

/** A running wazuh-execd, the lab's stand-in or the real one, with its queue. */
export interface Daemon {
  /** Puts datagrams into queue/alerts/execq, as wazuh-agentd does; throws where nobody takes them. */
  readonly send: (...texts: readonly string[]) => void;
  /** SIGTERM, as wazuh-control sends it; gives the milliseconds until the process has ended. */
  readonly stop: () => number;
  readonly start: () => void;
  /** Lines of ossec.log since the daemon was made. */
  readonly words: () => string;
}

const SEND = `use Socket; socket my $s, AF_UNIX, SOCK_DGRAM, 0 or die; setsockopt $s, SOL_SOCKET, SO_SNDBUF, 1 << 20;
while (my $m = <STDIN>) { chomp $m; send $s, $m, 0, sockaddr_un("/var/ossec/queue/alerts/execq") or die "execq: $!\\n" }`;

/**
 * Prepares wazuh-execd on a host with these rows of ar.conf and starts it.
 * @param program file of a real wazuh-execd; undefined is the lab's stand-in.
 */
export async function execdOn(
  host: TestHost,
  rows: readonly string[],
  program?: string,
): Promise<Daemon> {
  const disk = process.env.WAZUH_LAB_DISK ?? "";
  host.sh(`for folder in queue/alerts queue/sockets var/run logs etc/shared bin; do mkdir -p $folder; done
    getent group wazuh >/dev/null || groupadd -r wazuh
    printf '<ossec_config>\\n</ossec_config>\\n' >etc/ossec.conf; printf 'execd.debug=0\\nwazuh.thread_stack_size=8192\\n' >etc/internal_options.conf
    printf '%s\\n' ${rows.map((row) => `'${row}'`).join(" ")} >etc/shared/ar.conf`);
  let command = `node ${join(disk, "stand-ins/main.js")} wazuh-execd /var/ossec`;
  if (program === undefined) await buildStandIns(join(disk, "stand-ins"));
  else {
    copyFileSync(program, join(disk, "wazuh-execd"));
    chmodSync(join(disk, "wazuh-execd"), 0o755);
    host.sh(`cp ${join(disk, "wazuh-execd")} bin/wazuh-execd`);
    command = "/var/ossec/bin/wazuh-execd";
  }
  const start = (): void => {
    host.sh(`rm -f queue/alerts/execq; PATH=${process.env.PATH ?? ""}; setsid ${command} >/dev/null 2>&1 </dev/null &
      tries=0; until [ -S queue/alerts/execq ]; do [ $((tries += 1)) -lt 1200 ] || { cat logs/ossec.log >&2; exit 1; }; sleep 0.05; done`);
  };
  start();
  return {
    send: (...texts) => {
      const sent = host.run(["perl", "-e", SEND], texts.map((text) => `${text}\n`).join(""));
      if (sent.status !== 0) throw new Error(sent.stderr);
    },
    stop: () => {
      const started = performance.now();
      host.sh(
        "pid=$(cat var/run/wazuh-execd-*.pid); kill $pid; tries=0; while grep -qs '^State:.[RSDT]' /proc/$pid/status && [ $((tries += 1)) -lt 2000 ]; do sleep 0.01; done",
      );
      return performance.now() - started;
    },
    start,
    words: () => host.sh("cat logs/ossec.log 2>/dev/null || :"),
  };
}
