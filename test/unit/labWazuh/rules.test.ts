import { readArConfig, type ActiveResponse } from "../../../lab/wazuh/config/activeResponse";
import { parseXml } from "../../../lab/wazuh/config/xml";
import { decode } from "../../../lab/wazuh/rules/decode";
import { processEvent } from "../../../lab/wazuh/rules/engine";
import { inAlertOrder } from "../../../lab/wazuh/rules/fields";
import { loadRuleset, type RuleFile, type Ruleset } from "../../../lab/wazuh/rules/ruleset";
import { STOCK_RULES } from "../../../lab/wazuh/tree/rules";

const LISTS = new Map([["etc/lists/audit-keys", new Map([["audit-wazuh-c", "command"]])]]);
const START = 1_800_000_000;

function ruleset(
  own: Record<string, string> = {},
  responses: readonly ActiveResponse[] = [],
): Ruleset {
  const files: RuleFile[] = [
    ...Object.entries(STOCK_RULES).map(([name, text]) => ({ path: `ruleset/rules/${name}`, text })),
    ...Object.entries(own).map(([name, text]) => ({ path: `etc/rules/${name}`, text })),
  ];
  return loadRuleset(files, LISTS, responses);
}

/** Ids of the rules that lines end at; "-" where there is none. One line a second unless told otherwise. */
function fire(
  rules: Ruleset,
  lines: readonly (readonly [text: string, at: number, agent?: string])[],
): string {
  return lines
    .map(([text, at, agent = "001"]) => {
      const sender = { id: agent, name: `agent-${agent}`, ip: "10.0.0.1" };
      const event = decode({ sender, location: "/var/log/auth.log", text, time: START + at });
      return processEvent(rules, event)?.rule.id ?? "-";
    })
    .join(" ");
}

function failures(count: number, from: string, at = 0, agent = "001"): [string, number, string][] {
  return Array.from({ length: count }, (_, index) => [
    `Nov 25 09:00:00 gitlab sshd[${index}]: Failed password for admin from ${from} port 4000 ssh2`,
    at,
    agent,
  ]);
}

const WITHOUT_IGNORE = `<group name="syslog,sshd,"><rule id="5763" level="10" frequency="8" timeframe="120" overwrite="yes">
  <if_matched_sid>5760</if_matched_sid><same_source_ip /><description>x</description></rule></group>`;

describe("brute force", () => {
  it("is the eighth failure of one address within 120 s", () => {
    expect(fire(ruleset(), failures(9, "203.0.113.1"))).toBe(
      "5760 5760 5760 5760 5760 5760 5760 5763 5760",
    );
  });

  it("is none where the eighth comes too late, or from another address, or at another agent", () => {
    expect(
      fire(ruleset(), [...failures(7, "203.0.113.1"), ...failures(1, "203.0.113.1", 121)]),
    ).not.toContain("5763");
    expect(
      fire(ruleset(), [...failures(7, "203.0.113.1"), ...failures(1, "203.0.113.2")]),
    ).not.toContain("5763");
    expect(
      fire(ruleset(), [...failures(7, "203.0.113.1"), ...failures(1, "203.0.113.1", 0, "002")]),
    ).not.toContain("5763");
  });

  it("of an unknown user is 5712", () => {
    const lines = failures(8, "203.0.113.1").map(([text, at]): [string, number] => [
      text.replace("for admin", "for invalid user oracle"),
      at,
    ]);
    expect(fire(ruleset(), lines)).toBe("5710 5710 5710 5710 5710 5710 5710 5712");
  });

  it("stays silent for 60 s for all addresses after it fired for one", () => {
    const rules = ruleset();
    expect(fire(rules, failures(8, "203.0.113.1", 0, "001"))).toContain("5763");
    expect(fire(rules, failures(8, "203.0.113.2", 10, "002"))).not.toContain("5763");
    expect(fire(rules, failures(8, "203.0.113.3", 61, "002"))).toContain("5763");
  });

  it("fires for every address where the rule is overwritten without ignore", () => {
    const rules = ruleset({ "zz_ours.xml": WITHOUT_IGNORE });
    expect(fire(rules, failures(8, "203.0.113.1"))).toContain("5763");
    expect(fire(rules, failures(8, "203.0.113.2", 10))).toContain("5763");
  });

  it("gives five alerts for 40 failures without ignore, as tried on a real manager", () => {
    const fired = fire(ruleset({ "zz_ours.xml": WITHOUT_IGNORE }), failures(40, "203.0.113.1"));
    expect(fired.split(" ").filter((id) => id === "5763")).toHaveLength(5);
  });
});

describe("order of files", () => {
  const rule = (level: number, more = ""): string =>
    `<group name="x,"><rule id="5710" level="${level}" ${more}><match>Failed</match><description>x</description></rule></group>`;

  it("keeps the first of two equal ids", () => {
    expect(ruleset({ "b.xml": rule(9) }).byId.get(5710)?.level).toBe(5);
  });

  it("takes the overwrite of the last file", () => {
    const files = {
      "local_rules.xml": rule(7, 'overwrite="yes"'),
      "active_response.xml": rule(8, 'overwrite="yes"'),
    };
    expect(ruleset(files).byId.get(5710)?.level).toBe(7);
    expect(ruleset({ ...files, "zz.xml": rule(9, 'overwrite="yes"') }).byId.get(5710)?.level).toBe(
      9,
    );
  });

  it("refuses a file that is no XML, and names it", () => {
    const { refused, words } = ruleset({ "zz.xml": "<group name='x'><rule" });
    expect(refused).toBe(true);
    expect(words.at(-1)?.text).toBe("(1220): Error loading the rules: 'etc/rules/zz.xml'.");
  });

  it("drops a rule whose list is missing, with a warning", () => {
    const text = `<group name="x,"><rule id="100050" level="12"><if_sid>80792</if_sid><list field="audit.exe" lookup="match_key">etc/lists/no</list><description>x</description></rule></group>`;
    const { refused, byId, words } = ruleset({ "zz.xml": text });
    expect([refused, byId.has(100_050), words.map(({ text: said }) => said)]).toEqual([
      false,
      false,
      ["(7616): List 'etc/lists/no' could not be loaded. Rule '100050' will be ignored."],
    ]);
  });
});

describe("processes", () => {
  const KILL = `<group name="x,"><rule id="100050" level="12"><if_sid>80792</if_sid><field name="audit.exe" type="pcre2">(?:^|/)(?:xmrig|totally-not-malware)$</field><description>x</description></rule></group>`;
  const line = (exe: string): string =>
    `type=SYSCALL msg=audit(1700000000.1:50): arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=3333 auid=0 comm="totally-not-mal" exe="${exe}" key="audit-wazuh-c" type=EXECVE msg=audit(1700000000.1:50): argc=1 a0="x"`;

  it("are told by the file that runs", () => {
    const rules = ruleset({ "zz.xml": KILL });
    expect(
      fire(rules, [
        [line("/tmp/totally-not-malware"), 0],
        [line("/tmp/totally-not-malware-2"), 0],
      ]),
    ).toBe("100050 80792");
  });

  it("have their pid in the alert's data", () => {
    const event = decode({
      sender: { id: "001", name: "a" },
      location: "x",
      text: line("/x"),
      time: 0,
    });
    expect(event.fields).toMatchObject({
      "audit.pid": "3333",
      "audit.exe": "/x",
      "audit.command": "totally-not-mal",
      "audit.key": "audit-wazuh-c",
    });
  });
});

describe("responses of a rule", () => {
  const COMMAND =
    "<command><name>fw</name><executable>fw</executable><timeout_allowed>yes</timeout_allowed></command>";
  const bound = (inner: string, own = {}): number[] => {
    const { responses } = readArConfig(
      parseXml(
        `${COMMAND}<active-response><command>fw</command><location>local</location>${inner}</active-response>`,
      ),
    );
    return [...ruleset(own, responses).byId.values()]
      .filter((rule) => rule.responses.length > 0)
      .map(({ id }) => id)
      .sort((a, b) => a - b);
  };

  it.each([
    ["<rules_id>5763, 5712</rules_id>", [5712, 5763]],
    ["<rules_id>5700</rules_id>", []],
    ["<rules_id>abc</rules_id>", []],
    ["<rules_group>authentication_failures</rules_group>", [5712, 5720, 5763]],
    ["<rules_group>AUTHENTICATION_FAIL</rules_group><level>10</level>", [5712, 5720, 5763]],
    ["<level>10</level><rules_id>5710</rules_id>", [5710, 5712, 5719, 5720, 5763]],
    ["", []],
  ])("%s binds %j", (inner, ids) => {
    expect(bound(inner)).toEqual(ids);
  });

  it("are none with no_ar", () => {
    const text = `<group name="x,"><rule id="100001" level="5"><match>x</match><options>no_ar</options><description>x</description></rule></group>`;
    expect(bound("<rules_id>100001</rules_id>", { "zz.xml": text })).toEqual([]);
  });
});

describe("data of an alert", () => {
  const dataOf = (text: string): string => {
    const event = decode({ sender: { id: "001", name: "a" }, location: "x", text, time: 0 });
    return JSON.stringify(inAlertOrder(event.data));
  };

  it("starts with srcip, as the stock decoder of active responses wants it", () => {
    expect(dataOf(failures(1, "203.0.113.1")[0]?.[0] ?? "")).toBe(
      '{"srcip":"203.0.113.1","srcport":"4000","dstuser":"admin"}',
    );
  });

  it("holds the fields of a JSON line as texts", () => {
    expect(dataOf('{"process":{"name":"xmrig","pid":7},"user":"bob"}')).toBe(
      '{"dstuser":"bob","process":{"name":"xmrig","pid":"7"}}',
    );
  });

  it("of an active response holds the address and the user of its alert", () => {
    const alert = '{"data":{"srcip":"203.0.113.1","dstuser":"bob"}}';
    const text = `2026/11/25 09:00:00 active-response/bin/fw: {"command":"add","parameters":{"alert":${alert}}}`;
    const event = decode({ sender: { id: "001", name: "a" }, location: "x", text, time: 0 });
    expect([
      event.decoder,
      event.fields["srcip"],
      event.fields["dstuser"],
      event.fields["command"],
    ]).toEqual(["ar_log_json", "203.0.113.1", "bob", "add"]);
  });

  it("lets a user name bring an address of its own, as the stock decoder does", () => {
    const text =
      "Nov 25 09:00:00 h sshd[1]: Failed password for invalid user x from 9.9.9.9 from 203.0.113.1 port 4000 ssh2";
    expect(dataOf(text)).toContain('"srcip":"9.9.9.9"');
  });
});
