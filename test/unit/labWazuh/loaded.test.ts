import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { load, loadRules, type Loaded } from "../../../lab/wazuh/analysisd/loaded";
import { answerRequest } from "../../../lab/wazuh/analysisd/requests";
import { parseLine } from "../../../lab/wazuh/analysisd/line";
import { judge, DAEMONS } from "../../../lab/wazuh/config/judge";
import { STOCK_AR_CONF } from "../../../lab/wazuh/config/activeResponse";
import { takeSwitch } from "../../../lab/wazuh/switches";
import { testConfig } from "../../../lab/wazuh/tools/check";
import { writeOssecTree } from "../../../lab/wazuh/tree";
import type { HostPlan } from "../../../lab/hostPlan";

const PLANS = (["master", "agent"] as const).map((role, index): HostPlan => ({
  name: role,
  role,
  id: `00${index}`,
  address: `10.0.0.${index + 1}`,
  address6: "::1",
  more: [],
}));
const BLOCK = `<ossec_config><global><white_list>10.0.0.0/8</white_list><white_list>^2001:db8::1$</white_list></global>
<command><name>fw</name><executable>x</executable><timeout_allowed>yes</timeout_allowed></command>
<active-response><command>fw</command><location>local</location><rules_id>5763</rules_id><timeout>60</timeout></active-response></ossec_config>`;

const FILES = {
  ruleDirs: ["ruleset/rules", "etc/rules"],
  excluded: [],
  lists: ["etc/lists/audit-keys"],
};

let home: string;
let stock: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "stand-in-"));
  const [master] = PLANS;
  if (master) writeOssecTree(home, master, PLANS, { passwd: "", group: "", shadow: "" });
  stock = readFileSync(join(home, "etc/ossec.conf"), "utf8");
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

function ask(
  loaded: Loaded,
  command: string,
  section = "",
): { error: number; data: Record<string, unknown> } {
  const request = JSON.stringify({ command, parameters: { section } });
  const reloadRules = (): Loaded["words"] => loadRules(home, FILES, loaded.ar).words;
  return JSON.parse(answerRequest(request, { loaded: () => loaded, reloadRules })) as ReturnType<
    typeof ask
  >;
}

describe("a fresh tree", () => {
  it("is refused by no daemon", () => {
    expect(DAEMONS.manager.filter((daemon) => judge(daemon, stock).refused)).toEqual([]);
    expect(load(home, stock).words).toEqual([]);
  });

  it("takes a root of ours on top without a word", () => {
    expect(load(home, BLOCK + stock).words).toEqual([]);
  });
});

describe("a daemon's -t", () => {
  const arConf = (): string => readFileSync(join(home, "etc/shared/ar.conf"), "utf8");

  it("of analysisd writes ar.conf of its own tree, the rules' own test does not", () => {
    writeFileSync(join(home, "etc/ossec.conf"), BLOCK + stock);
    expect(testConfig("wazuh-logtest-legacy", home).code).toBe(0);
    expect(arConf()).toBe(STOCK_AR_CONF);
    expect(testConfig("wazuh-analysisd", home).code).toBe(0);
    expect(arConf()).toBe(`${STOCK_AR_CONF}fw60 - x - 60\n`);
  });

  it("of a file that is refused leaves ar.conf cut short", () => {
    writeFileSync(join(home, "etc/shared/ar.conf"), "rows of before\n");
    writeFileSync(join(home, "etc/ossec.conf"), `<?xml version="1.0"?>${stock}`);
    expect(testConfig("wazuh-analysisd", home).code).toBe(1);
    expect(arConf()).toBe(STOCK_AR_CONF);
  });

  it("reads the rules too", () => {
    writeFileSync(join(home, "etc/rules/zz.xml"), "<group");
    expect(testConfig("wazuh-db", home)).toEqual({ code: 0, output: "" });
    const { code, output } = testConfig("wazuh-logtest-legacy", home);
    expect([code, output]).toEqual([
      1,
      expect.stringContaining(
        "wazuh-logtest-legacy: ERROR: (1220): Error loading the rules: 'etc/rules/zz.xml'.",
      ),
    ]);
  });

  it("only warns of a list that is missing", () => {
    const conf = stock.replace("<list>etc/lists/audit-keys</list>", "<list>etc/lists/no</list>");
    const { refused, words } = load(home, conf);
    expect([refused, words.map(({ level }) => level)]).toEqual([false, ["WARNING", "WARNING"]]);
  });
});

describe("the socket", () => {
  it("shows the white list without anchors", () => {
    expect(ask(load(home, BLOCK + stock), "getconfig", "global").data["global"]).toMatchObject({
      white_list: ["10.0.0.0/8", "127.0.0.1", "2001:db8::1", "localhost.localdomain"],
    });
  });

  it("shows no white list at all where it holds no address", () => {
    const conf = stock.replace("<white_list>127.0.0.1</white_list>", "");
    expect(ask(load(home, conf), "getconfig", "global").data["global"]).not.toHaveProperty(
      "white_list",
    );
  });

  it("shows the responses and commands that are loaded", () => {
    const loaded = load(home, BLOCK + stock);
    expect(ask(loaded, "getconfig", "active_response").data).toEqual({
      "active-response": [
        { command: "fw", rules_id: "5763", timeout: 60, level: 0, location: "REMOTE_AGENT" },
      ],
    });
    expect(ask(loaded, "getconfig", "command").data["command"]).toContainEqual({
      name: "fw",
      executable: "x",
      timeout_allowed: 1,
    });
  });

  it.each([
    ["getconfig", "no-such", 7],
    ["no-such", "", 4],
  ])("answers %s %s with error %d", (command, section, error) => {
    expect(ask(load(home, stock), command, section).error).toBe(error);
  });

  it("reloads rules, or says why not", () => {
    const loaded = load(home, stock);
    expect(ask(loaded, "reload-ruleset").error).toBe(0);
    writeFileSync(join(home, "etc/rules/zz.xml"), "<group");
    expect(ask(loaded, "reload-ruleset")).toMatchObject({
      error: 1,
      data: [
        "(1226): Error reading XML file 'etc/rules/zz.xml': XMLERR: End of file and some elements were not closed. (line 1).",
        "(1220): Error loading the rules: 'etc/rules/zz.xml'.",
      ],
    });
  });
});

it("takes messages of agents and of the manager itself apart", () => {
  expect(parseLine("1:[001] (hel-1) 10.0.0.2->/var/log/auth.log:a:b", "wazuh", 7)).toEqual({
    sender: { id: "001", name: "hel-1", ip: "10.0.0.2" },
    location: "/var/log/auth.log",
    text: "a:b",
    time: 7,
  });
  expect(parseLine("1:/var/log/auth.log:a:b", "wazuh", 7)?.sender).toEqual({
    id: "000",
    name: "wazuh",
  });
  expect(parseLine("nonsense", "wazuh", 7)).toBeUndefined();
});

it("a switch happens as often as it says", () => {
  const file = join(home, "var/lab/comes-up-old");
  writeFileSync(file, "2\n");
  expect([1, 2, 3].map(() => takeSwitch(home, "comes-up-old"))).toEqual([true, true, false]);
  writeFileSync(file, "");
  expect([1, 2].map(() => takeSwitch(home, "comes-up-old"))).toEqual([true, true]);
});
