import type { Alert } from "../../../../policy/replay/alerts/alert";
import { parseDuration } from "../../../../policy/model/duration";
import { judgeAccount, bareName } from "../../../../policy/replay/judge/account";
import {
  judgeBlock,
  countAdditions,
  noteBlock,
  type BlockSettings,
} from "../../../../policy/replay/judge/blockIp";
import { readHostList } from "../../../../policy/replay/judge/hostList";
import { entriesOf, readHostLists } from "../../../../policy/replay/judge/listed";
import { logSettingsOf } from "../../../../policy/replay/judge/logSettings";
import { networkListsOf, networkOf } from "../../../../policy/replay/judge/network";
import { Past } from "../../../../policy/replay/judge/past";
import { plain, plainSpelt } from "../../../../policy/replay/judge/plain";
import { judgeProcess } from "../../../../policy/replay/judge/process";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { AWKS, runAwk } from "../../../interpreters";
import { batched, partOf, runBatched } from "./awkJudges";
import { BYTES, COUNT, differences, HOST_LIST, kindsOf, LISTS, LOGS, POLICY } from "./oracleHost";
import { randomOf } from "../../../../lab/random";
import { messageOf, randomAlert, withData } from "./randomAlerts";

const COMMANDS = { commands: "5763=web,drop 31151=web", commandsElse: "drop" };
const SETTINGS: BlockSettings = {
  times: new Map([
    [5763, [20, 60, 600]],
    [5712, [0]],
    [5710, [300]],
  ]),
  timesElse: [10, 30],
  fields: new Map([
    [100_001, ["src_ip", "srcip"]],
    [550, ["win.eventdata.ipAddress"]],
    [3357, ["a.b.c", "win.eventdata.ipAddress", "srcip"]],
    [60_122, ["win.eventdata.ipAddress", "srcip"]],
    [5710, ["src_ip", "a.b.c"]],
  ]),
  fieldsElse: ["srcip"],
  forget: 400,
  network: { ipv6: "/64", ipv4: "/24", after: 2, within: parseDuration("5m") },
  storm: 3,
  breaker: 4,
  logs: logSettingsOf(POLICY),
  lists: readHostLists(LISTS),
  networks: networkListsOf(entriesOf(LISTS)),
  hostList: readHostList(HOST_LIST, COMMANDS),
};
const random = randomOf(1);
let time = Date.parse("2026-11-01T00:00:00Z");
const ALERTS = Array.from({ length: COUNT }, (_, i) =>
  randomAlert(random, (time += Math.floor(random() ** 6 * 30_000)), i),
);
/** Honest alerts of few addresses, again and again. */
const OFTEN = (
  "2001:db8:5:6::1 2001:db8:5:6::2 2001:db8:5:6:a:b:c:d 2001:db8:5:6::4 2001:db8:5:7::1 2001:db8:5:7::2 2001:db8::2 2001:db8::3 " +
  "203.0.113.5 203.0.113.6 203.0.113.7 198.51.100.4 10.1.0.77 10.1.0.78 64:ff9b::203.0.113.8 64:ff9b::203.0.113.9 2002:cb00:7142::1 2002:cb00:7142::2"
).split(" ");
const WHERE: readonly (readonly [number, ((address: string) => Record<string, unknown>)?])[] = [
  [5763],
  [5763],
  [5710, (src_ip) => ({ src_ip })],
  [3357, (c) => ({ a: { b: { c } } })],
  [3357],
];
let later = time;
const AGAIN = Array.from({ length: 1000 }, (_, i): Alert => {
  const [address = "", other = ""] = [0, 1].map(() => OFTEN[Math.floor(random() * OFTEN.length)]);
  const at = Math.floor(random() * WHERE.length);
  const [rule = 0, data] = WHERE[at] ?? [];
  return withData(
    {
      ...randomAlert(random, (later += Math.floor(random() ** 3 * 90_000)), i),
      rule,
      // What is counted is the address that the field names.
      srcip: data?.(address) ? other : address,
      fullLog: `Jan  2 03:04:05 gitlab sshd[4711]: Failed password for root from ${address} port 40228 ssh2`,
      program: "sshd",
      location: "/var/log/auth.log",
    },
    data?.(address) ?? {},
  );
});
const OFTEN_SETTINGS: BlockSettings = { ...SETTINGS, storm: 60, breaker: 12 };

/** The settings as the script has them. */
function envOf({
  times,
  timesElse,
  fields,
  fieldsElse,
  forget,
  network,
  breaker,
  storm,
}: BlockSettings): Record<string, string> {
  return {
    TIMES: [...times].map(([rule, steps]) => `${rule}=${steps.join(",")}`).join(" "),
    SECONDS_ELSE: timesElse.join(","),
    FIELDS: [...fields].map(([rule, names]) => `${rule}=${names.join(",")}`).join(" "),
    FIELDS_ELSE: fieldsElse.join(","),
    COMMANDS: COMMANDS.commands,
    COMMANDS_ELSE: COMMANDS.commandsElse,
    FORGET: String(forget ?? ""),
    NETWORK4: network.ipv4,
    NETWORK6: network.ipv6,
    AFTER: String(network.after),
    WITHIN: String(network.within),
    BREAKER: String(breaker),
    KEEP: String(Math.max(storm, breaker)),
    ...LOGS,
  };
}

/** What awk has said, in the words of {@link ours}. */
function theirsOf(rows: readonly string[][]): string[] {
  return rows.map(
    ([verdict = "", address = "", , , , , seconds = "", additions = "", , why = "", ...rest]) => {
      const [step = "", , network = "", its = "", itsStep = "", itsWhy = "", mates = ""] =
        rest.slice(3);
      const wide = its !== "" ? `${its}, ${itsStep}` : itsWhy === "-" ? "" : itsWhy;
      return [
        verdict,
        address,
        verdict === "strange" ? "" : seconds,
        additions,
        why,
        ...(verdict === "add" ? [step, wide && `${network} of ${mates}: ${wide}`] : []),
      ].join("|");
    },
  );
}

/** The decisions of this program, an alert a line, with what a host would have noted before each. */
function ours(
  alerts: readonly Alert[],
  settings = SETTINGS,
): { readonly said: string[]; readonly input: string } {
  let stamps: readonly number[] = [];
  const past = new Past(400);
  const notes: string[] = [];
  const note = (subject: string, step: number, seconds: number, now: number): void => {
    const network = subject.includes("/") ? subject : networkOf(subject);
    notes.push([subject, network, step, seconds, now - 9, "another-boot", now].join(" "));
  };
  const said: string[] = [];
  const input: string[] = [];
  for (const alert of alerts) {
    const now = Math.floor(alert.time / 1000);
    const judged = judgeBlock(alert, settings, stamps, past);
    // A host reads the whole of a file; here what is of the network, the last of each subject, and some of others.
    const of = ` ${networkOf(judged.address)} `;
    const ofNetwork = new Map<string, string>();
    for (const line of notes.filter((text, i) => i > notes.length - 9 || text.includes(of))) {
      const subject = line.slice(0, line.indexOf(" "));
      ofNetwork.delete(subject);
      ofNetwork.set(subject, line);
    }
    const file = [...ofNetwork.values()].slice(-60);
    input.push(messageOf(alert), [now, ...stamps].join(" "), file.join("|"));
    const { verdict, address, seconds, additions, why, step, network } = judged;
    if (verdict === "add") {
      const blocked = network !== undefined && "step" in network;
      stamps = countAdditions(stamps, alert.time, settings, blocked ? 2 : 1);
      noteBlock(past, judged, alert.time);
      note(address, step, seconds, now);
      if (blocked) note(network.subject, network.step, network.seconds, now);
    }
    const strange = verdict === "strange";
    said.push(
      [
        verdict,
        plainSpelt(address),
        strange ? "" : seconds,
        additions,
        verdict === "add" ? "continue" : plain(BYTES(why)),
        ...(verdict === "add"
          ? [
              step,
              network === undefined
                ? ""
                : `${network.subject} of ${network.mates}: ${"why" in network ? plain(BYTES(network.why)) : `${network.seconds}, ${network.step}`}`,
            ]
          : []),
      ].join("|"),
    );
  }
  return { said, input: `${input.join("\n")}\n` };
}

describe.each(AWKS)("%s", (name, awk) => {
  // One of them plays all; what awks have different shows in a few.
  const count = name === "mawk" ? COUNT : 200;
  const alerts = ALERTS.slice(0, count);
  it(`decides about ${count} addresses as replay does`, () => {
    const { said, input } = ours(alerts);
    const rows = runBatched(awk, input, {
      env: envOf(SETTINGS),
      lists: LISTS,
      hostList: HOST_LIST,
    });
    expect(differences(said, theirsOf(rows), alerts)).toEqual([]);
    expect(kindsOf(said)).toEqual("add forged refused stopped strange white-listed".split(" "));
  });

  it("counts blocks and addresses of a network as replay does", () => {
    const often = AGAIN.slice(0, name === "mawk" ? 1000 : 300);
    const { said, input } = ours(often, OFTEN_SETTINGS);
    const rows = runBatched(awk, input, {
      env: envOf(OFTEN_SETTINGS),
      lists: LISTS,
      hostList: HOST_LIST,
    });
    expect(differences(said, theirsOf(rows), often)).toEqual([]);
    // Steps were climbed, networks blocked and refused: else nothing of them was compared.
    const seen = (pattern: RegExp): boolean => said.some((one) => pattern.test(one));
    for (const pattern of name !== "mawk"
      ? []
      : [
          /^add\|203\.0\.113\.5\|600\|\d+\|continue\|3\|/,
          /2001:db8:5:6::\/64 of \d: \d+, 1$/,
          /2001:db8:5:6::\/64 of \d: 600, \d$/,
          /203\.0\.113\.0\/24 of \d: 30, 2$/,
          /2002:cb00:7142::\/64 of 2: \d+, \d$/,
          /2001:db8::\/64 of 2: holds 2001:db8::1: white list: monitor$/,
          /10\.1\.0\.0\/24 of 2: holds 10\.1\.0\.1: manager wazuh$/,
          /203\.0\.113\.0\/24 of \d: holds 203\.0\.113\.66: white list: tester$/,
          /2001:db8:5:7::\/64 of 2: holds 2001:db8:5:7:ffff::\/80: white list: wide$/,
          /2001:db8:5:7::\/64 of 2: \d+, \d$/,
          /64:ff9b::\/64 of 2: holds IPv4 addresses of others$/,
          /: more than 12 additions in a minute$/,
        ])
      expect([pattern, seen(pattern)]).toEqual([pattern, true]);
  });

  it(`takes accounts out of ${count} alerts as replay does`, () => {
    const begin = partOf("guarded-disable-account.sh.hbs", "BEGIN { named", "') || asked=");
    const program = batched(
      begin.replace("{ named =", "{\nnamed =").replace("if (is_message", "if (is_message"),
      ["json.awk", "address.awk", "daemons.awk", "provenance.awk", "refused.awk"],
    );
    const input = alerts.map((alert) => `${messageOf(alert)}\n`).join("");
    const theirs = runAwk(awk, program, input, LOGS)
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [, user = "", , , , text = "", strange = "", forged = ""] = line.split("|");
        if (/^-|^\.|\.\.|[^A-Za-z0-9._@-]/.test(user)) return `refused|${text}|${strange}`;
        return forged === "-" ? `judged|${user}` : `forged|${user}|${forged}`;
      });
    const said = alerts.map((alert) => {
      const { verdict, user, why } = judgeAccount(alert, { protect: ["svc"], logs: SETTINGS.logs });
      if (verdict === "forged") return `forged|${user}|${plain(BYTES(why))}`;
      if (verdict === "refused" && why.startsWith("parameters")) return `refused|${user}|${why}`;
      return `judged|${user}`;
    });
    expect(differences(said, theirs, alerts)).toEqual([]);
    expect(kindsOf(said)).toEqual(["forged", "judged", "refused"]);
  });

  it(`takes processes out of ${count} alerts as replay does`, () => {
    const listed = ["xmrig", "/tmp/kinsing", "minerd", "totally-not-malware"];
    const program = batched(
      partOf("kill-process.awk", "BEGIN {", "\n}\n") +
        "\n}\n" +
        partOf("kill-process.awk", "function stands_for", "\n}\n") +
        "\n}\n",
      ["json.awk"],
    );
    const input = alerts.map((alert) => `${messageOf(alert)}\n`).join("");
    const theirs = runAwk(awk, program, input, { LISTED: listed.join("\n") })
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [, entry = "", , , , , named = ""] = line.split("|");
        return `${entry}|${named}`;
      });
    const said = alerts.map((alert) => {
      const { entry = "-", named } = judgeProcess(alert, listed);
      return `${entry}|${named}`;
    });
    expect(differences(said, theirs, alerts)).toEqual([]);
    expect([...new Set(said.map((one) => one.split("|")[0]))].sort()).toEqual(
      ["-", ...listed].sort(),
    );
  });
});

it("spares the accounts that the shell spares", () => {
  const names = [
    "root",
    "ROOT",
    "root@corp",
    "CORP\\root",
    "a+root",
    "alice",
    "Alice@x",
    "svc",
    "SVC@d",
    "x+svc",
    "b@root",
    "",
  ];
  const script = `protect='root svc@host'\n. "$1"\nwhile IFS= read -r name; do spared_account "$name" "$name:x:4000:4000::/:"; printf '%s\\n' "$spared"; done`;
  const file = join(__dirname, "../../../../scripts/responses/spared-account.sh");
  const ended = spawnSync("sh", ["-c", script, "sh", file], {
    input: `${names.join("\n")}\n`,
    encoding: "utf8",
  });
  expect(ended.stderr).toBe("");
  const said = names.map((name) => {
    const bare = bareName(name);
    if (bare === "root") return "root is never locked";
    return bare === bareName("svc@host") ? "on the protect list" : "";
  });
  expect(said).toEqual(ended.stdout.split("\n").slice(0, -1));
});
