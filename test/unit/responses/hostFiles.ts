import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Files of a host that the programs ask, by the names under which a test writes them. */
export const FILES = {
  fib_trie: "/proc/net/fib_trie",
  route: "/proc/net/route",
  if_inet6: "/proc/net/if_inet6",
  ipv6_route: "/proc/net/ipv6_route",
  resolv: "/etc/resolv.conf",
  stub: "/run/systemd/resolve/resolv.conf",
  nm: "/run/NetworkManager/no-stub-resolv.conf",
};
/** One of them. */
export type File = keyof typeof FILES;

const read = (name: string): string =>
  readFileSync(join(__dirname, "../../../scripts/responses", `${name}.awk`), "utf8");
/** These files of scripts/responses on a host in boot B, up for 5000 s; `ip` says what IP_SAYS has. */
export function onHost(names: readonly string[]): string {
  return withFiles(names.map(read).join("\n"));
}

function withFiles(text: string): string {
  const program = text
    .replace(/^function this_boot\([\s\S]*?^\}$/m, 'function this_boot() { return "B" }')
    .replace(/ip = "timeout 0\.4 ip [^\n]*/, 'ip = "cat " ENVIRON["IP_SAYS"]');
  return Object.entries(FILES).reduce(
    (text, [name, path]) => text.replaceAll(`"${path}"`, `ENVIRON["${name}"]`),
    `${program}\nfunction uptime() { return 5000 }\n`.replaceAll(
      `split("${FILES.resolv} ${FILES.stub} ${FILES.nm}", file, " ")`,
      'split(ENVIRON["resolv"] " " ENVIRON["stub"] " " ENVIRON["nm"], file, " ")',
    ),
  );
}

// As /proc of Linux 6.1 has them.
export const FIB = `Main:
  +-- 0.0.0.0/0 3 0 5
     |-- 0.0.0.0
        /0 universe UNICAST
     |-- 203.0.113.0
        /24 link UNICAST
     |-- 203.0.113.5
        /32 host LOCAL
     |-- 203.0.113.255
        /32 link BROADCAST
     |-- 198.51.100.9
        /32 link UNICAST
Local:
     |-- 127.0.0.0
        /8 host LOCAL
`;
export const ROUTE =
  "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n" +
  "eth0\t00000000\t017100CB\t0003\t0\t0\t0\t00000000\n" +
  "eth0\t0000A8C0\t02CB7100\t0003\t0\t0\t0\t00FFFFFF\n" +
  "eth0\t00000000\t0A7100CB\t0003\t0\t0\t0\t000000FF\n" +
  "eth0\t007100CB\t00000000\t0001\t0\t0\t0\t00FFFFFF\n";
export const N6 = "20010db8000000000000000000000000";
export const own6 = (end: string): string => `20010db80000000000000000${end}`;
export const ZERO = "0".repeat(32);
export const IF6 = `${own6("00000005")} 02 40 00 80 eth0\n`;
export const row6 = (
  to: string,
  bits: string,
  via: string,
  metric: string,
  flags: string,
): string => `${to} ${bits} ${ZERO} 00 ${via} ${metric} 00000001 00000000 ${flags} eth0\n`;
export const ROUTE6 =
  row6(N6, "40", ZERO, "00000100", "00000001") +
  row6(ZERO, "00", own6("00000001"), "00000400", "00000003") +
  row6("20010db8000100000000000000000000", "40", own6("00000002"), "00000400", "00000003") +
  row6(own6("00000006"), "80", ZERO, "00000000", "80200001") +
  row6(N6, "80", ZERO, "00000000", "00100001") +
  row6(own6("00000009"), "80", ZERO, "00000100", "00000001") +
  row6(own6("0000000a"), "80", ZERO, "00000400", "00000001") +
  row6(ZERO, "00", ZERO, "ffffffff", "80200001");
