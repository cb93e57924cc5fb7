import { notStopped } from "../../../../cli/lib/switch/switch";
import type { Fleet } from "../../../../policy/model/fleet";
import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import { readObserved } from "../../../../policy/plan/readObserved";
import { renderHost } from "../../../../policy/render/renderHost";

const fleet = fleetOf({
  master: { name: "wazuh", role: "master", address: "192.0.2.1" },
  workers: [],
  agents: [{ name: "hel-1", role: "agent", address: "192.0.2.2" }],
});
const policy = policyOf({
  whitelist: [],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 3600 },
    { kind: "block-ip", rules: [5712], timeout: 60, command: "old", backend: "iptables" },
    { kind: "kill-process", rules: [100050], processes: ["xmrig"] },
    { kind: "disable-account", rules: [5503], timeout: 60, protect: [] },
    {
      kind: "custom",
      command: "mine",
      executable: "mine.sh",
      protocol: "own",
      rules: [5402],
      script: "#!/bin/sh\nrm -rf /srv\n",
    },
    { kind: "custom", command: "theirs", executable: "theirs.sh", rules: [5402] },
    {
      kind: "custom",
      command: "run",
      executable: "run.sh",
      rules: [5402],
      script: "#!/bin/sh\n",
    },
  ],
});
const files = (mode: "enforce" | "observe"): Map<string, string> =>
  new Map(
    renderHost({ ...policy, mode }, fleet, fleet.agents[0] as Fleet["master"]).files.map(
      ({ path, content }) => [path.replace("/var/ossec/active-response/bin/", ""), content],
    ),
  );

describe("a stack that observes", () => {
  it("runs nothing that acts: ours are told so, all others are replaced", () => {
    const observing = files("observe");
    for (const name of [
      "guarded-block-ip",
      "kill-malicious-process.sh",
      "guarded-disable-account",
      "run.sh",
    ])
      expect(observing.get(name)).toContain("MODE='observe'\n");
    expect(observing.get("mine.sh")).not.toContain("rm -rf");
    expect(observing.get("mine.sh")).toContain("RUNS='mine.sh'\n");
    expect(observing.has("observe-only")).toBe(true);
    const { arConf } = renderHost({ ...policy, mode: "observe" }, fleet, fleet.master);
    expect(arConf).toEqual([
      "firewall-drop3600 - guarded-block-ip - 3600",
      "old60 - observe-only - 60",
      "kill-malicious-process0 - kill-malicious-process.sh - 0",
      "disable-account60 - guarded-disable-account - 60",
      "mine0 - mine.sh - 0",
      "theirs0 - observe-only - 0",
      "run0 - run.sh - 0",
    ]);
  });

  it("enforces by default, with what the stack gives", () => {
    expect(files("enforce").get("mine.sh")).toBe("#!/bin/sh\nrm -rf /srv\n");
    expect(files("enforce").has("observe-only")).toBe(false);
    expect(renderHost(policy, fleet, fleet.master)).toEqual(
      renderHost({ ...policy, mode: "enforce" }, fleet, fleet.master),
    );
  });
});

describe("the flag that switches off", () => {
  it("is not asked by what is not ours, and that is said", () => {
    expect(notStopped(policy)).toEqual([
      "warning: not switched off: the fallback of responses[0], on hosts that do not have our script",
      "warning: not switched off: responses[1] runs firewall-drop, which is not ours and does not check the switch",
      "warning: not switched off: responses[4] runs mine.sh, which is not ours and does not check the switch",
      "warning: not switched off: responses[5] runs theirs.sh, which is not ours and does not check the switch",
    ]);
  });
});

describe("what was observed", () => {
  const line = (time: string, decision: string, subject: string, why: string): string =>
    `2026/11/25 ${time} active-response/bin/guarded-block-ip: ${JSON.stringify({ version: 1, active_response: { action: "add", decision, subject, why, rule: "5763" } })}`;

  it("is summed up by rule, host and subject, the most frequent first", () => {
    const log = [
      line("10:00:00", "observed", "203.0.113.66", "would have blocked it for 3600s"),
      line("10:00:01", "white-listed", "100.64.0.1", "headscale"),
      line("10:00:02", "blocked", "203.0.113.67", "for 3600s"),
      "2026/11/25 10:00:03 active-response/bin/restart.sh agent reload",
      "2026/11/25 10:00:03 active-response/bin/guarded-block-ip: {cut",
      line("10:00:04", "observed", "203.0.113.66", "would have blocked it for 3600s"),
      line("10:00:05", "observed", "xmrig", "would have killed 17 18"),
      line("10:00:06", "observed", "xmrig", "would have killed 21"),
    ].join("\n");
    expect(
      readObserved([
        { host: "hel-1", log },
        { host: "nbg-1", log: "" },
      ]),
    ).toEqual([
      {
        rule: "5763",
        host: "hel-1",
        subject: "xmrig",
        what: "killed its processes",
        times: 2,
        first: "2026/11/25 10:00:05",
        last: "2026/11/25 10:00:06",
      },
      {
        rule: "5763",
        host: "hel-1",
        subject: "203.0.113.66",
        what: "blocked it for 3600s",
        times: 2,
        first: "2026/11/25 10:00:00",
        last: "2026/11/25 10:00:04",
      },
      {
        rule: "5763",
        host: "hel-1",
        subject: "100.64.0.1",
        what: "nothing: white-listed (headscale)",
        times: 1,
        first: "2026/11/25 10:00:01",
        last: "2026/11/25 10:00:01",
      },
    ]);
  });
});
