import { printFinding } from "../../../policy/lint/printFinding";
import type { CustomResponse, KillProcess } from "../../../policy/model/response";
import type { Written, WrittenResponse } from "../../../policy/model/written";
import { boundRules } from "../../../policy/lint/responses/boundRules";
import { protectedAccounts } from "../../../policy/lint/responses/protectedAccounts";
import { ruleFacts, type RuleFacts } from "../../../policy/lint/ruleFacts";
import { BLOCK, brief, findingsOf, FLEET, ofResponses, policyOf, TODAY } from "./subject";

const custom = (more: object = {}): Written<CustomResponse> => ({
  kind: "custom",
  rules: [5763],
  command: "page",
  executable: "page-operator",
  script: "#!/bin/sh\nread -r line\n",
  protocol: "runner",
  ...more,
});
const kill = (...processes: string[]): Written<KillProcess> => ({
  kind: "kill-process",
  rules: [100_050],
  processes,
});

describe("what triggers a response", () => {
  it.each([
    [
      "a rule that does not exist",
      { ...BLOCK, rules: [5763, 5712, 99_999] },
      ["error unknown-rule responses[0].rules[2]"],
    ],
    [
      "a rule of level 0",
      { ...BLOCK, rules: [5700, 5763, 5712] },
      ["error rule-level-0 responses[0].rules[0]"],
    ],
    [
      "a rule twice",
      { ...BLOCK, rules: [5763, 5712, 5763] },
      ["warning rule-twice responses[0].rules[2]"],
    ],
    ["its own event", custom({ rules: [651] }), ["error response-loop responses[0].rules[0]"]],
    ["nothing", { ...BLOCK, rules: [] }, ["error no-trigger responses[0].rules"]],
    [
      "level 3",
      { ...BLOCK, rules: [], level: 3 },
      [
        "error response-loop responses[0].level",
        "warning forgeable-address responses[0].level",
        "warning unproven-source responses[0].level",
      ],
    ],
    ["level 17", { ...BLOCK, rules: [], level: 17 }, ["error level-range responses[0].level"]],
    [
      "level 6",
      { ...BLOCK, rules: [], level: 6 },
      [
        "warning level-low responses[0].level",
        "warning forgeable-address responses[0].level",
        "warning unproven-source responses[0].level",
      ],
    ],
    [
      "level 12",
      { ...BLOCK, rules: [], level: 12 },
      ["warning forgeable-address responses[0].level"],
    ],
    [
      "a group of no rule",
      { ...BLOCK, groups: ["sshdd"] },
      ["warning unknown-group responses[0].groups[0]"],
    ],
    [
      "a group that is a pattern",
      { ...BLOCK, groups: ["ssh|web"] },
      ["error group-name responses[0].groups[0]"],
    ],
    [
      "the group of its own events",
      { ...BLOCK, groups: ["active_response"] },
      ["error response-loop responses[0].groups[0]"],
    ],
    [
      "a group within other names",
      { ...BLOCK, groups: ["authentication_fail"] },
      [
        "warning group-matches-more responses[0].groups[0]",
        "warning forgeable-address responses[0].groups",
        "warning low-confidence responses[0].groups",
      ],
    ],
    [
      "events without an address",
      { ...BLOCK, rules: [550, 5763, 5712] },
      ["error field-never-there responses[0].rules[0]"],
    ],
    [
      "Windows events, for our own script",
      { ...BLOCK, rules: [60_122, 5763, 5712] },
      ["error field-never-there responses[0].rules[0]"],
    ],
    [
      "Windows events, for the stock executable",
      { ...BLOCK, rules: [60_122, 5763, 5712], backend: "iptables" },
      [
        "warning windows-address responses[0].rules[0]",
        "warning iptables-backend responses[0].backend",
      ],
    ],
    [
      "Windows events that a level selects, everywhere",
      { ...BLOCK, rules: [], level: 12, backend: "iptables", location: "all" },
      [
        "error forgeable-address responses[0].level",
        "warning windows-address responses[0].level",
        "warning iptables-backend responses[0].backend",
      ],
    ],
    [
      "several rules that do not exist",
      { ...BLOCK, rules: [5763, 5712, 100_200, 100_201, 100_202] },
      ["error unknown-rule responses[0].rules"],
    ],
    [
      "JSON events",
      { ...BLOCK, rules: [87_105, 5763, 5712] },
      ["warning field-perhaps-there responses[0].rules[0]"],
    ],
    [
      "a single event",
      { ...BLOCK, rules: [5760] },
      ["warning low-confidence responses[0].rules[0]"],
    ],
    [
      "half of a brute force",
      { ...BLOCK, rules: [5763] },
      ["warning half-a-brute-force responses[0].rules"],
    ],
    [
      "events without a process",
      { ...kill("xmrig"), rules: [5763] },
      ["error field-never-there responses[0].rules[0]"],
    ],
    [
      "events without a user",
      { kind: "disable-account", rules: [550], timeout: 60, protect: ["ops"] },
      ["error field-never-there responses[0].rules[0]"],
    ],
  ] as [string, WrittenResponse, string[]][])("%s", (_what, response, expected) => {
    expect(ofResponses(response)).toEqual(expected);
  });

  it.each([
    [
      [5763, 5712],
      [
        "responses[0].rules: 5763 cannot block for attempts on a user that exists and whose name contains a character other than a-z A-Z 0-9 . _ @ ? - (CORP\\bob is one): Wazuh drops the response with warning 1272, and no rule gets around it; attempts on users that do not exist reach 5712 and are blocked, strange characters or not (only an empty name leaves no address to block); limit such users in sshd itself (keys instead of passwords, MaxAuthTries, fail2ban), or watch for 1272 in the manager's ossec.log [user-name-refused]",
        "responses[0].rules: 5763 counts passwords that sshd asks for itself: keyboard-interactive attempts on users that exist reach 5720, what PAM says of wrong passwords reaches 5551, and never 5763; write [5763, 5712, 5720, 5551] [brute-force-unseen]",
      ],
    ],
    [
      [5712],
      [
        "responses[0].rules: 5712 covers only half: failed passwords of users that exist reach rule 5763; write both halves, [5763, 5712, 5720, 5551] [half-a-brute-force]",
      ],
    ],
    [
      [5720, 5763, 5712, 100_200],
      [
        "responses[0].rules: 5763 counts passwords that sshd asks for itself: what PAM says of wrong passwords reaches 5551, and never 5763; write [5763, 5712, 5720, 5551, 100200] [brute-force-unseen]",
      ],
    ],
    [[5763, 5712, 5720, 5551], []],
    [[5551], []],
  ])("%j: says which attempts reach which rule", (rules, expected) => {
    const codes = /\[(?:user-name-refused|half-a-brute-force|brute-force-unseen)\]$/;
    const names = /\[user-name-refused\]$/;
    const printed = findingsOf(
      { managerRules: [100_200], responses: [{ ...BLOCK, rules }] },
      { notes: true },
    )
      .map(printFinding)
      .filter((line) => codes.test(line));
    expect(rules.length === 2 ? printed : printed.filter((line) => !names.test(line))).toEqual(
      expected,
    );
  });

  it("counts what another response binds, alone or by its group", () => {
    const unseen = (...more: WrittenResponse[]): number =>
      findingsOf(
        { responses: [{ ...BLOCK, rules: [5763, 5712] }, ...more] },
        { notes: true },
      ).filter(({ code }) => code === "brute-force-unseen").length;
    expect(unseen({ ...BLOCK, command: "kbd", rules: [5720, 5551] })).toBe(0);
    expect(
      unseen({ ...BLOCK, command: "all", rules: [], groups: ["authentication_failures"] }),
    ).toBe(0);
    expect(unseen({ ...BLOCK, command: "all", rules: [], level: 10 })).toBe(0);
    expect(unseen({ ...BLOCK, command: "all", rules: [], level: 12 })).toBe(1);
  });

  it("explains the ignore window, and warns where it stays", () => {
    const windows = (ignoreWindow: "keep" | "remove"): string[] =>
      findingsOf({ ignoreWindow, responses: [{ ...BLOCK, rules: [5763, 5712] }] }, { notes: true })
        .filter(({ code, path }) => code.startsWith("ignore-window") && path.endsWith("[0]"))
        .map(printFinding);
    expect(windows("remove")).toEqual([
      "responses[0].rules[0]: 5763 stays silent for 1m after it fired, for every other address and agent, even if the first was white-listed: our rules file overwrites it without that window, so a long attack gives more alerts; write ignoreWindow: keep to leave the stock rule alone [ignore-window-removed]",
    ]);
    expect(windows("keep")).toEqual([
      "responses[0].rules[0]: 5763 stays silent for 1m after it fired, for every other address and agent, even if the first was white-listed; the fleet blocks at most one address in 1m, and an attacker can shield the rest; remove ignoreWindow: keep, so that our rules file removes the window [ignore-window]",
    ]);
  });

  it("has no fallback to speak of in a stack that observes", () => {
    const notes = findingsOf({ responses: [BLOCK], mode: "observe" }, { notes: true });
    expect(brief(notes).filter((note) => note.includes("fallback"))).toEqual([]);
  });

  it("warns of an ignore window that is kept", () => {
    expect(
      brief(findingsOf({ responses: [custom({ rules: [531] })], ignoreWindow: "keep" })),
    ).toEqual(["warning ignore-window responses[0].rules[0]"]);
  });

  it("says what a counting rule and a strange user name let through", () => {
    const notes = findingsOf({ responses: [BLOCK] }, { notes: true });
    expect(brief(notes)).toEqual([
      "note fallback-shorter responses[0].timeout",
      "note user-name-refused responses[0].rules",
      "note brute-force-unseen responses[0].rules",
      "note ignore-window-removed responses[0].rules[0]",
      "note rule-counts responses[0].rules[0]",
      "note ignore-window-removed responses[0].rules[1]",
      "note rule-counts responses[0].rules[1]",
    ]);
  });
});

describe("names, rows and timeouts", () => {
  it.each([
    ["a name with !", [custom({ command: "!page" })], ["error command-name responses[0].command"]],
    [
      "a name with the separator of ar.conf",
      [custom({ command: "page - x" })],
      ["error command-name responses[0].command"],
    ],
    [
      "two commands of one wire name",
      [
        custom({ command: "fw", timeout: 60 }),
        custom({ command: "fw6", timeout: 0, rules: [5712] }),
      ],
      ["error wire-name-collision responses[1].command", "warning timeout-0 responses[1].timeout"],
    ],
    [
      "a wire name that is the fallback of another",
      [BLOCK, custom({ command: "firewall-drop360", timeout: 0, rules: [5712] })],
      ["error wire-name-collision responses[1].command", "warning timeout-0 responses[1].timeout"],
    ],
    [
      "one name for two executables",
      [custom(), custom({ executable: "other", rules: [5712] })],
      ["error command-defined-twice responses[1].command"],
    ],
    [
      "the name that restarts agents",
      [custom({ command: "restart-wazuh" })],
      [
        "error wire-name-collision responses[0].command",
        "warning no-fallback responses[0].command",
      ],
    ],
    [
      "the same command for one rule twice",
      [BLOCK, { ...BLOCK, rules: [5712, 5763] }],
      ["error sent-twice responses[1].rules[0]", "error sent-twice responses[1].rules[1]"],
    ],
    [
      "the same command for one rule, at two locations",
      [
        { ...kill("xmrig"), on: { locations: ["hel1"] } },
        { ...kill("minerd"), on: { locations: ["nbg1"] } },
      ],
      [],
    ],
    [
      "two clocks for one rule, on two agents",
      [
        { ...BLOCK, on: { agents: ["gitlab"] } },
        { ...BLOCK, on: { agents: ["runner"] }, timeout: 86_400 },
      ],
      [],
    ],
    [
      "two clocks of the stock executable, on two agents: execd has both rows",
      [
        { kind: "disable-account", rules: [5763], timeout: 3600, protect: ["ops"] },
        { kind: "disable-account", rules: [5763], timeout: 7200, protect: ["ops"] },
      ].map((one, i) => ({ ...one, on: { agents: [["gitlab"], ["runner"]][i] } })),
      ["warning two-responses-one-rule responses[1].rules[0]"],
    ],
    [
      "two clocks for one rule",
      [BLOCK, { ...BLOCK, command: "long-block", timeout: 86_400 }],
      [
        "warning two-responses-one-rule responses[1].rules[0]",
        "warning two-responses-one-rule responses[1].rules[1]",
      ],
    ],
    [
      "a block for ever",
      [{ ...BLOCK, timeout: 0 }],
      ["warning timeout-0 responses[0].timeout", "warning no-fallback responses[0].timeout"],
    ],
    [
      "more seconds than an int",
      [{ ...BLOCK, timeout: 3_000_000_000 }],
      ["error timeout-long responses[0].timeout"],
    ],
    [
      "a timeout without a fallback",
      [{ ...BLOCK, timeout: 600 }],
      ["warning no-fallback responses[0].timeout"],
    ],
    ["a name of its own without a fallback", [{ ...BLOCK, command: "ours", timeout: 600 }], []],
    [
      "the stock executable",
      [{ ...BLOCK, backend: "iptables" }],
      ["warning iptables-backend responses[0].backend"],
    ],
    [
      "agent 000",
      [{ ...BLOCK, location: { agentId: "000" } }],
      ["error agent-000 responses[0].location.agentId"],
    ],
    [
      "a kill on every agent",
      [{ ...kill("xmrig"), location: "all" }],
      ["warning location-all responses[0].location"],
    ],
    [
      "all agents, and a placement",
      [{ ...BLOCK, location: "all", on: { agents: ["gitlab"] } }],
      ["warning location-all-placed responses[0].on"],
    ],
  ] as [string, WrittenResponse[], string[]][])("%s", (_what, responses, expected) => {
    expect(ofResponses(...responses)).toEqual(expected);
  });

  it("counts the rows of ar.conf: 61 are fine, 62 are not", () => {
    const many = (count: number): WrittenResponse[] =>
      Array.from({ length: count }, (_, i) => custom({ command: `page-${i}-x`, rules: [100 + i] }));
    const rows = (count: number): string[] =>
      ofResponses(...many(count)).filter((line) => line.includes("ar-rows"));
    expect(rows(61)).toEqual([]);
    expect(rows(62)).toEqual(["error ar-rows responses"]);
  });

  it("offers the timeout that allows a fallback, and names the agents that lose the response", () => {
    expect(
      findingsOf({ responses: [{ ...BLOCK, timeout: 600, on: { agents: ["gitlab"] } }] }).map(
        printFinding,
      ),
    ).toEqual([
      "responses[0].timeout: firewall-drop, 600 takes over a stock command for our own executable: an alert on an agent without it does nothing, with only an INFO line there (runner, and every agent enrolled outside this stack); a fallback row needs a timeout of at least two digits, the second not 0: write 660 seconds, or 3600, or give it its own command name [no-fallback]",
    ]);
  });
});

describe("notes", () => {
  const notes = (...responses: WrittenResponse[]): string[] =>
    brief(findingsOf({ responses }, { notes: true })).filter((line) => line.startsWith("note"));

  it.each<[string, WrittenResponse, string]>([
    [
      "level and groups",
      { ...BLOCK, groups: ["web_scan"], level: 8 },
      "note level-and-groups responses[0].level",
    ],
    ["the manager", { ...BLOCK, location: "server" }, "note location-server responses[0].location"],
    ["all agents", { ...BLOCK, location: "all" }, "note location-all responses[0].location"],
    [
      "a breaker before the storm",
      { ...BLOCK, breaker: 10 },
      "note breaker-before-storm responses[0].breaker",
    ],
    ["a breaker", { ...BLOCK, breaker: 100 }, "note breaker-shields responses[0].breaker"],
    [
      "a long name",
      kill("totally-not-malware"),
      "note process-name-long responses[0].processes[0]",
    ],
    [
      "a placement",
      { ...kill("xmrig"), on: { agents: ["gitlab"] } },
      "note no-fallback responses[0].on",
    ],
    [
      "accounts",
      { kind: "disable-account", rules: [5763], timeout: 60, protect: ["ops"] },
      "note user-name-refused responses[0].rules",
    ],
  ])("explain %s", (_what, response, expected) => {
    expect(notes(response)).toContain(expected);
  });

  it("are no errors: a process that is listed twice is a warning, a reason of two lines is an error", () => {
    expect(ofResponses(kill("xmrig", "xmrig"))).toEqual([
      "warning process-twice responses[0].processes[1]",
    ]);
    const allow = [{ to: "wg0", reason: "a\nb", direction: "in" as const }];
    expect(ofResponses({ kind: "isolate-host", allow })).toEqual([
      "error isolation-reason responses[0].allow[0].reason",
    ]);
  });
});

describe("a rule that carries no_ar", () => {
  it("never triggers a response", () => {
    // No rule of 4.14.7 carries it, so that the fact is given here.
    const policy = policyOf();
    const rule = (id: number): RuleFacts | undefined => {
      const facts = ruleFacts(policy)(id);
      return facts && { ...facts, noAr: id === 5763 };
    };
    expect(brief(boundRules.run({ policy, fleet: FLEET, today: TODAY, rule }))).toEqual([
      "error rule-no-ar responses[0].rules[0]",
    ]);
  });
});

describe("executables that responses share", () => {
  it("refuses two scripts of one file name", () => {
    const other = custom({ command: "page-2", rules: [5712], script: "#!/bin/sh\nexit 1\n" });
    expect(ofResponses(custom(), other)).toEqual([
      "error executable-twice responses[1].executable",
    ]);
  });

  it("says that kill lists are joined", () => {
    const lists = brief(
      findingsOf(
        { responses: [kill("xmrig"), { ...kill("minerd"), command: "kill-2", rules: [80_792] }] },
        { notes: true },
      ),
    );
    expect(lists).toContain("note kill-lists-joined responses[1].processes");
    expect(lists).toContain("note audit-needed responses");
  });

  it("warns of a time that cannot be found by the rule", () => {
    const byGroup = { ...BLOCK, rules: [], groups: ["web_scan"], timeout: 7200, command: "web" };
    expect(ofResponses(BLOCK, byGroup)).toEqual(["warning timeout-by-rule responses[1].timeout"]);
    expect(ofResponses(BLOCK, { ...byGroup, timeout: 3600 })).toEqual([]);
  });
});

describe("placements", () => {
  it.each([
    [{ agents: ["gitlab", "gitlb"] }, ["error unknown-agent responses[0].on.agents[1]"]],
    [{ locations: ["fsn1"] }, ["error unknown-location responses[0].on.locations[0]"]],
    [{ labels: { tier: "db" } }, ["error unknown-label responses[0].on.labels.tier"]],
    [{ agents: ["runner"], locations: ["hel1"] }, ["warning placement-empty responses[0].on"]],
    [{ locations: ["hel1"] }, []],
  ])("%j", (on, expected) => {
    expect(ofResponses({ ...BLOCK, on })).toEqual(expected);
  });
});

describe("a kill list", () => {
  it.each([
    ["xmrig", []],
    ["/tmp/nginx", []],
    ["sshd", ["error system-process responses[0].processes[0]"]],
    ["/usr/sbin/sshd", ["error system-process responses[0].processes[0]"]],
    ["wazuh-execd", ["error system-process responses[0].processes[0]"]],
    ["systemd-homed", ["error system-process responses[0].processes[0]"]],
    ["bash", ["error system-process responses[0].processes[0]"]],
    ["nginx", ["error system-process responses[0].processes[0]"]],
    ["two words", ["error process-name responses[0].processes[0]"]],
    ["xmr*", ["error process-name responses[0].processes[0]"]],
    ["tmp/x", ["error process-name responses[0].processes[0]"]],
    ["/tmp/../x", ["error process-name responses[0].processes[0]"]],
    ["it's", ["error process-name responses[0].processes[0]"]],
    ["a<b", ["error process-name responses[0].processes[0]"]],
  ])("%s", (name, expected) => {
    expect(ofResponses(kill(name))).toEqual(expected);
  });

  it("is refused where its rule would be longer than Wazuh reads", () => {
    const names = Array.from({ length: 900 }, (_, i) => `some-miner-of-long-name-${i}`);
    expect(ofResponses(kill(...names))).toEqual(["error process-list-long responses"]);
  });
});

describe("accounts and isolation", () => {
  const isolate = (...to: string[]): string[] =>
    ofResponses({
      kind: "isolate-host",
      allow: [
        ...to.map((one) => ({ to: one, reason: "needed" })),
        { to: "tailscale0", reason: "in", direction: "in" as const },
        { to: "headscale.example.org", reason: "carries the tailnet", ports: [443] },
      ],
    });

  it("wants accounts that are accounts, and more than root", () => {
    const account = { kind: "disable-account" as const, rules: [5763], timeout: 60 };
    expect(ofResponses({ ...account, protect: ["ops", "a b"] })).toEqual([
      "error account-name responses[0].protect[1]",
    ]);
    expect(ofResponses({ ...account, protect: [] })).toEqual([
      "warning nobody-protected responses[0].protect",
    ]);
    // Whom SSH logs in as is protected without being written.
    const fleet = { ...FLEET, accounts: ["ops"] };
    const policy = policyOf({ responses: [{ ...account, protect: [] }] });
    expect(
      brief(protectedAccounts.run({ policy, fleet, today: TODAY, rule: () => undefined })),
    ).toEqual(["note user-name-refused responses[0].rules"]);
  });

  it.each([
    ["192.0.2.7", []],
    ["2001:db8::/64", []],
    ["eth0.100", []],
    ["headscale.example.org", []],
    ["a_name.example.org", ["error isolation-allow responses[0].allow[0].to"]],
    ["192.0.2.300", ["error isolation-allow responses[0].allow[0].to"]],
    ["192.0.2.7/24", ["error isolation-allow responses[0].allow[0].to"]],
    ["a-name-of-17-char", ["error isolation-allow responses[0].allow[0].to"]],
    ["0.0.0.0/0", ["error isolation-open responses[0].allow[0].to"]],
    ["::/0", ["error isolation-open responses[0].allow[0].to"]],
    ["95.216.0.0/16", ["warning isolation-open responses[0].allow[0].to"]],
  ])("isolation that leaves %s", (to, expected) => {
    expect(isolate(to)).toEqual(expected);
  });

  it.each([
    ["192.0.2.7", "wg0", []],
    ["way-in.example.org", "wg0", []],
    ["tailscale0", "eth0", ["error isolation-interface responses[0].allow[0].interface"]],
    ["192.0.2.7", "a b", ["error isolation-interface responses[0].allow[0].interface"]],
  ])("isolation that leaves %s through %s", (to, device, expected) => {
    const allow = [{ to, interface: device, reason: "in", direction: "in" as const }];
    expect(ofResponses({ kind: "isolate-host", allow })).toEqual(expected);
  });

  it.each([
    [{ ports: [443] }, []],
    [{}, []],
    [{ ports: [22] }, ["warning isolation-tailnet responses[0].allow"]],
    [{ ports: [443], protocol: "udp" as const }, ["warning isolation-tailnet responses[0].allow"]],
    [{ ports: [443], direction: "in" as const }, ["warning isolation-tailnet responses[0].allow"]],
  ])("a tailnet needs what carries it: %j", (more, expected) => {
    const allow = [
      { to: "tailscale0", reason: "in", direction: "in" as const },
      { to: "headscale.example.org", reason: "carries it", ...more },
    ];
    expect(ofResponses({ kind: "isolate-host", allow })).toEqual(expected);
  });

  it("warns where nobody could get in, and refuses two isolations", () => {
    const none: WrittenResponse = { kind: "isolate-host", allow: [] };
    expect(ofResponses(none)).toEqual(["warning isolation-no-way-in responses[0].allow"]);
    expect(ofResponses(none, none)[0]).toBe("error isolation-twice responses[1]");
  });
});

describe("a script of the user's own", () => {
  it.each<[string, object, string[]]>([
    ["a good one", {}, []],
    ["a path", { executable: "bin/page" }, ["error executable responses[0].executable"]],
    ["arguments", { executable: "page -x" }, ["error executable responses[0].executable"]],
    [
      "a name of ours",
      { executable: "guarded-block-ip" },
      ["error executable responses[0].executable"],
    ],
    [
      "a name of Wazuh's",
      { executable: "host-deny" },
      ["error executable responses[0].executable"],
    ],
    [
      "a name that Wazuh 5 installs",
      { executable: "block-ip" },
      ["error executable responses[0].executable"],
    ],
    [
      "no text, and no stock executable",
      { script: undefined, protocol: "own" },
      ["warning executable responses[0].executable"],
    ],
    ["no interpreter", { script: "echo\n" }, ["error script responses[0].script"]],
    ["line ends of Windows", { script: "#!/bin/sh\r\n" }, ["error script responses[0].script"]],
    ["no last line feed", { script: "#!/bin/sh" }, ["warning script responses[0].script"]],
    [
      "an argument with a blank",
      { extraArgs: ["a", "b c"] },
      ["error extra-args responses[0].extraArgs[1]"],
    ],
    [
      "a backslash before the closing tag",
      { extraArgs: ["a\\", "b\\"] },
      ["error extra-args responses[0].extraArgs[1]"],
    ],
    ["a tool with a path", { tools: ["/bin/jq"] }, ["error tool-name responses[0].tools[0]"]],
  ])("%s", (_what, more, expected) => {
    expect(ofResponses(custom(more))).toEqual(expected);
  });
});
