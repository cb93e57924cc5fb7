import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { buildStandIns } from "../../lab/wazuh/build";
import { hostOf } from "../../policy/model/parseFleet";
import { policyOf } from "../../policy/model/parsePolicy";
import { renderHost } from "../../policy/render/renderHost";
import { keepAside } from "../run/keepAside";

const AGENT = hostOf({ name: "bench", role: "agent", address: "10.9.0.1" });
const MASTER = hostOf({ name: "wazuh", role: "master", address: "10.9.0.200" });

/** Where wazuh-execd takes its orders. */
export const QUEUE = "/var/ossec/queue/alerts/execq";

/** Runs a line of sh; what it prints. @throws Error where it fails. */
export function sh(line: string): string {
  return execFileSync("sh", ["-c", line], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
}

/** Files that the host is made from; each is copied before /var is covered, where it may be. */
export interface Wazuh {
  /** A real wazuh-execd. @default the lab's stand-in */
  readonly execd: string | undefined;
  /** The stock executable. @default the stock way is left out */
  readonly stock: string | undefined;
}

/** Makes this namespace a host with our files and wazuh-execd's folders. @returns the command that starts wazuh-execd. */
export async function upHost(disk: string, { execd, stock }: Wazuh): Promise<string> {
  const [daemon, script] = [
    execd && keepAside(execd, "../lib", disk),
    stock && keepAside(stock, "../../lib", disk),
  ];
  if (daemon === undefined) await buildStandIns(join(disk, "stand-ins"));
  sh(`mkdir ${disk}/upper ${disk}/work ${disk}/etc-upper ${disk}/etc-work
    mount -t overlay -o lowerdir=/var,upperdir=${disk}/upper,workdir=${disk}/work overlay /var
    mount -t overlay -o lowerdir=/etc,upperdir=${disk}/etc-upper,workdir=${disk}/etc-work overlay /etc
    cd /; rm -rf /var/ossec; mkdir /var/ossec; cd /var/ossec
    mkdir -p active-response/bin bin logs queue/alerts queue/sockets var/run etc/shared
    printf '<ossec_config>\\n</ossec_config>\\n' >etc/ossec.conf
    printf 'execd.debug=0\\nwazuh.thread_stack_size=8192\\n' >etc/internal_options.conf
    ip link add out type veth peer name far; ip address add 10.9.0.1/24 dev out; ip link set out up; ip link set far up
    ip route add default via 10.9.0.254`);
  const { files } = renderHost(
    policyOf({
      whitelist: [{ address: "100.64.0.0/10", name: "tailnet" }],
      responses: [{ kind: "block-ip", rules: [5763], timeout: 3600 }],
      rules: [],
    }),
    { master: MASTER, workers: [], agents: [AGENT] },
    AGENT,
  );
  for (const { path, content, mode } of files)
    if (path.startsWith("/var/ossec/")) writeFileSync(path, content, { mode: parseInt(mode, 8) });
  if (daemon ?? script) sh(`mkdir -p /var/ossec/lib; cp -R ${disk}/lib/. /var/ossec/lib/`);
  if (script !== undefined)
    sh(`install -m 0750 ${script} /var/ossec/active-response/bin/firewall-drop`);
  if (daemon === undefined) return `node ${join(disk, "stand-ins/main.js")} wazuh-execd /var/ossec`;
  sh(`install -m 0750 ${daemon} /var/ossec/bin/wazuh-execd`);
  return "/var/ossec/bin/wazuh-execd";
}

/** Starts wazuh-execd with one row of ar.conf. @returns its process. */
export function startExecd(command: string, executable: string): number {
  return Number(
    sh(`cd /var/ossec; rm -f ${QUEUE} var/run/wazuh-execd-*.pid
      echo 'firewall-drop3600 - ${executable} - 3600' >etc/shared/ar.conf
      setsid ${command} >/dev/null 2>&1 </dev/null &
      tries=0
      until [ -S ${QUEUE} ] && ls var/run/wazuh-execd-*.pid >/dev/null 2>&1; do
        [ $((tries += 1)) -lt 600 ] || { cat logs/ossec.log >&2; exit 1; }
        sleep 0.05
      done
      cat var/run/wazuh-execd-*.pid`),
  );
}

/** Milliseconds of processor time of all that a process has waited for. */
export function cpuOfChildren(pid: number): number {
  const [user, system, tick] = sh(
    `sed 's/.*) //' /proc/${pid}/stat | cut -d' ' -f14,15; getconf CLK_TCK`,
  )
    .trim()
    .split(/\s+/)
    .map(Number) as [number, number, number];
  return ((user + system) * 1000) / tick;
}

/** Ends wazuh-execd at once: what it would undo then is another's time. */
export function endExecd(pid: number): void {
  sh(
    `kill -9 ${pid}; tries=0; while grep -qs '^State:.[RSDT]' /proc/${pid}/status && [ $((tries += 1)) -lt 500 ]; do sleep 0.01; done`,
  );
}
