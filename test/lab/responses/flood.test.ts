import { policyOf } from "../../../policy/model/parsePolicy";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles, POLICY } from "./policy";

const STAMPS = "active-response/guarded-block-ip.additions";
/** Addresses of strangers, as somebody writes them who can make a bound rule fire for an address of his choice. */
const VICTIMS = Array.from({ length: 90 }, (_, i) => `198.18.${i >> 4}.${i & 15}`);
/** Who attacks in truth. */
const ATTACKER = "203.0.113.66";
/** What must stay reachable whatever is written: the white list, the manager, the gateway, the host itself. */
const OURS = ["198.51.100.7", "100.64.3.4", "10.9.0.200", "10.9.0.254", "10.9.0.1", "127.0.0.1"];

/** Responses to 5763, with this breaker. */
async function hostWith(breaker: number | undefined): Promise<TestHost> {
  const response = { kind: "block-ip", rules: [5763], timeout: 3600 } as const;
  const responses = [{ ...response, ...(breaker !== undefined && { breaker }) }];
  return upHost(agentFiles(policyOf({ ...POLICY, responses })));
}

/** Milliseconds of each run. */
async function add(host: TestHost, addresses: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  for (const [i, srcip] of addresses.entries()) {
    // A busy machine takes longer than a minute for all of them.
    if (i > 0 && i % 10 === 0) stillTheSameMinute(host);
    const played = await play(
      host,
      ["sh"],
      "guarded-block-ip",
      message("add", { srcip }),
      "continue",
    );
    times.push(played.ms);
  }
  return times;
}

const blocked = (host: TestHost): string[] =>
  host
    .sh(
      "nft list set inet wazuh_active_response blocked4 | grep -oE '[0-9]+(\\.[0-9]+){3} timeout' || :",
    )
    .split("\n")
    .flatMap((line) => line.split(" ")[0] ?? [])
    .filter((address) => address !== "");

const decided = (log: readonly string[], decision: string): number =>
  log.filter((line) => line.includes(`"decision":"${decision}"`)).length;

/** What was added so far counts as added just now. */
function stillTheSameMinute(host: TestHost): void {
  host.sh(`[ ! -s ${STAMPS} ] || {
    read -r now _ </proc/uptime
    awk -v now="\${now%.*}" '{ for (i = 1; i <= NF; i++) $i = now; print }' ${STAMPS} >/var/stamps && cat /var/stamps >${STAMPS}; }`);
}

/** The same as a minute of waiting: the stamps of additions, by the kernel's clock, get older. */
function aMinuteLater(host: TestHost): void {
  const stamps = host.sh(`cat ${STAMPS}`).trim().split(" ").map(Number);
  host.put(`/var/ossec/${STAMPS}`, `${stamps.map((at) => at - 61).join(" ")}\n`, "0640");
}

describe("a flood of blocks for addresses that did not attack", () => {
  let host: TestHost;
  afterEach(() => {
    host.down();
  });

  it("without a breaker, the default: blocks all of them for their time, the attacker too, and nobody of ours", async () => {
    host = await hostWith(undefined);
    const times = await add(host, [...OURS, ...VICTIMS, ATTACKER]);
    expect(blocked(host).sort()).toEqual([...VICTIMS, ATTACKER].sort());
    const log = host.log();
    expect(decided(log, "blocked")).toBe(VICTIMS.length + 1);
    expect(decided(log, "white-listed") + decided(log, "refused")).toBe(OURS.length);
    // Above 60 in a minute each says so: that is what a dashboard or Graylog can ask for.
    expect(log.filter((line) => /"decision":"blocked".*"storm":true/.test(line))).toHaveLength(
      VICTIMS.length + 1 - 60,
    );
    // The last costs what the first did: wazuh-execd, which runs one after the other, does not fall behind.
    // Of each end the quickest ones: what else the machine does makes some slow, and all of them only for a while.
    const quarter = times.length >> 2;
    const quick = (some: readonly number[]): number => [...some].sort((a, b) => a - b)[4] ?? 0;
    expect(quick(times.slice(-quarter)) / quick(times.slice(0, quarter))).toBeLessThan(3);
  });

  it("with a breaker of 60: stops at sixty victims, and then lets the attacker through, too, until it is over", async () => {
    host = await hostWith(60);
    await add(host, [...OURS, ...VICTIMS, ATTACKER]);
    expect(blocked(host).sort()).toEqual(VICTIMS.slice(0, 60).sort());
    expect(decided(host.log(), "stopped")).toBe(VICTIMS.length + 1 - 60);
    // Whoever can make sixty additions a minute attacks unblocked for as long as he goes on.
    aMinuteLater(host);
    await add(host, [...VICTIMS.slice(60), ...VICTIMS.slice(0, 30), ATTACKER]);
    expect(blocked(host)).not.toContain(ATTACKER);
    aMinuteLater(host);
    await add(host, [ATTACKER]);
    expect(blocked(host)).toContain(ATTACKER);
    // What was blocked stays so: the breaker takes nothing back.
    expect(blocked(host)).toEqual(expect.arrayContaining(VICTIMS));
  });
});
