import { dispatch, type DispatchArgs } from "../../../lab/wazuh/analysisd/dispatch";
import { readArConfig } from "../../../lab/wazuh/config/activeResponse";
import { parseXml } from "../../../lab/wazuh/config/xml";
import type { Firing } from "../../../lab/wazuh/rules/engine";
import { decode } from "../../../lab/wazuh/rules/decode";
import { loadRuleset } from "../../../lab/wazuh/rules/ruleset";
import { processEvent } from "../../../lab/wazuh/rules/engine";

const COMMAND =
  "<command><name>fw</name><executable>fw</executable><timeout_allowed>yes</timeout_allowed></command>";
const RULES = `<group name="x,"><rule id="1" level="5"><decoded_as>json</decoded_as><description>x</description></rule></group>`;

function firing(
  block: string,
  event: object,
  agent = "001",
): { fired: Firing; config: DispatchArgs["config"] } {
  const config = readArConfig(
    parseXml(
      `${COMMAND}<active-response><command>fw</command><rules_id>1</rules_id><timeout>60</timeout>${block}</active-response>`,
    ),
  );
  const rules = loadRuleset(
    [{ path: "etc/rules/a.xml", text: RULES }],
    new Map(),
    config.responses,
  );
  const text = JSON.stringify(event);
  const fired = processEvent(
    rules,
    decode({ sender: { id: agent, name: "a" }, location: "x", text, time: 1 }),
  );
  if (!fired) throw new Error("no rule fired");
  return { fired, config };
}

function sent(
  block: string,
  event: object,
  agent?: string,
  whiteList: readonly string[] = [],
): { to: unknown[]; words: string[] } {
  const { fired, config } = firing(block, event, agent);
  const answer = dispatch(fired, {
    config,
    whiteList: { addresses: whiteList, patterns: [] },
    alert: {},
    nodeName: "node01",
    active: ["001", "003"],
  });
  return { to: answer.sent.map(({ to }) => to), words: answer.words.map(({ text }) => text) };
}

const LOCAL = "<location>local</location>";
const BAD = { srcip: "203.0.113.7" };

describe("where a response goes", () => {
  it.each([
    [LOCAL, "002", [{ agent: "002" }]],
    [LOCAL, "000", ["execq"]],
    ["<location>server</location>", "002", ["execq"]],
    ["<location>all</location>", "002", [{ agent: "001" }, { agent: "003" }]],
    ["<location>defined-agent</location><agent_id>366, 409</agent_id>", "002", [{ agent: "366" }]],
    [`${LOCAL}<disabled>yes</disabled>`, "002", []],
  ])("%s from agent %s", (block, agent, to) => {
    expect(sent(block, BAD, agent).to).toEqual(to);
  });
});

describe("what keeps a response from being sent", () => {
  it("is the white list, asked for srcip only", () => {
    expect(sent(LOCAL, BAD, "001", ["203.0.113.0/24"]).to).toEqual([]);
    expect(sent(LOCAL, { other: "203.0.113.7" }, "001", ["203.0.113.0/24"]).to).toEqual([
      { agent: "001" },
    ]);
  });

  it("is a strange user name, before the list is asked", () => {
    expect(sent(LOCAL, { ...BAD, dstuser: "CORP\\bob" })).toEqual({
      to: [],
      words: ["(1272): Invalid username 'CORP\\bob'. Possible logging attack."],
    });
  });

  it("is a strange address", () => {
    expect(sent(LOCAL, { srcip: "203.0.113.7;" })).toEqual({
      to: [],
      words: ["(1271): Invalid IP Address '203.0.113.7;'. Possible logging attack."],
    });
  });
});

it("the message names the wire name and holds the alert", () => {
  const { fired, config } = firing(LOCAL, BAD);
  const { sent: messages } = dispatch(fired, {
    config,
    whiteList: { addresses: [], patterns: [] },
    alert: { id: "7" },
    nodeName: "node01",
    active: [],
  });
  expect(JSON.parse(messages[0]?.message ?? "")).toEqual({
    version: 1,
    origin: { name: "node01", module: "wazuh-analysisd" },
    command: "fw60",
    parameters: { extra_args: [], alert: { id: "7" } },
  });
});
