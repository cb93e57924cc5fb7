import { randomOf } from "../random";
import { decode } from "../wazuh/rules/decode";
import { processEvent, type Firing } from "../wazuh/rules/engine";
import { inAlertOrder } from "../wazuh/rules/fields";
import { loadRuleset } from "../wazuh/rules/ruleset";
import { STOCK_RULES } from "../wazuh/tree/rules";
import { SHAPES } from "./shapes";

/** What a month of a made-up fleet is made of. */
export interface AlertsWanted {
  readonly count: number;
  /** Another number makes other alerts. @default 1 */
  readonly seed?: number;
  /** @default 20 */
  readonly agents?: number;
  /** First second since 1970, and how many seconds the alerts span. @default November 2026 */
  readonly from?: number;
  readonly span?: number;
  /** Of a hundred alerts so many are sshd's. @default 15 */
  readonly sshd?: number;
}

const LISTS = new Map([["etc/lists/audit-keys", new Map([["audit-wazuh-c", "command"]])]]);

/**
 * Makes lines of alerts.json as a manager with the stock rules writes them: brute force in bursts, composites and their ignore
 * window by the lab's analysisd, log-ins of people, one of whom forgets his password, and the kinds of `shapes.ts`. Always the same
 * lines for the same wishes; every text and address is made up.
 */
export function* alertLines(wanted: AlertsWanted): Generator<string> {
  const {
    count,
    seed = 1,
    agents = 20,
    from = 1_793_491_200,
    span = 30 * 86_400,
    sshd = 15,
  } = wanted;
  const random = randomOf(seed);
  const rules = loadRuleset(
    Object.entries(STOCK_RULES).map(([name, text]) => ({ path: `ruleset/rules/${name}`, text })),
    LISTS,
    [],
  );
  const weights = SHAPES.reduce((sum, { weight }) => sum + weight, 0);
  const heads = SHAPES.map(({ rule }) => JSON.stringify(rule));
  const rests = SHAPES.map(({ rest }) => JSON.stringify(rest).slice(1));
  let burst: Burst = { peer: "", user: "", agent: 1, left: 0, since: 0, line: 0 };
  // A burst has some 20 lines, and they follow each other.
  const share = sshd / 100;
  const begins = share / (20 * (1 - share) + share);
  for (let i = 0; i < count; i++) {
    const at = from + (i / count) * span;
    const time = Math.floor(at);
    const agent = 1 + Math.floor(random() * agents);
    if (burst.left > 0 || random() < begins) {
      if (burst.left <= 0) burst = newBurst(random, agent, at);
      burst.left--;
      const now = Math.min(at, burst.since + burst.line++);
      const firing = processEvent(rules, decode(sshdLine(burst, i, Math.floor(now))));
      if (firing) yield alertOf(firing, now, i);
      continue;
    }
    let left = random() * weights;
    const kind = SHAPES.findIndex(({ weight }) => (left -= weight) < 0);
    const id = `${time}.${1_000_000 + i * 700}`;
    const rest = (rests[kind] ?? "").replaceAll("#", String(i % 10_000));
    yield `{"timestamp":"${stamp(at)}","rule":${heads[kind] ?? "{}"},"agent":${agentOf(agent)},"manager":{"name":"lab-manager"},"id":"${id}",${rest}`;
  }
}

interface Burst {
  readonly peer: string;
  readonly user: string;
  readonly agent: number;
  left: number;
  /** When it began, in seconds since 1970, and how many lines it has had. */
  readonly since: number;
  line: number;
}

function newBurst(random: () => number, agent: number, since: number): Burst {
  const draw = Math.floor(random() * 20);
  // Somebody of the office, who logs in and sometimes cannot remember.
  if (draw < 3)
    return {
      peer: "198.51.100.7",
      user: "alice",
      agent,
      since,
      line: 0,
      left: draw === 0 ? 12 : 1,
    };
  const peer = `203.0.113.${1 + Math.floor(random() * 250)}`;
  return {
    peer,
    user: ["root", "admin", "test"][draw % 3] ?? "root",
    agent,
    since,
    line: 0,
    left: 5 + Math.floor(random() * 40),
  };
}

function sshdLine(
  { peer, user, agent, left }: Burst,
  i: number,
  time: number,
): Parameters<typeof decode>[0] {
  const port = 1024 + (i % 60_000);
  const text =
    user === "alice" && left === 0
      ? `Accepted publickey for alice from ${peer} port ${port} ssh2: ED25519 SHA256:lab`
      : user === "root" || user === "alice"
        ? `Failed password for ${user} from ${peer} port ${port} ssh2`
        : `Invalid user ${user} from ${peer} port ${port}`;
  const host = `web-${agent}`;
  return {
    sender: { id: String(agent).padStart(3, "0"), name: host, ip: `10.2.0.${agent}` },
    location: "/var/log/auth.log",
    text: `${syslogTime(time)} ${host} sshd[${1000 + (i % 30_000)}]: ${text}`,
    time,
  };
}

function alertOf({ rule, event }: Firing, at: number, i: number): string {
  const { sender, timestamp, hostname, programName } = event;
  return JSON.stringify({
    timestamp: stamp(at),
    rule: {
      level: rule.level,
      description: rule.description,
      id: String(rule.id),
      ...(rule.frequency > 0 && { frequency: rule.frequency + 2 }),
      firedtimes: rule.firedTimes,
      mail: false,
      groups: rule.groups,
    },
    agent: { id: sender.id, name: sender.name, ip: sender.ip },
    manager: { name: "lab-manager" },
    id: `${event.time}.${1_000_000 + i * 700}`,
    full_log: event.fullLog,
    predecoder: { program_name: programName, timestamp, hostname },
    decoder: { parent: "sshd", name: "sshd" },
    data: inAlertOrder(event.data),
    location: event.location,
  });
}

function agentOf(agent: number): string {
  return `{"id":"${String(agent).padStart(3, "0")}","name":"web-${agent}","ip":"10.2.0.${agent}"}`;
}

function stamp(seconds: number): string {
  return `${new Date(Math.floor(seconds * 1000)).toISOString().slice(0, 23)}+0000`;
}

function syslogTime(seconds: number): string {
  const [, month = "", day = "", , time = ""] =
    /^\w+, (\d+) (\w+) (\d+) (\S+)/.exec(new Date(seconds * 1000).toUTCString()) ?? [];
  return `${day} ${month.replace(/^0/, " ")} ${time}`;
}
