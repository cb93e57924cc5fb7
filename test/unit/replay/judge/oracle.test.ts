import type { Alert } from "../../../../policy/replay/alerts/alert";
import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import { judgeAccount, bareName } from "../../../../policy/replay/judge/account";
import {
  judgeBlock,
  countAdditions,
  type BlockSettings,
} from "../../../../policy/replay/judge/blockIp";
import { readHostList } from "../../../../policy/replay/judge/hostList";
import { readHostLists } from "../../../../policy/replay/judge/listed";
import { logSettingsOf } from "../../../../policy/replay/judge/logSettings";
import { plain } from "../../../../policy/replay/judge/plain";
import { judgeProcess } from "../../../../policy/replay/judge/process";
import { renderBlockLists } from "../../../../policy/render/responses/blockLists";
import { logSettings } from "../../../../policy/render/responses/logSettings";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { AWKS, runAwk } from "../../../interpreters";
import { batched, partOf, runBatched } from "./awkJudges";
import { randomOf } from "../../../../lab/random";
import { messageOf, randomAlert } from "./randomAlerts";

/** `REPLAY_ALERTS=20000 npx jest --selectProjects unit --testPathPatterns test/unit/replay/judge/oracle` plays more. */
const COUNT = Number(process.env.REPLAY_ALERTS ?? 1000);

const POLICY = policyOf({
  whitelist: [
    { address: "10.20.0.0/16", name: "office" },
    { address: "10.1.0.2", name: "build # server" },
    { address: "2001:db8::1", name: "monitor" },
    { address: "64:ff9b::c000:207", name: "seen through NAT64" },
  ],
  neverBlock: [{ address: "172.16.0.0/12", name: "proxies" }],
  rules: [],
  responses: [],
});
const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [],
  agents: [{ name: "web-1", role: "agent", address: "10.3.0.1" }],
  bastion: "10.1.0.9",
});
const LISTS = renderBlockLists(POLICY, FLEET);
const HOST_LIST = `# of a host alone
198.51.100.0/24 +web mirror
203.0.113.66 -drop tester
2001:db8:0:1::/64 * lab net
2002:cb00:7142::1 +web by 6to4
monitor.example.org * named
`;
const SETTINGS: BlockSettings = {
  times: new Map([
    [5763, 600],
    [5712, 0],
  ]),
  secondsElse: 3600,
  fields: new Map([
    [100_001, ["src_ip", "srcip"]],
    [550, ["win.eventdata.ipAddress"]],
    [3357, ["a.b.c", "win.eventdata.ipAddress", "srcip"]],
    [60_122, ["win.eventdata.ipAddress", "srcip"]],
    [5710, ["src_ip", "a.b.c"]],
  ]),
  fieldsElse: ["srcip"],
  storm: 3,
  breaker: 4,
  logs: logSettingsOf(POLICY),
  lists: readHostLists(LISTS),
  hostList: readHostList(HOST_LIST, { commands: "5763=web,drop 31151=web", commandsElse: "drop" }),
};
const places = logSettings(POLICY);
const LOGS = Object.fromEntries(
  ["auth", "mail", "ftp", "webAccess", "webErrors", "raw"].map((kind) => [
    `LOGS_${kind}`,
    places[`logs${kind.charAt(0).toUpperCase()}${kind.slice(1)}`] ?? "",
  ]),
);

const random = randomOf(1);
let time = Date.parse("2026-11-01T00:00:00Z");
const ALERTS = Array.from({ length: COUNT }, (_, i) =>
  randomAlert(random, (time += Math.floor(random() ** 6 * 30_000)), i),
);
const BYTES = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** The decisions of this program, an alert a line, with what a host would have noted before each. */
function ours(alerts: readonly Alert[]): { readonly said: string[]; readonly input: string } {
  let stamps: readonly number[] = [];
  const said: string[] = [];
  const input: string[] = [];
  for (const alert of alerts) {
    input.push(messageOf(alert), [Math.floor(alert.time / 1000), ...stamps].join(" "));
    const { verdict, address, seconds, additions, why } = judgeBlock(alert, SETTINGS, stamps);
    if (verdict === "add") stamps = countAdditions(stamps, alert.time, SETTINGS);
    const strange = verdict === "strange";
    said.push(
      [
        verdict,
        // What is strange is shown byte by byte on a host.
        plain(strange ? BYTES(JSON.stringify(address).slice(1, -1)) : address),
        strange ? "" : seconds,
        additions,
        verdict === "add" ? "continue" : plain(BYTES(why)),
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
    const env = {
      TIMES: "5763=600 5712=0",
      SECONDS_ELSE: "3600",
      FIELDS: [...SETTINGS.fields].map(([rule, names]) => `${rule}=${names.join(",")}`).join(" "),
      FIELDS_ELSE: "srcip",
      COMMANDS: "5763=web,drop 31151=web",
      COMMANDS_ELSE: "drop",
      BREAKER: "4",
      KEEP: "4",
      ...LOGS,
    };
    const rows = runBatched(awk, input, { env, lists: LISTS, hostList: HOST_LIST });
    const theirs = rows.map(
      ([verdict = "", address = "", , , , , seconds = "", additions = "", , why = ""]) =>
        [verdict, address, verdict === "strange" ? "" : seconds, additions, why].join("|"),
    );
    expect(differences(said, theirs)).toEqual([]);
    expect(kindsOf(said)).toEqual("add forged refused stopped strange white-listed".split(" "));
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
      if (verdict === "refused" && why.startsWith("parameters"))
        return `refused|${plain(BYTES(JSON.stringify(alert.dstuser ?? "").slice(1, -1)))}|${why}`;
      return `judged|${user}`;
    });
    expect(differences(said, theirs)).toEqual([]);
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
    expect(differences(said, theirs)).toEqual([]);
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

function differences(said: readonly string[], theirs: readonly string[]): readonly object[] {
  expect(theirs).toHaveLength(said.length);
  return said
    .flatMap((one, i) =>
      one === theirs[i] ? [] : [{ ours: one, awk: theirs[i], alert: JSON.stringify(ALERTS[i]) }],
    )
    .slice(0, 3);
}

function kindsOf(said: readonly string[]): readonly string[] {
  return [...new Set(said.map((one) => one.split("|")[0] ?? ""))].sort();
}
