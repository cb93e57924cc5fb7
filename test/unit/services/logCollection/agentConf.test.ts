import { AGENT_CONF_KEY } from "../../../../policy/bundle/bundle";
import { installerFor } from "../../../../policy/bundle/installer";
import { agentConfPart, agentConfParts } from "../../../../policy/services/logCollection/agentConf";
import { readEntries } from "../../../../policy/wazuh/read/entries";
import { nodesOf } from "../../../../policy/wazuh/read/node";
import { bundlesOf } from "../../../../policy/render/renderFleet";
import { FLEET, policyOf } from "../../lint/subject";

/** What Wazuh reads in a text, element by element. */
const read = (text: string) => nodesOf(readEntries(text));

describe("our part of a group's agent.conf", () => {
  it("collects the log on every agent that runs Linux", () => {
    expect(agentConfPart({ name: "default" })).toBe(`<agent_config os="Linux">
  <localfile>
    <log_format>syslog</log_format>
    <location>/var/ossec/logs/active-responses.log</location>
  </localfile>
</agent_config>
`);
  });

  it("names agents whole, sorted, because Wazuh would take db for db-2 too", () => {
    const [root] = read(agentConfPart({ name: "default", agents: ["web", "db-1"] }));
    expect(root?.attributes).toMatchObject([
      { name: "name", value: "^db-1$|^web$" },
      { name: "os", value: "Linux" },
    ]);
  });

  it("has as many roots as keep each filter below the bytes that Wazuh takes", () => {
    const agents = Array.from({ length: 301 }, (_, i) => `${"a".repeat(124)}-${100 + i}`);
    const filters = read(agentConfPart({ name: "default", agents })).map(
      ({ attributes }) => attributes[0]?.value ?? "",
    );
    expect(filters.map((one) => one.split("|").length)).toEqual([150, 150, 1]);
    expect(Math.max(...filters.map((one) => one.length))).toBeLessThan(20_480);
  });

  it("goes to the master alone, under the key that the installer reads", () => {
    const policy = policyOf({ logGroups: [{ name: "web" }, { name: "dbs", agents: ["gitlab"] }] });
    const parts = agentConfParts(policy);
    expect(Object.keys(parts ?? {})).toEqual(["dbs", "web"]);
    const bundles = bundlesOf(policy, FLEET, [FLEET.master, ...FLEET.workers, ...FLEET.agents]);
    expect(bundles.map((bundle) => bundle[AGENT_CONF_KEY])).toEqual([
      parts,
      undefined,
      undefined,
      undefined,
    ]);
    expect(installerFor("master")).toContain(`$each->(${JSON.stringify(AGENT_CONF_KEY)})`);
    expect(bundlesOf(policyOf(), FLEET, [FLEET.master])[0]).not.toHaveProperty([AGENT_CONF_KEY]);
  });
});
