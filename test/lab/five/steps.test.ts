import { policyOf } from "../../../policy/model/parsePolicy";
import { channelsOf } from "../../../policy/render/five/channels";
import { scriptsForFive } from "../../../policy/render/five/scriptsForFive";
import { INTERPRETERS } from "../../interpreters";
import { play, type Played } from "../responses/execd";
import { upHost, type TestHost } from "../responses/host";
import { FLEET, POLICY } from "../responses/policy";
import { asked, taskFrom } from "./message";

const TABLE = "inet wazuh_active_response";
const PAST = "active-response/guarded-block-ip.history";

const STEPS = policyOf({
  ...POLICY,
  responses: [
    {
      kind: "block-ip",
      rules: [5763],
      escalate: [60, 600, 3600],
      forget: "2h",
      network: { after: 3, ipv4: "/24", within: "1m" },
    },
    { kind: "block-ip", rules: [100_200], timeout: 30, command: "once" },
    { kind: "block-ip", rules: [100_201], escalate: [90, 0], forget: "2h", command: "twice" },
  ],
});
const CHANNELS = channelsOf(STEPS).map((one) => ({ ...one, count: 1 }));

/** What test/lab/responses/escalate and networks play for 4.14, asked of a channel: it is the same code. */
describe.each(INTERPRETERS)("block-ip by steps for Wazuh 5, with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(scriptsForFive(STEPS, FLEET, CHANNELS), awk);
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(
      `nft flush ruleset; nft -f active-response/guarded-block-ip.nft; rm -rf ${PAST} active-response/guarded-block-ip.additions active-response/guarded-block-ip.blocks*; : >etc/ossec.conf`,
    );
    host.log();
  });
  const block = (address: string, channel = "firewall-drop"): Promise<Played> => {
    const of = taskFrom(address, { channel, executable: "guarded-block-ip", timeout: 60 });
    return play(host, shell, "guarded-block-ip", asked("enable", of), "continue");
  };
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`] : [];
    });
  /** As if so many seconds had gone by: the kernel has let it go. */
  const ended = (address: string, seconds: number): void => {
    host.sh(`nft delete element ${TABLE} blocked4 "{ ${address} }"
      rm -f active-response/guarded-block-ip.blocks
      for file in ${PAST}/*; do
        awk -v less=${seconds} '{ $5 -= less; $7 -= less; print }' "$file" >/var/aged && cat /var/aged >"$file"
      done`);
  };

  it("climbs at each new block of its channel, stays at the last, and begins anew", async () => {
    for (const seconds of [61, 601, 3601, 3600 + 7201]) {
      await block("203.0.113.5");
      ended("203.0.113.5", seconds);
    }
    await block("203.0.113.5");
    expect(decisions()).toEqual([
      "blocked 203.0.113.5: for 60s, step 1 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 600s, step 2 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 3600s, step 3 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 3600s, step 3 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 60s, step 1 of 3, wazuh-execd: continue",
    ]);
  });

  it("gives each channel its own times, and one that it does not know each step the longest", async () => {
    await block("203.0.113.6", "once");
    await block("203.0.113.7", "twice");
    ended("203.0.113.7", 91);
    await block("203.0.113.7", "twice");
    await block("203.0.113.8", "renamed-in-the-dashboard");
    ended("203.0.113.8", 91);
    await block("203.0.113.8", "renamed-in-the-dashboard");
    expect(decisions().map((one) => one.replace(/, wazuh-execd: continue$/, ""))).toEqual([
      "blocked 203.0.113.6: for 30s",
      "blocked 203.0.113.7: for 90s, step 1 of 2",
      "blocked 203.0.113.7: for 0s, step 2 of 2",
      "blocked 203.0.113.8: for 90s, step 1 of 3",
      "blocked 203.0.113.8: for 0s, step 2 of 3",
    ]);
  });

  it("blocks the network of the third address, and a release by a message of 5 begins anew", async () => {
    for (const last of [11, 12, 13]) await block(`203.0.113.${last}`);
    expect(host.sh(`nft list set ${TABLE} networks4`)).toContain("203.0.113.0 timeout");
    const of = { source: { ip: "203.0.113.0/24" }, wazuh: { active_response: {} } };
    expect((await play(host, shell, "custom-unblock", asked("enable", of))).code).toBe(0);
    expect(host.sh(`nft list set ${TABLE} networks4`)).not.toContain("203.0.113.0 timeout");
    host.log();
    await block("203.0.113.13");
    expect(decisions()).toEqual([
      "blocked 203.0.113.13: for 60s, step 1 of 3, wazuh-execd: continue",
    ]);
  });
});
