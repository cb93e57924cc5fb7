import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";

import { buildStandIns } from "../../../lab/wazuh/build";
import type { Daemon } from "../responses/daemon";
import type { TestHost } from "../responses/host";

const QUEUE = "queue/sockets/execq";

const SEND = `use Socket; socket my $s, AF_UNIX, SOCK_DGRAM, 0 or die; setsockopt $s, SOL_SOCKET, SO_SNDBUF, 1 << 20;
while (my $m = <STDIN>) { chomp $m; send $s, $m, 0, sockaddr_un("/var/ossec/${QUEUE}") or die "execq: $!\\n" }`;

// wazuh-agentd's answer to "getstartupgate", four bytes of length before each text (shared/src/startup_gate_op.c, branch 5.0.0).
const GATE = `use Socket; unlink "queue/sockets/agent"; socket my $s, AF_UNIX, SOCK_STREAM, 0; bind $s, sockaddr_un("queue/sockets/agent") or die; listen $s, 5;
while (accept my $c, $s) { sysread $c, my $asked, 64; my $said = 'ok {"ready":true,"reason":"lab"}'; syswrite $c, pack("V", length $said) . $said; close $c }`;

/**
 * Prepares wazuh-execd of Wazuh 5 on a host and starts it.
 * @param program file of a real one; undefined is the lab's stand-in.
 */
export async function execdOfFiveOn(host: TestHost, program?: string): Promise<Daemon> {
  const disk = process.env.WAZUH_LAB_DISK ?? "";
  host.sh(`for folder in queue/sockets var/run logs etc/shared bin; do mkdir -p $folder; done
    getent group wazuh >/dev/null || groupadd -r wazuh
    printf '<ossec_config>\\n</ossec_config>\\n' >etc/ossec.conf; printf 'execd.debug=0\\nwazuh.thread_stack_size=8192\\n' >etc/internal_options.conf
    : >etc/local_internal_options.conf`);
  let command = `node ${join(disk, "stand-ins/main.js")} wazuh-execd-5 /var/ossec`;
  if (program === undefined) await buildStandIns(join(disk, "stand-ins"));
  else {
    copyFileSync(program, join(disk, "wazuh-execd-5"));
    chmodSync(join(disk, "wazuh-execd-5"), 0o755);
    host.put("/var/gate.pl", GATE, "0700");
    host.sh(`cp ${join(disk, "wazuh-execd-5")} bin/wazuh-execd
      setsid perl /var/gate.pl >/dev/null 2>&1 </dev/null &`);
    command = "env WAZUH_AGENT_HOME=/var/ossec /var/ossec/bin/wazuh-execd";
  }
  const start = (): void => {
    host.sh(`rm -f ${QUEUE}; PATH=${process.env.PATH ?? ""}; setsid ${command} >/dev/null 2>&1 </dev/null &
      tries=0; until [ -S ${QUEUE} ]; do [ $((tries += 1)) -lt 200 ] || { cat logs/ossec.log >&2; exit 1; }; sleep 0.05; done`);
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
