import { policyOf } from "../../../policy/model/parsePolicy";
import { INTERPRETERS } from "../../interpreters";
import { until } from "../wazuh/until";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles, POLICY } from "./policy";

const TABLE = "inet wazuh_active_response";
const PAST = "active-response/guarded-block-ip.history";
const GUARD = "active-response/guarded-tables";

/** Steps whose ends a test makes, so that no slow machine ends one of them first; a rule with one time beside them. */
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
    { kind: "block-ip", rules: [100_200], timeout: 60, command: "once" },
  ],
});

describe.each(INTERPRETERS)("block-ip by steps, with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(STEPS), awk);
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

  const block = (srcip: string, rule = "5763") =>
    play(host, shell, "guarded-block-ip", message("add", { srcip }, rule), "continue");
  const unblock = (srcip: string) => play(host, shell, "custom-unblock", message("add", { srcip }));
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`] : [];
    });
  const elements = (set: string): string[] =>
    [
      ...host.sh(`nft list set ${TABLE} ${set}`).matchAll(/([0-9a-f.:]*[.:][0-9a-f.:]*) timeout/g),
    ].map(([, address]) => address ?? "");
  const past = (): string[] =>
    host
      .sh(`cat ${PAST}/* 2>/dev/null || :`)
      .split("\n")
      .slice(0, -1)
      .map((line) => line.split(" ").slice(0, 4).join(" "));
  /** As if so many seconds had gone by: the kernel has let it go. */
  const ended = (address: string, seconds: number, boot = ""): void => {
    host.sh(`nft delete element ${TABLE} blocked${address.includes(":") ? 6 : 4} "{ ${address} }"
      rm -f active-response/guarded-block-ip.blocks
      for file in ${PAST}/*; do
        awk -v less=${seconds} -v boot="${boot}" '{ $5 -= less; $7 -= less; if (boot != "") { $6 = boot; $5 += 1000000 } print }' "$file" >/var/aged && cat /var/aged >"$file"
      done`);
  };

  it("climbs at each new block, stays at the last, and is the first again when it is forgotten", async () => {
    await block("203.0.113.5");
    ended("203.0.113.5", 61);
    await block("203.0.113.5");
    ended("203.0.113.5", 601);
    await block("203.0.113.5");
    ended("203.0.113.5", 3601);
    await block("203.0.113.5");
    ended("203.0.113.5", 3600 + 7201);
    await block("203.0.113.5");
    expect(decisions()).toEqual([
      "blocked 203.0.113.5: for 60s, step 1 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 600s, step 2 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 3600s, step 3 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 3600s, step 3 of 3, wazuh-execd: continue",
      "blocked 203.0.113.5: for 60s, step 1 of 3, wazuh-execd: continue",
    ]);
  });

  it("stays at its step while it holds, for a burst, another rule and a reboot", async () => {
    await block("203.0.113.5");
    ended("203.0.113.5", 61);
    for (let i = 0; i < 3; i++) await block("203.0.113.5");
    // The rule with one time takes nothing off.
    await block("203.0.113.5", "100200");
    // Another boot, whose clock counts from anywhere: the one on the wall tells.
    ended("203.0.113.5", 10, "11111111-2222-3333-4444-555555555555");
    await block("203.0.113.5");
    ended("203.0.113.5", 700, "11111111-2222-3333-4444-555555555555");
    await block("203.0.113.5");
    expect(decisions().map((one) => one.replace(/^blocked 203.0.113.5: |, wazuh.*/g, ""))).toEqual([
      "for 60s, step 1 of 3",
      "for 600s, step 2 of 3",
      "for 600s, step 2 of 3",
      "for 600s, step 2 of 3",
      expect.stringMatching(/^for (?:600|59\d)s$/),
      "for 600s, step 2 of 3",
      "for 3600s, step 3 of 3",
    ]);
    expect(host.sh(`stat -c '%U %a' ${PAST}`)).toBe("root 750\n");
  });

  it("begins anew when an operator lifts it, blocked or not", async () => {
    await block("203.0.113.5");
    ended("203.0.113.5", 61);
    await block("203.0.113.5");
    expect((await unblock("203.0.113.5")).code).toBe(0);
    await block("203.0.113.5");
    ended("203.0.113.5", 61);
    expect((await unblock("203.0.113.5")).code).toBe(3);
    await block("203.0.113.5");
    expect(decisions().map((one) => one.replace(/, wazuh.*/, ""))).toEqual([
      "blocked 203.0.113.5: for 60s, step 1 of 3",
      "blocked 203.0.113.5: for 600s, step 2 of 3",
      "unblocked 203.0.113.5: by hand",
      "blocked 203.0.113.5: for 60s, step 1 of 3",
      "not found 203.0.113.5: not blocked",
      "blocked 203.0.113.5: for 60s, step 1 of 3",
    ]);
  });

  it("blocks on, and says so, where what it remembers cannot be written", async () => {
    host.sh(`touch ${PAST}; : >/var/kmsg; mount --bind /var/kmsg /dev/kmsg`);
    expect(await block("203.0.113.5")).toMatchObject({ code: 0 });
    host.sh("umount /dev/kmsg");
    expect(elements("blocked4")).toEqual(["203.0.113.5"]);
    expect(host.sh("cat /var/kmsg")).toMatch(
      /guarded-block-ip: \/var\/ossec\/active-response\/guarded-block-ip.history\/\d+.new cannot be written: the next block of 203.0.113.5 is taken for its first\n/,
    );
  });

  it("passes over lines that are not whole, and what stands in the place of a file", async () => {
    await block("203.0.113.5");
    ended("203.0.113.5", 61);
    host.sh(`file=$(ls ${PAST}/*.new); printf '203.0.113.5 203.0.113.0/24 9 60' >>"$file"
      printf '\\n203.0.113.5 203.0.113.0/24 x 1 1 b 1\\n\\377\\000 203.0.113.0/24 1\\n' >>"$file"`);
    await block("203.0.113.5");
    expect(decisions().at(-1)).toBe(
      "blocked 203.0.113.5: for 600s, step 2 of 3, wazuh-execd: continue",
    );
  });

  it("forgets what is forgotten, keeps the rest, and at most 400 of a file", async () => {
    await block("203.0.113.5");
    host.sh(`file=$(ls ${PAST}/*.new); read -r up _ </proc/uptime; now=$(date +%s); read -r boot </proc/sys/kernel/random/boot_id
      {
        for i in $(seq 900); do echo "203.0.113.$((i % 200 + 10)) 203.0.113.0/24 1 60 \${up%.*} $boot $now"; done
        for i in $(seq 300); do echo "10.77.$((i % 250)).9 10.77.$((i % 250)).0/24 1 60 \${up%.*} $boot $now"; done
        echo "203.0.113.6 203.0.113.0/24 3 600 1 other $((now - 600 - 7300))"
        echo "203.0.113.7 203.0.113.0/24 3 600 1 other $((now - 600 - 7100))"
        echo "203.0.113.8 203.0.113.0/24 - 0 1 other $now"
        echo "203.0.113.9 203.0.113.0/24 2 0 1 other 1"
        cat "$file"
      } >/var/many; cat /var/many >"$file"; echo "\${file##*/}" >/var/share`);
    await block("203.0.113.5");
    const share = host.sh("cat /var/share").trim().replace(".new", "");
    await until(
      () => Promise.resolve(host.sh(`ls ${PAST}`)),
      (files) => files.includes(`${share}.old`) && !files.includes("moved"),
    );
    const left = past();
    expect(left).toHaveLength(400);
    expect(left.slice(-2)).toEqual([
      "203.0.113.5 203.0.113.0/24 1 60",
      "203.0.113.0/24 203.0.113.0/24 1 60",
    ]);
    expect(left).toContain("203.0.113.7 203.0.113.0/24 3 600");
    expect(left).toContain("203.0.113.9 203.0.113.0/24 2 0");
    expect(left.join("\n")).not.toMatch(/^203\.0\.113\.[68] /m);
    expect(host.run([...shell, `/var/ossec/${GUARD}`, "forget", share], "").status).toBe(0);
    expect(host.run([...shell, `/var/ossec/${GUARD}`, "forget", "../x"], "").status).toBe(64);
    expect(past()).toEqual(left);
  });
});
