import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { randomOf } from "../../../../lab/random";
import type { Alert } from "../../../../policy/replay/alerts/alert";
import { readAlert } from "../../../../policy/replay/alerts/readAlert";
import { readHostList } from "../../../../policy/replay/judge/hostList";
import { readHostLists } from "../../../../policy/replay/judge/listed";
import { logSettingsOf } from "../../../../policy/replay/judge/logSettings";
import { plain, plainSpelt } from "../../../../policy/replay/judge/plain";
import { judgeRun, type RunnerSettings } from "../../../../policy/replay/judge/runner";
import { policyOf } from "../../../../policy/model/parsePolicy";
import type { CustomResponse } from "../../../../policy/model/response";
import { HostState } from "../../../../policy/replay/play/hostState";
import { runScript } from "../../../../policy/replay/play/runScript";
import { logSettings } from "../../../../policy/render/responses/logSettings";
import { renderTemplate } from "../../../../policy/render/template";
import { AWKS, INTERPRETERS } from "../../../interpreters";
import { runnerWithoutHost, runRunner } from "./awkJudges";
import { BYTES, COUNT, differences, HOST_LIST, kindsOf, LISTS, LOGS, POLICY } from "./oracleHost";
import { messageOf, randomAlert } from "./randomAlerts";

/** Where an address, or a key, may be looked for. */
const PATHS = [
  ...["srcip", "src_ip", "win.eventdata.ipAddress", "a.b.c", "a.b"],
  ...["alert.location", "alert.agent.name", "alert.syscheck.path", "alert.data.srcip"],
];
const SHARED = {
  logs: logSettingsOf(POLICY),
  lists: readHostLists(LISTS),
  hostList: readHostList(HOST_LIST, { commands: "", commandsElse: "web" }),
};
/** The settings of runners: with an address or without, a key of its own or none, told to execd or not. */
const RUNNERS: readonly RunnerSettings[] = [
  { ...SHARED, fields: ["srcip"], keys: ["srcip"], stateful: true },
  { ...SHARED, fields: ["src_ip", "srcip"], keys: ["src_ip", "srcip"], stateful: false },
  {
    ...SHARED,
    fields: ["win.eventdata.ipAddress", "a.b.c", "srcip"],
    keys: ["alert.syscheck.path", "a.b.c"],
    stateful: true,
  },
  { ...SHARED, fields: [], keys: ["alert.syscheck.path", "a.b", "srcip"], stateful: true },
  { ...SHARED, fields: [], keys: ["srcip"], stateful: false },
  { ...SHARED, fields: ["a.b", "alert.data.srcip"], keys: ["alert.location"], stateful: true },
];

/** Keys that JSON spells longer than they are, around the length beyond which a runner refuses them. */
const LONG = [
  ...["k".repeat(2048), "k".repeat(2049), "\u00e9".repeat(1024), "\u00e9".repeat(1025)],
  ...['"'.repeat(1024), '"'.repeat(1025), "\u0001".repeat(341), "\u0001".repeat(342)],
];
const PLACES = [
  "/etc/passwd",
  "/etc/\u00e9",
  'a "b" \\',
  "",
  "-",
  null,
  7,
  [],
  {},
  "x\ny",
  ...LONG,
];

interface Sent {
  readonly alert: Alert;
  readonly message: string;
}

/** Alerts as they stand in alerts.json, with what wazuh-execd hands to a script for them. */
function sent(count: number): readonly Sent[] {
  const random = randomOf(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  let time = Date.parse("2026-11-01T00:00:00Z");
  return Array.from({ length: count }, (_, i) => {
    time += Math.floor(random() ** 6 * 30_000);
    const message = JSON.parse(messageOf(randomAlert(random, time, i))) as Message;
    const { alert } = message.parameters;
    if (random() < 0.5) alert["syscheck"] = { path: pick(PLACES) };
    const timestamp = new Date(time).toISOString().replace("Z", "+0000");
    const line = JSON.stringify({ timestamp, ...alert });
    const read = readAlert(line, { file: "random", line: i }, [], PATHS);
    if (read.kind !== "alert") throw new Error(`${line} is ${JSON.stringify(read)}`);
    return { alert: read.alert, message: JSON.stringify(message) };
  });
}

interface Message {
  readonly parameters: { readonly alert: Record<string, unknown> };
}

/** A text as a host sees it: the spelling of JSON, byte by byte. */
const spelt = (text: string): string => BYTES(JSON.stringify(text).slice(1, -1));

/** What replay says of an alert, in the words of the runner's awk; the key only where it asks wazuh-execd. */
function ours({ alert }: Sent, runner: RunnerSettings): string {
  const { verdict, subject, key, why } = judgeRun(alert, runner);
  const known = verdict === "run" && runner.stateful ? spelt(key) : "";
  return [verdict, plainSpelt(subject), why === "" ? "-" : plain(BYTES(why)), known].join("|");
}

/** The settings as the script has them. */
function envOf({ fields, keys, stateful }: RunnerSettings): Record<string, string> {
  return {
    FIELDS: fields.join(" "),
    KEYS: keys.join(" "),
    STATEFUL: stateful ? "yes" : "",
    COMMANDS_ELSE: "web",
    ...LOGS,
  };
}

const ALL = sent(COUNT);

describe.each(AWKS)("%s", (name, awk) => {
  // One of them plays all; what awks have different shows in a few.
  const count = name === "mawk" ? COUNT : 300;
  it(`decides about ${count} alerts for scripts of one's own as replay does`, () => {
    const verdicts = new Set<string>();
    RUNNERS.forEach((runner, r) => {
      const some = ALL.slice(0, count).filter((_, i) => i % RUNNERS.length === r);
      const rows = runRunner(awk, some.map(({ message }) => `${message}\n`).join(""), {
        env: envOf(runner),
        lists: LISTS,
        hostList: HOST_LIST,
      });
      const theirs = rows.map(([verdict = "", , , , , , subject = "", why = "", key = ""]) =>
        [
          verdict,
          subject,
          why,
          // Latin1 is how the bytes of a host are compared.
          verdict === "run" && runner.stateful ? BYTES(key) : "",
        ].join("|"),
      );
      const said = some.map((one) => ours(one, runner));
      expect(differences(said, theirs, some)).toEqual([]);
      for (const kind of kindsOf(said)) verdicts.add(kind);
    });
    expect([...verdicts].sort()).toEqual("forged refused run strange white-listed".split(" "));
  });
});

/** A folder that stands for /var/ossec, with a runner and its lists in it. @returns the runner's file */
function runnerIn(home: string, { fields, keys }: RunnerSettings): string {
  const put = (name: string, text: string, mode = 0o600): string => {
    writeFileSync(join(home, name), text, { mode });
    return join(home, name);
  };
  for (const folder of ["active-response", "etc", "logs"]) mkdirSync(join(home, folder));
  put("etc/ossec.conf", "");
  put("active-response/custom-runner.awk", runnerWithoutHost());
  const text = renderTemplate("responses/custom-runner.sh.hbs", {
    name: "ban",
    script: put("ban", "#!/bin/sh\ncat >/dev/null\n", 0o700),
    limit: 10,
    stateful: "yes",
    fields: fields.join(" "),
    keys: keys.join(" "),
    lists: put("lists", LISTS),
    hostList: put("hostList", HOST_LIST),
    commands: "web",
    managers: "",
    mode: "enforce",
    ...logSettings(POLICY),
  });
  return put("runner", text.replace("home=/var/ossec", `home=${home}`), 0o700);
}

describe.each(INTERPRETERS)("the whole runner, by %s", (_name, [shell = "", ...options]) => {
  it("decides about 50 alerts as replay does, with wazuh-execd's answers", () => {
    const [runner] = RUNNERS as [RunnerSettings];
    const [response] = policyOf({
      ...{ whitelist: [], rules: [] },
      responses: [
        {
          ...{ kind: "custom", rules: [5763], command: "ban", executable: "ban", timeout: 600 },
          ...{ script: "#!/bin/sh\n", field: ["srcip"] },
        },
      ],
    }).responses as [CustomResponse];
    const home = mkdtempSync(join(tmpdir(), "runner-"));
    const log = join(home, "logs/active-responses.log");
    const file = runnerIn(home, runner);
    const state = new HostState();
    const said: string[] = [];
    const theirs: string[] = [];
    // The second time wazuh-execd knows their keys.
    const some = [...sent(25), ...sent(25)];
    for (const { alert, message } of some) {
      const { word, subject, why } = runScript(response, alert, state, runner);
      said.push(`${word === "ran" ? "done" : word} ${subject}: ${why}`);
      writeFileSync(log, "");
      const answer = JSON.stringify({
        version: 1,
        origin: { name: "node01", module: "wazuh-execd" },
        command: word === "already active" ? "abort" : "continue",
        parameters: {},
      });
      const input = `${message}\n${answer}\n`;
      const { stderr } = spawnSync(shell, [...options, file], { input, encoding: "utf8" });
      expect(stderr).toBe("");
      theirs.push(decisionIn(readFileSync(log, "utf8")));
    }
    rmSync(home, { recursive: true });
    expect(differences(said, theirs, some)).toEqual([]);
    expect([...new Set(said.map((one) => one.replace(/ [^ ]+: .*/, "")))].sort()).toEqual([
      "already active",
      "done",
      "forged",
      "refused",
      "white-listed",
    ]);
  });
});

/** What a line of active-responses.log says was decided, without what only a host knows. */
function decisionIn(line: string): string {
  const json = line.slice(line.indexOf("{"));
  const { decision, subject, why } = (
    JSON.parse(json) as { active_response: Record<string, string> }
  ).active_response;
  const own = decision === "done" || decision === "already active";
  return `${decision} ${subject}: ${own ? "" : why}`;
}
