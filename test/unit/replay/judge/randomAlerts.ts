import { readFileSync } from "node:fs";
import { join } from "node:path";

import type { Alert, Taken } from "../../../../policy/replay/alerts/alert";
import { takeField } from "../../../../policy/replay/judge/field";

/** Lines of real daemons, honest and hostile, with what the real analysisd took out of them (test/unit/provenance). */
const ROWS = readFileSync(join(__dirname, "../../provenance/verdicts.tsv"), "utf8")
  .trimEnd()
  .split("\n")
  .slice(1)
  .map((row) => row.split("\t"));

/** Spellings of addresses: ordinary ones, of every kind that is never blocked, of the white list, and none at all. */
const ADDRESSES = [
  ..."203.0.113.66 198.51.100.23 192.0.2.7 8.8.8.8 10.20.0.9 10.20.255.255 10.21.0.0 172.16.3.4".split(
    " ",
  ),
  ..."127.0.0.1 0.1.2.3 169.254.9.9 224.0.0.5 255.255.255.255 240.1.1.1 10.1.0.1 10.1.0.2".split(
    " ",
  ),
  ..."2001:db8::1 2001:DB8:0:0:0:0:0:1 2001:db8:0:1::2 ::ffff:203.0.113.66 ::1 :: ff02::1 fe80::1".split(
    " ",
  ),
  ..."fe80::1%eth0 2001:db8::9%eth0 64:ff9b::203.0.113.66 64:ff9b::10.1.0.1 64:ff9b:1::10.1.0.1".split(
    " ",
  ),
  ..."64:ff9b:1:a01:0:100:: 64:ff9b:1:fff1:a:100:1:: 2002:a01:1::5 2002:cb00:7142::1 ::10.1.0.1".split(
    " ",
  ),
  ..."::ffff:0:10.1.0.2 2001:0:1::f5fe:fffe 2001:0:1::34ff:8ebd 2001:db8::2".split(" "),
  // Several of one network, and of networks that hold somebody's of the lists.
  ..."2001:db8:5:6::1 2001:db8:5:6::2 2001:db8:5:6:a:b:c:d 2001:db8:5:6::4 2001:db8:5:7::1 198.51.100.24".split(
    " ",
  ),
  ..."198.51.100.25 10.1.0.77 10.1.0.78 203.0.113.67 203.0.113.68 2002:cb00:7142::2 2001:db8::3".split(
    " ",
  ),
  ..."1.2.3 1.2.3.4.5 01.2.3.4 256.1.1.1 1.2.3.4/24 evil.example %eth0 1.2.3.4%eth0 :::1 12345::1".split(
    " ",
  ),
  ..."2001:db8::1::2 ::1.2.3.400 1:2:3:4:5:6:7 1:2:3:4:5:6:7:8:9 1:2:3:4:5:6:7:8 1:2:3:4:5:6:1.2.3.4".split(
    " ",
  ),
  ...["", "203.0.113.66 ", "203.0.113.66\n", 'x"y', "a\\b", "é", "x|y", "$(id)", "1".repeat(600)],
];

const USERS = [
  "root",
  "alice",
  "ALICE",
  "alice@corp",
  "CORP\\bob",
  "x",
  "bob",
  "b$d",
  "-f",
  ".a",
  "a..b",
  "svc",
  "wazuh",
  "",
  "é",
  "a|b",
];
const PLACES = [
  "/var/log/auth.log",
  "journald",
  "/var/log/nginx/error.log",
  "/var/log/apache2/error.log",
  "/var/log/nginx/site-access.log",
  "/tmp/x",
  "",
  "(web1) 10.0.0.5->/var/log/auth.log",
];
const RULES = [
  5763, 5712, 5720, 5551, 5710, 5760, 100_001, 31_151, 31_103, 9751, 5748, 40_111, 4151, 550, 3357,
  60_122, 60_204,
];
const CUT = [
  "",
  " ",
  "\t",
  "\n",
  "\u0000",
  "\u0001",
  "\u001f",
  "\u007f",
  "é",
  '"',
  "\\",
  "  ",
  " from 203.0.113.66",
  "x".repeat(500),
];

/** Fields beside srcip where an address may be looked for. */
const ELSEWHERE = ["src_ip", "win.eventdata.ipAddress", "a.b.c"] as const;
type Tree = Record<string, unknown>;
/** What stands below `data` of an alert, whatever replay keeps of it. */
const DATA = new WeakMap<Alert, Tree>();

/** Below `data`: addresses where none is looked for, objects and arrays where a text is, and texts where an object is. */
function randomData(pick: <T>(from: readonly T[]) => T, address: string): Tree {
  const data: Tree = {};
  for (const path of ELSEWHERE) {
    const steps = path.split(".");
    const value = pick<unknown>([
      ...[undefined, undefined, address, address, pick(ADDRESSES), pick(ADDRESSES), "-", ""],
      ...[null, true, 7, 1.5, [address], [], {}, { [address]: 1 }, [{ c: address }]],
    ]);
    const depth = value === undefined ? 0 : pick([1, steps.length, steps.length, steps.length]);
    if (depth === 0) continue;
    let at = data;
    for (const step of steps.slice(0, depth - 1)) at = at[step] = {} as Tree;
    at[steps[depth - 1] ?? ""] = value;
  }
  return data;
}

/**
 * One alert: a line of a real daemon, its address, user, place, program and rule as decoded or changed, the line cut or filled.
 * @param time in milliseconds
 */
export function randomAlert(random: () => number, time: number, i: number): Alert {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const now = (chance: number): boolean => random() < chance;
  const [, location = "", line = "", srcip = "", dstuser = "", program = "", stock = ""] =
    pick(ROWS);
  const given = (text: string): string | undefined => (text === "-" ? undefined : text);
  const address = now(0.6) ? pick(ADDRESSES) : (given(srcip) ?? "203.0.113.66");
  let log = now(0.7) ? line.replaceAll(srcip, address) : line;
  if (now(0.15)) {
    const at = Math.floor(random() * log.length);
    log = log.slice(0, at) + pick(CUT) + log.slice(at + Math.floor(random() * 3));
  }
  const user = now(0.5) ? pick(USERS) : given(dstuser);
  if (user !== undefined && now(0.5)) log = log.replaceAll(dstuser, user);
  const known = now(0.1) ? pick([undefined, "sshd", "su", "", "nginx"]) : given(program);
  const place = now(0.2) ? pick(PLACES) : location;
  const data = now(0.5) ? randomData(pick, address) : {};
  const alert: Alert = {
    time,
    id: `${Math.floor(time / 1000)}.${i}`,
    manager: "mgr",
    rule: now(0.5) && stock !== "-" ? Number(stock) : pick(RULES),
    level: 10,
    groups: [],
    agentId: "001",
    agentName: "web-1",
    ...(now(0.97) && { srcip: address }),
    ...(user !== undefined && { dstuser: user }),
    ...(now(0.97) && { fullLog: log }),
    ...(known !== undefined && { program: known }),
    ...(now(0.97) && { location: place }),
    ...(now(0.3) && {
      fields: {
        "audit.exe": pick(["/usr/bin/xmrig", "/tmp/kinsing", "/opt/a b", "xmrig", ""]),
        "audit.command": pick(["xmrig", "totally-not-mal", "bash", ""]),
        "process.name": pick(["minerd", "/tmp/x/minerd", ""]),
      },
    }),
    ...(now(0.2) && { windows: true }),
    at: { file: "random", line: i },
  };
  return withData(alert, data);
}

/** The alert with this below its `data`, as replay would have taken it from a log. */
export function withData(alert: Alert, data: Tree): Alert {
  const taken: Record<string, Taken> = {};
  for (const path of ELSEWHERE) {
    const one = takeField({ data }, path);
    if (one !== undefined) taken[path] = one;
  }
  const all: Alert = { ...alert, taken };
  DATA.set(all, data);
  return all;
}

/** The message that wazuh-execd hands to a script for an alert: os_execd/execd.c, v4.14.7. */
export function messageOf(alert: Alert): string {
  const { srcip, dstuser, fullLog, program, location, fields = {} } = alert;
  const data: Record<string, unknown> = { ...DATA.get(alert) };
  for (const [path, value] of Object.entries(fields)) {
    const [outer = "", inner = ""] = path.split(".");
    data[outer] = { ...(data[outer] as object | undefined), [inner]: value };
  }
  if (srcip !== undefined) data["srcip"] = srcip;
  if (dstuser !== undefined) data["dstuser"] = dstuser;
  return JSON.stringify({
    version: 1,
    origin: { name: "node01", module: "wazuh-execd" },
    command: "add",
    parameters: {
      extra_args: [],
      alert: {
        rule: { level: 10, id: String(alert.rule) },
        agent: { id: alert.agentId, name: alert.agentName },
        id: alert.id,
        ...(fullLog !== undefined && { full_log: fullLog }),
        ...(program !== undefined && { predecoder: { program_name: program } }),
        data,
        ...(location !== undefined && { location }),
        ...(alert.windows && { decoder: { name: "windows_eventchannel" } }),
      },
      program: "active-response/bin/x",
    },
  });
}
