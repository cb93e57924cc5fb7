import { migrationOf } from "../../../policy/migrate/migration";
import type { WrittenResponse } from "../../../policy/model/written";
import { FAILED_LOGIN, FLEET, MINER, policy, WHOLE } from "./policies";

const one = (response: WrittenResponse): ReturnType<typeof migrationOf> =>
  migrationOf(policy({ responses: [response] }), FLEET);
const findings = { rules: [FAILED_LOGIN] };

describe("what a response becomes in Wazuh 5", () => {
  it("is a muted channel and a monitor with the white list, by ids of ours", () => {
    const [block] = migrationOf(WHOLE, FLEET).responses;
    expect(block).toEqual({
      path: "responses[0]",
      about: "block-ip at rule 5763, for 1h",
      changes: [
        "rule 5763 counts events, and no rule of Wazuh 5 does. Findings are of single events: the script on the host counts, and acts at 8 findings of one source in 2m",
      ],
      channel: {
        config_id: "ar-firewall-drop",
        config: {
          name: "firewall-drop",
          description:
            "block-ip at rule 5763, for 1h. Made by active-response migrate; the scripts know this channel by its name.",
          config_type: "active_response",
          is_enabled: false,
          active_response: {
            type: "stateful",
            stateful_timeout: 3600,
            executable: "guarded-block-ip",
            extra_args: "",
            location: "local",
          },
        },
      },
      monitor: {
        type: "monitor",
        monitor_type: "active_response_monitor",
        name: "active-response-firewall-drop",
        enabled: true,
        schedule: { period: { interval: 1, unit: "MINUTES" } },
        inputs: [
          {
            doc_level_input: {
              description:
                "block-ip at rule 5763, for 1h. Made by active-response migrate; the scripts know this channel by its name.",
              indices: ["wazuh-findings-v5-system-activity"],
              queries: [
                {
                  id: "ar-firewall-drop-query",
                  name: "q1",
                  query: `wazuh.rule.id:"${FAILED_LOGIN}" AND NOT source.ip:("10.0.0.0/8" OR "2001:db8::1")`,
                  tags: [],
                  fields: [],
                },
              ],
            },
          },
        ],
        triggers: [
          {
            document_level_trigger: {
              id: "ar-firewall-drop-trigger",
              name: "firewall-drop",
              severity: "1",
              condition: { script: { lang: "painless", source: "query[name=q1]" } },
              actions: [
                {
                  id: "ar-firewall-drop-action",
                  name: "firewall-drop",
                  destination_id: "ar-firewall-drop",
                  subject_template: { lang: "mustache", source: "firewall-drop" },
                  message_template: {
                    lang: "mustache",
                    source: "{{ctx.alerts.0.related_doc_ids}}",
                  },
                  throttle_enabled: false,
                  action_execution_policy: {
                    action_execution_scope: {
                      per_alert: { actionable_alerts: ["DEDUPED", "NEW"] },
                    },
                  },
                },
              ],
            },
          },
        ],
      },
    });
  });

  it("asks for each rule in its category; a process is ended wherever its finding comes from", () => {
    const [, kill] = migrationOf(WHOLE, FLEET).responses;
    const input = kill?.monitor?.inputs[0].doc_level_input;
    expect(input?.indices).toEqual(["wazuh-findings-v5-security"]);
    expect(input?.queries[0].query).toBe(`wazuh.rule.id:("${MINER}" OR "${FAILED_LOGIN}")`);
    expect(kill?.channel?.config.active_response).toEqual({
      type: "stateless",
      executable: "kill-malicious-process.sh",
      extra_args: "",
      location: "local",
    });
  });

  it("takes all that can be said: nothing is left", () => {
    expect(migrationOf(WHOLE, FLEET).impossible).toEqual([]);
  });

  it("counts as findings say, in the sentence too", () => {
    const { responses } = one({
      kind: "block-ip",
      rules: [5710],
      timeout: 60,
      findings: { ...findings, count: 5, within: "10m" },
    });
    expect(responses[0]?.changes).toEqual([
      "the script on the host counts, and acts at 5 findings of one source in 10m",
    ]);
  });

  it("blocks by our table where the stock firewall-drop did", () => {
    const { responses, impossible } = one({
      kind: "block-ip",
      rules: [5710],
      timeout: 60,
      backend: "iptables",
      findings,
    });
    expect(responses[0]?.channel?.config.active_response.executable).toBe("guarded-block-ip");
    expect(responses[0]?.changes).toEqual([
      "firewall-drop is not in Wazuh 5: guarded-block-ip takes its place, which needs nftables on the host",
    ]);
    expect(impossible).toEqual([]);
  });

  it("for ever is stateless; everywhere and one agent are themselves", () => {
    const channel = (location: "all" | { agentId: string }): unknown =>
      one({ kind: "block-ip", rules: [5710], timeout: 0, location, findings }).responses[0]?.channel
        ?.config.active_response;
    const always = { type: "stateless", executable: "guarded-block-ip", extra_args: "" };
    expect(channel("all")).toEqual({ ...always, location: "all" });
    expect(channel({ agentId: "007" })).toEqual({
      ...always,
      location: "defined-agent",
      agent_id: "007",
    });
  });
});

describe("what cannot be said in Wazuh 5", () => {
  const why = (response: WrittenResponse): unknown => one(response).impossible;

  it("is a response on the manager: no channel", () => {
    const response = { kind: "block-ip", rules: [5710], timeout: 60, findings } as const;
    expect(why({ ...response, location: "server" })).toEqual([
      {
        path: "responses[0].location",
        why: "server, and Wazuh 5 runs nothing on the manager",
        instead: "install an agent on that host, and write its id: location: { agentId: ... }",
      },
    ]);
    expect(one({ ...response, location: "server" }).responses[0]?.channel).toBeUndefined();
  });

  it("is a response without findings; the monitor has a place for them", () => {
    const { impossible, responses } = one({
      kind: "kill-process",
      rules: [100_050],
      processes: ["x"],
    });
    expect(impossible).toEqual([
      {
        path: "responses[0].findings",
        why: "not given, and no list says which rule of Wazuh 5 stands for one of 4.14",
        instead: "write findings: { rules: [UUID] } or { query: ... }",
      },
    ]);
    expect(responses[0]?.monitor?.inputs[0].doc_level_input.queries[0].query).toBe(
      'wazuh.rule.id:"FILL-IN"',
    );
  });

  it("is isolation by hand", () => {
    expect(why({ kind: "isolate-host", allow: [] })).toEqual([
      {
        path: "responses[0]",
        why: "nothing sets it off by hand in Wazuh 5: PUT /active-response is gone",
        instead:
          "isolate agents before they move, or by hand on the host; see docs/upgrade-to-wazuh-5.md",
      },
    ]);
  });

  it("is a stock executable that the upgrade removes", () => {
    const custom = { kind: "custom", rules: [5710], command: "c", findings } as const;
    expect(why({ ...custom, executable: "host-deny" })).toEqual([
      {
        path: "responses[0].executable",
        why: "host-deny, which the upgrade to Wazuh 5 removes from agents",
        instead: "write block-ip for addresses, or a script of your own",
      },
    ]);
    expect(one({ ...custom, executable: "mine.sh" }).responses[0]?.changes).toEqual([
      "mine.sh is on the hosts already: unless it was rewritten, it understands only 4.14",
    ]);
    expect(one({ ...custom, executable: "disable-account" }).responses[0]?.changes).toEqual([
      "disable-account is an executable of Wazuh 5 too, without a white list: it acts on any address or account, your own included",
    ]);
  });

  it("is counting, where a script of the user's own is run: it is said", () => {
    const counting = {
      kind: "custom",
      rules: [5763],
      command: "c",
      executable: "mine.sh",
    } as const;
    expect(one({ ...counting, findings }).responses[0]?.changes).toEqual([
      "rule 5763 counts events, and no rule of Wazuh 5 does. Findings are of single events: nobody counts: mine.sh is run at each finding",
      "mine.sh is on the hosts already: unless it was rewritten, it understands only 4.14",
    ]);
  });

  it("is an eleventh response: an indexer takes ten", () => {
    const responses = Array.from({ length: 11 }, (_, i) => ({
      kind: "block-ip" as const,
      rules: [5710],
      timeout: 60 + i,
      command: `c${i}_`,
      findings,
    }));
    const { impossible, limits } = migrationOf(policy({ responses }), FLEET);
    expect(limits.map(({ what, used, most }) => [what, used, most])).toEqual([
      ["channels", 11, 10],
      ["monitors", 11, 10],
      ["configs", 15, 40],
    ]);
    expect(impossible).toEqual([
      {
        path: "responses",
        why: "11 channels, and an indexer of Wazuh 5 takes 10",
        instead:
          "raise plugins.notifications.max_active_responses there, or join responses of one kind and time",
      },
      {
        path: "responses",
        why: "11 monitors, and an indexer of Wazuh 5 takes 10",
        instead:
          "raise plugins.alerting.monitor.max_monitors there, or join responses of one kind and time",
      },
    ]);
  });
});

test("agents below version 5, or of one that nobody wrote, get nothing", () => {
  expect(migrationOf(WHOLE, FLEET).below5).toEqual(["web-2", "web-3"]);
});
