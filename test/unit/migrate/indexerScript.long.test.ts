import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { runMonitor, type SeenFinding } from "../../../lab/wazuh5/fromFinding";
import { poll } from "../../../lab/wazuh5/poller";
import { objectOf } from "../../../lab/wazuh5/refusal";
import { benchOf, type Bench } from "./indexer";
import { FAILED_LOGIN, policy, WHOLE } from "./policies";

const FLOOD =
  "warning: of more than 50 findings in a minute a monitor answers one; -1 as plugins.alerting.max_actionable_alert_count lifts that\n";

const open: Bench[] = [];
const start = async (...args: Parameters<typeof benchOf>): Promise<Bench> => {
  const bench = await benchOf(...args);
  open.push(bench);
  return bench;
};

afterEach(async () => {
  for (const { indexer } of open.splice(0)) await indexer.server.stop();
});

describe("indexer.sh, with what migrate wrote", () => {
  it("checks and writes nothing", async () => {
    const { indexer, script } = await start(WHOLE);
    expect(await script("check")).toEqual({
      code: 0,
      stdout: "checked: 0 channels and 4 monitors there, 2 and 2 are new\n",
      stderr: FLOOD,
    });
    expect(indexer.server.asked().filter((one) => /^PUT|configs$|monitors$/.test(one))).toEqual([]);
  });

  it("brings what a stack of every kind becomes, steps, networks and scripts of its own", async () => {
    const { indexer, script } = await start(
      policy({
        whitelist: [{ address: "10.0.0.0/8", name: "office" }],
        responses: [
          {
            kind: "block-ip",
            rules: [5763],
            escalate: ["10m", "6h", 0],
            network: { ipv4: "/24", after: 4 },
            findings: { rules: [FAILED_LOGIN], count: 8, within: "2m" },
          },
          {
            kind: "custom",
            rules: [31_151],
            command: "note",
            executable: "note",
            script: "#!/bin/sh\ncat >/dev/null\n",
            field: ["srcip"],
            findings: { query: 'url.path:"/wp-login.php"', category: "security" },
          },
          { kind: "isolate-host", allow: [] },
        ],
      }),
    );
    expect(await script("write")).toMatchObject({
      code: 0,
      stdout:
        "checked: 0 channels and 4 monitors there, 2 and 2 are new\n" +
        "channel ar-firewall-drop: new, muted\nchannel ar-note: new, muted\n" +
        "monitor active-response-firewall-drop: new\nmonitor active-response-note: new\n",
    });
    expect([...indexer.channels.values()].map((one) => objectOf(one["active_response"]))).toEqual([
      // The first step: what lasts longer is the kernel's, which execd's disable does not touch.
      {
        type: "stateful",
        stateful_timeout: 600,
        executable: "guarded-block-ip",
        extra_args: "",
        location: "local",
      },
      { type: "stateless", executable: "note", extra_args: "", location: "local" },
    ]);
  });

  it("brings channels, muted, then monitors; a second time changes nothing", async () => {
    const { indexer, script } = await start(WHOLE, {
      settings: { "plugins.alerting.max_actionable_alert_count": -1 },
    });
    indexer.busy = 1;
    expect(await script("write")).toEqual({
      code: 0,
      stdout:
        "checked: 0 channels and 4 monitors there, 2 and 2 are new\n" +
        "channel ar-firewall-drop: new, muted\nchannel ar-kill-malicious-process: new, muted\n" +
        "monitor active-response-firewall-drop: new\nmonitor active-response-kill-malicious-process: new\n",
      stderr: "",
    });
    const [channels, monitors] = [new Map(indexer.channels), new Map(indexer.monitors)];
    expect([...channels.values()].map((config) => config["is_enabled"])).toEqual([false, false]);
    expect(monitors.size).toBe(2);
    expect((await script("write")).stdout).toBe(
      "checked: 2 channels and 6 monitors there, 0 and 0 are new\n" +
        "channel ar-firewall-drop: as here\nchannel ar-kill-malicious-process: as here\n" +
        "monitor active-response-firewall-drop: as here\nmonitor active-response-kill-malicious-process: as here\n",
    );
    expect(indexer.channels).toEqual(channels);
    expect(indexer.monitors).toEqual(monitors);
  });

  it("unmutes, keeps that at the next write, and mutes", async () => {
    const { indexer, script } = await start(WHOLE);
    await script("write");
    const enabled = (): unknown[] => [...indexer.channels.values()].map((one) => one["is_enabled"]);
    expect((await script("unmute")).stdout).toBe(
      "channel ar-firewall-drop: acts\nchannel ar-kill-malicious-process: acts\n",
    );
    expect(enabled()).toEqual([true, true]);
    await script("write");
    expect(enabled()).toEqual([true, true]);
    expect((await script("mute")).code).toBe(0);
    expect(enabled()).toEqual([false, false]);
  });

  it("mutes as many as there are, and says that it was not all", async () => {
    const { indexer, script } = await start(WHOLE);
    await script("write");
    await script("unmute");
    indexer.channels.delete("ar-firewall-drop");
    expect(await script("mute")).toEqual({
      code: 2,
      stdout: "channel ar-kill-malicious-process: muted\n",
      stderr:
        "warning: channel ar-firewall-drop: refused with 404: NotificationConfig ar-firewall-drop not found\nindexer.sh: not every channel was changed\n",
    });
  });

  it("lists the rules that have findings", async () => {
    const { script } = await start(WHOLE);
    expect(await script("rules")).toEqual({
      code: 0,
      stdout: `       3  ${FAILED_LOGIN}  Failed authentication attempt\n       3  0f0e0d0c-0b0a-4908-8706-050403020100  a \\"miner\\"\n`,
      stderr: "",
    });
  });

  it("has no password in any command line, and no .curlrc of the user's", () => {
    const text = readFileSync(join(__dirname, "../../../scripts/wazuh5/indexer.sh"), "utf8");
    expect(text).toContain("set -- -q --silent");
    expect(text).toContain("--netrc-file");
    expect(text).not.toMatch(/--user\b|authorization/i);
  });
});

describe("indexer.sh refuses before it writes", () => {
  const nothingWritten = ({ indexer }: Bench): void => {
    expect(indexer.channels.size + indexer.monitors.size).toBe(0);
  };

  it.each<[string, Parameters<typeof benchOf>[1], string]>([
    [
      "an indexer that is not one of Wazuh 5",
      { streams: [] },
      "wazuh-findings-v5-security does not exist; is URL the indexer of a Wazuh 5?",
    ],
    [
      "too many monitors, sample monitors among them",
      { otherMonitors: 9 },
      "monitors: the indexer has 9, 2 are new, and it takes 10; raise plugins.alerting.monitor.max_monitors, or delete what nobody needs",
    ],
    [
      "too many channels, where the user may not ask for the limits",
      { otherChannels: 9, hidesSettings: true },
      "channels: the indexer has 9, 2 are new, and it takes 10; raise plugins.notifications.max_active_responses, or delete what nobody needs",
    ],
    [
      "too many configurations",
      { settings: { "plugins.notifications.max_notification_configs": 5 } },
      "notification configs: the indexer has 4, 2 are new, and it takes 5; raise plugins.notifications.max_notification_configs, or delete what nobody needs",
    ],
  ])("%s", async (_, options, message) => {
    const bench = await start(WHOLE, options);
    const { code, stderr } = await bench.script("write");
    expect(stderr.replace(bench.indexer.url, "URL")).toBe(`indexer.sh: ${message}\n`);
    expect(code).toBe(1);
    nothingWritten(bench);
  });

  it("a rule that is still to be named", async () => {
    const bench = await start(
      policy({ responses: [{ kind: "block-ip", rules: [5763], timeout: 60 }] }),
    );
    expect(await bench.script("write")).toEqual({
      code: 1,
      stdout: "",
      stderr:
        "indexer.sh: a rule of Wazuh 5 is still to be named (FILL-IN) in:\nmonitors/ar-firewall-drop.json\nwrite its UUID there (sh indexer.sh rules shows those that have findings), or delete the file and its channel\n",
    });
    nothingWritten(bench);
  });

  it("a file with the password that others may read, or that is not there", async () => {
    const bench = await start(WHOLE);
    chmodSync(bench.netrc, 0o644);
    const { code, stderr } = await bench.script("check");
    expect([code, stderr]).toEqual([
      1,
      `indexer.sh: NETRC: others may read ${bench.netrc}; run: chmod 600 ${bench.netrc}\n`,
    ]);
    expect((await bench.script("check", { NETRC: "" })).stderr).toContain("NETRC is not set");
    nothingWritten(bench);
  });

  it("an address without TLS, or with a password in it", async () => {
    const bench = await start(WHOLE);
    const said = async (INDEXER: string): Promise<string> =>
      (await bench.script("check", { INDEXER })).stderr;
    expect(await said("http://127.0.0.1:9200")).toBe(
      "indexer.sh: INDEXER is http://127.0.0.1:9200; write an address that begins with https://\n",
    );
    expect(await said("https://a:b@127.0.0.1:9200")).toBe(
      "indexer.sh: INDEXER has a user or a password in it; put them into the file NETRC\n",
    );
    expect(bench.indexer.server.asked()).toEqual([]);
  });

  it("a certificate that is not trusted, a wrong password, and words that are not its own", async () => {
    const bench = await start(WHOLE);
    const untrusted = await bench.script("check", { CACERT: "" });
    expect([untrusted.code, untrusted.stderr]).toEqual([
      2,
      expect.stringContaining(`indexer.sh: ${bench.indexer.url} does not answer\n`),
    ]);
    writeFileSync(bench.netrc, "machine 127.0.0.1 login ops password wrong\n");
    expect((await bench.script("check")).stderr).toBe(
      `indexer.sh: channels: the indexer does not take the user and password of ${bench.netrc}\n`,
    );
    const usage = await bench.script("destroy");
    expect(usage.code).toBe(64);
    expect(usage.stderr).toMatch(/^Brings the channels .*\n[^]*64 wrong use\.\n$/);
    expect((await bench.script("check now")).code).toBe(64);
    nothingWritten(bench);
  });

  it("warns of a rule that no finding has", async () => {
    const { script } = await start(WHOLE, { rules: {} });
    expect((await script("check")).stderr).toContain(
      `warning: no finding of rule ${FAILED_LOGIN} in wazuh-findings-v5-system-activity yet; is it the right id? (monitors/ar-firewall-drop.json)\n`,
    );
  });
});

describe("a finding, in the stand-in", () => {
  const failed = (source: string, more: Partial<SeenFinding> = {}): SeenFinding => ({
    id: `of-${source}`,
    rule: FAILED_LOGIN,
    source,
    ...more,
  });

  it("becomes a document that the poller sends, but for white-listed addresses and other rules", async () => {
    const { indexer, script } = await start(WHOLE);
    await script("write");
    const run = (): ReturnType<typeof runMonitor> =>
      runMonitor(indexer.monitors.get("monitor-1") ?? {}, indexer.channels, [
        failed("203.0.113.9"),
        failed("10.200.0.1"),
        failed("2001:db8::1"),
        failed("198.51.100.1", { rule: "another" }),
      ]);
    expect(run()).toEqual({ documents: [], errors: ["The channel is muted"] });
    await script("unmute");
    const { documents, errors } = run();
    expect(errors).toEqual([]);
    expect(documents.map(({ event }) => event)).toEqual([
      { doc_id: "of-203.0.113.9", index: "wazuh-findings-v5-system-activity" },
    ]);
    expect(documents.map((one) => objectOf(one["wazuh"])["active_response"])).toEqual([
      {
        name: "firewall-drop",
        type: "stateful",
        stateful_timeout: 3600,
        executable: "guarded-block-ip",
        extra_arguments: "",
        location: "local",
        agent_id: null,
      },
    ]);
    expect(documents.map(poll)).toEqual(["sent"]);
  });

  it("of a flood, is one response", async () => {
    const { indexer, script } = await start(WHOLE);
    await script("write");
    await script("unmute");
    const many = Array.from({ length: 51 }, (_, i) => failed(`203.0.113.${i}`));
    const { documents } = runMonitor(
      indexer.monitors.get("monitor-1") ?? {},
      indexer.channels,
      many,
    );
    expect(documents).toHaveLength(1);
  });

  it("does nothing without a policy of the action, and a poisoned document stops all", async () => {
    const { indexer, script } = await start(WHOLE);
    await script("write");
    await script("unmute");
    const text = JSON.stringify(indexer.monitors.get("monitor-1"));
    const without = JSON.parse(
      text.replace(/,"action_execution_policy":\{.*?\}\}\}/, ""),
    ) as object;
    expect(JSON.stringify(without)).not.toContain("action_execution_policy");
    const result = runMonitor({ ...without }, indexer.channels, [failed("203.0.113.9")]);
    expect(result).toEqual({ documents: [], errors: ["java.lang.NullPointerException"] });
    const { documents } = runMonitor(indexer.monitors.get("monitor-1") ?? {}, indexer.channels, [
      failed("203.0.113.9"),
      failed("203.0.113.8", { wazuh: {} }),
      failed("203.0.113.7", { wazuh: { agent: { id: "004", version: "v4.14.7" } } }),
    ]);
    expect(documents.map(poll)).toEqual(["sent", "stops", "not read"]);
    expect(poll({ ...documents[0], event: undefined })).toBe("stops");
  });
});
