import { until } from "../wazuh/until";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const SHELLS = [["dash"], ["bash"], ["busybox", "sh"]] as const;
const TABLE = "inet wazuh_active_response";
const ISOLATION = "inet wazuh_active_response_isolation";
const GUARD = "active-response/guarded-tables";
const LIST = "active-response/guarded-block-ip.blocks";
/** Whether the peer's address is answered. */
const REACHES = (from: string): string =>
  `perl -MIO::Socket::INET -e "print IO::Socket::INET->new(LocalAddr => q(${from}), PeerAddr => q(10.9.0.1), PeerPort => 80, Timeout => 0.3) ? 1 : 0"`;

/** What others do to our tables, and what `check` says of it. */
const SWEPT = [
  [
    "flush ruleset",
    [
      "table inet wazuh_active_response is not in the kernel",
      "2 blocks of this host's own list are not in the kernel: 10.9.0.60, 2001:db8::9",
    ],
  ],
  [
    `delete table ${TABLE}`,
    [
      "table inet wazuh_active_response is not in the kernel",
      "2 blocks of this host's own list are not in the kernel: 10.9.0.60, 2001:db8::9",
    ],
  ],
  [
    `flush chain ${TABLE} input; delete chain ${TABLE} input`,
    ["chain input of table inet wazuh_active_response is missing"],
  ],
  [
    `flush chain ${TABLE} input`,
    [
      "chain input of table inet wazuh_active_response has nothing where <ip saddr @blocked4 ip saddr != @whitelist4 drop> belongs",
    ],
  ],
  [
    `insert rule ${TABLE} input tcp dport 80 accept`,
    [
      "chain input of table inet wazuh_active_response has <tcp dport 80 accept> where <ip saddr @blocked4 ip saddr != @whitelist4 drop> belongs",
    ],
  ],
  [
    `flush chain ${TABLE} input; delete chain ${TABLE} input; add chain ${TABLE} input { type filter hook input priority 10; policy accept; }; add rule ${TABLE} input ip saddr @blocked4 ip saddr != @whitelist4 drop; add rule ${TABLE} input ip6 saddr @blocked6 ip6 saddr != @whitelist6 drop`,
    [
      expect.stringMatching(
        /^chain input of table inet wazuh_active_response has <type filter hook input priority (?:10|filter \+ 10); policy accept;> where <type filter hook input priority (?:raw|-300); policy accept;> belongs$/,
      ),
    ],
  ],
  [
    `add chain ${TABLE} output { type filter hook output priority -300; policy drop; }`,
    [
      expect.stringMatching(
        /^chain output of table inet wazuh_active_response has <type filter hook output priority \S+; policy drop;> where <type filter hook output priority \S+; policy accept;> belongs$/,
      ),
    ],
  ],
  [
    `add table ${TABLE} { flags dormant; }`,
    ["table inet wazuh_active_response is asleep (flags dormant)"],
  ],
  [
    `flush chain ${TABLE} input; flush chain ${TABLE} forward; flush chain ${TABLE} output; delete set ${TABLE} blocked6`,
    [
      "set blocked6 of table inet wazuh_active_response is missing",
      "chain input of table inet wazuh_active_response has nothing where <ip saddr @blocked4 ip saddr != @whitelist4 drop> belongs",
      "chain forward of table inet wazuh_active_response has nothing where <ip saddr @blocked4 ip saddr != @whitelist4 drop> belongs",
      "chain output of table inet wazuh_active_response has nothing where <ip daddr @blocked4 ip daddr != @whitelist4 drop> belongs",
      "a block of this host's own list is not in the kernel: 2001:db8::9",
    ],
  ],
  [
    `delete element ${TABLE} blocked4 { 10.9.0.60 }`,
    ["a block of this host's own list is not in the kernel: 10.9.0.60"],
  ],
  [`add chain ${TABLE} theirs`, ["chain theirs of table inet wazuh_active_response is not ours"]],
] as const;

/** All of them with the shell that Debian has; with the others one of each kind. */
const sweptWith = ([shell]: readonly string[]): (typeof SWEPT)[number][] =>
  SWEPT.filter(([swept], i) => shell === "dash" || i === 0 || swept.startsWith("insert"));

describe.each(SHELLS.map((shell) => [shell] as const))("our tables with %s", (shell) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles());
    host.sh(
      `perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or exit 1; 1 while $s->accept' </dev/null >/dev/null 2>&1 &`,
    );
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(
      `nft flush ruleset; rm -f ${LIST}* active-response/isolation.nft active-response/off.nft active-response/guarded-block-ip.additions; : >etc/ossec.conf; nft -f active-response/guarded-block-ip.nft`,
    );
    host.log();
  });

  const block = (srcip: string, rule = "5763") =>
    play(host, shell, "guarded-block-ip", message("add", { srcip }, rule), "continue");
  const unblock = (srcip: string) => play(host, shell, "custom-unblock", message("add", { srcip }));
  const isolate = () => play(host, shell, "custom-isolate", message("add", {}, "100099"));
  const release = () => play(host, shell, "custom-release", message("add", {}));
  const guard = (mode: string): { code: number | null; lines: string[] } => {
    const { status, stdout } = host.run([...shell, `/var/ossec/${GUARD}`, mode], "");
    return { code: status, lines: stdout.split("\n").slice(0, -1) };
  };
  const drift = (): string[] => guard("check").lines.map((line) => line.replace(/^kernel\t/, ""));
  const answered = (from = "10.9.0.60"): boolean => host.peer(REACHES(from)) === "1";
  const left = (srcip: string): string =>
    host.sh(`nft get element ${TABLE} blocked${srcip.includes(":") ? 6 : 4} "{ ${srcip} }" || :`);
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`] : [];
    });

  it("are as they stand on the disk after a block, and nothing is said or done", async () => {
    await block("10.9.0.60");
    host.log();
    expect(guard("check")).toEqual({ code: 0, lines: [] });
    expect(guard("restore")).toEqual({ code: 0, lines: [] });
    expect(decisions()).toEqual([]);
    expect(answered()).toBe(false);
  });

  it.each(sweptWith(shell))(
    "after nft '%s': the difference is named, and put back",
    async (swept, named) => {
      await block("10.9.0.60");
      await block("2001:db8::9", "100201");
      host.log();
      host.run(["nft", "-f", "-"], swept);
      expect(guard("check")).toEqual({ code: 2, lines: expect.any(Array) as string[] });
      expect(drift()).toEqual(named);
      expect(guard("restore")).toEqual({ code: 0, lines: [] });
      expect(drift()).toEqual([]);
      expect(answered()).toBe(false);
      expect(left("10.9.0.60")).toMatch(/timeout (?:1h|59m\d\ds\w*) expires 59m/);
      expect(left("2001:db8::9")).toMatch(/\{ 2001:db8::9 \}/);
      expect(decisions()[0]).toMatch(/^restored /);
    },
  );

  it.each(sweptWith(shell))(
    "after nft '%s' the next block repairs and proves the whole path",
    async (swept, named) => {
      await block("10.9.0.60");
      await block("2001:db8::9", "100201");
      host.run(["nft", "-f", "-"], swept);
      expect(await block("10.9.0.50")).toMatchObject({ code: 0 });
      expect(answered("10.9.0.50")).toBe(false);
      // An element that went, or a chain that came, are no matter of the path, which is whole.
      const rest = /^(?:delete element|add chain.*theirs)/.test(swept) ? named : [];
      expect(drift()).toEqual(rest);
      expect(decisions().at(-1)).toBe("blocked 10.9.0.50: for 3600s, wazuh-execd: continue");
    },
  );

  it("says failed, not blocked, where the path cannot be repaired", async () => {
    host.sh(`nft "flush chain ${TABLE} input"; mv ${GUARD} active-response/away`);
    host.put("/var/ossec/away.nft", "this is nothing that nft reads\n", "0640");
    host.sh(
      "cp active-response/guarded-block-ip.nft /var/kept; mount --bind away.nft active-response/guarded-block-ip.nft",
    );
    // The lists cannot be loaded, but are read: they must have an end.
    expect(await block("10.9.0.60")).toMatchObject({ code: 1 });
    host.sh(`umount active-response/guarded-block-ip.nft; mv active-response/away ${GUARD}`);
    expect(decisions().at(-1)).toBe(
      "failed 10.9.0.60: it is in our set, but our chains are not in the way of its packets",
    );
  });

  it("do not bring back who was unblocked", async () => {
    await block("10.9.0.60");
    await unblock("10.9.0.60");
    host.sh("nft flush ruleset");
    expect(guard("restore").code).toBe(0);
    expect(left("10.9.0.60")).toBe("");
    expect(answered()).toBe(true);
  });

  it("sleep on where the responses are switched off, and wake with the blocks", async () => {
    await block("10.9.0.60");
    host.sh(
      `printf 'add table ${TABLE} { flags dormant; }\\n' >active-response/off.nft; nft -f active-response/off.nft`,
    );
    expect(drift()).toEqual([]);
    host.sh("nft flush ruleset");
    expect(guard("restore").code).toBe(0);
    expect([drift(), answered()]).toEqual([[], true]);
    host.sh(`rm active-response/off.nft; nft add table ${TABLE}`);
    expect([drift(), answered()]).toEqual([[], false]);
  });

  it("keep a host isolated, and let go one that is released", async () => {
    await isolate();
    expect(answered("10.9.0.60")).toBe(false);
    for (const swept of [
      "flush ruleset",
      `delete table ${ISOLATION}`,
      `flush chain ${ISOLATION} input; flush chain ${ISOLATION} output; delete chain ${ISOLATION} input; delete chain ${ISOLATION} output`,
      `insert rule ${ISOLATION} input accept; insert rule ${ISOLATION} output accept`,
    ]) {
      host.run(["nft", "-f", "-"], swept);
      expect(answered("10.9.0.60")).toBe(true);
      expect(drift().join()).toContain("wazuh_active_response_isolation");
      expect(guard("restore").code).toBe(0);
      expect([drift(), answered("10.9.0.60")]).toEqual([[], false]);
    }
    await release();
    expect(guard("restore").code).toBe(0);
    expect([drift(), answered("10.9.0.60")]).toEqual([[], true]);
  });

  describe("by the list of blocks", () => {
    const uptime = (): number => Number(host.sh("cut -d. -f1 /proc/uptime"));
    const boot = (): string => host.sh("cat /proc/sys/kernel/random/boot_id").trim();
    const swept = (lines: readonly string[], written = "now"): void => {
      host.put(`/var/ossec/${LIST}`, lines.map((line) => `${line}\n`).join(""), "0640");
      host.sh(`touch -d '${written}' ${LIST}; nft flush ruleset`);
      expect(guard("restore").code).toBe(0);
    };
    const seconds = (srcip: string): number => {
      const got = /expires (?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?/.exec(left(srcip));
      return got ? Number(got[1] ?? 0) * 3600 + Number(got[2] ?? 0) * 60 + Number(got[3] ?? 0) : 0;
    };

    it("come back with the time that is left, the last word about each counts, and what is no line is passed over", () => {
      const now = uptime();
      swept([
        `203.0.113.1 ${now + 100} ${now}.00 ${boot()}`,
        `203.0.113.1 ${now + 900} ${now}.50 ${boot()}`,
        `203.0.113.2 ${now - 1} ${now - 50}.00 ${boot()}`,
        `203.0.113.3 ${now + 900} ${now}.00 ${boot()}`,
        `203.0.113.3 - ${now}.10 ${boot()}`,
        `203.0.113.4 0 ${now}.00 ${boot()}`,
        "203.0.113.5 }; flush ruleset; # 0 1.0 x",
        "203.0.11",
        `203.0.113.6; 0 ${now}.00 ${boot()}`,
      ]);
      expect(seconds("203.0.113.1")).toBeGreaterThan(850);
      expect(seconds("203.0.113.1")).toBeLessThanOrEqual(900);
      expect(left("203.0.113.4")).toMatch(/\{ 203\.0\.113\.4 \}/);
      expect(host.sh(`nft list set ${TABLE} blocked4`).match(/203/g)).toHaveLength(2);
      expect(host.sh(`cut -d' ' -f1 ${LIST} | sort`)).toBe("-\n203.0.113.1\n203.0.113.4\n");
    });

    it.each([
      ["a minute ago", "1 minute ago", 840, 3540],
      ["in an hour: the clock is behind now", "1 hour", 900, 3600],
      ["two hours ago", "2 hours ago", 0, 0],
    ])("come back after a reboot, the list written last %s", (_when, written, one, two) => {
      // Uptimes of the boot before, which was longer: its last line was written at 50000.
      swept(
        [
          "203.0.113.1 50900 49000.00 other-boot",
          "203.0.113.2 53600 50000.00 other-boot",
          "203.0.113.3 0 40000.00 other-boot",
          "203.0.113.4 50001 40000.00 other-boot",
        ],
        written,
      );
      for (const [srcip, wanted] of [
        ["203.0.113.1", one],
        ["203.0.113.2", two],
        ["203.0.113.4", 0],
      ] as const) {
        expect(seconds(srcip)).toBeLessThanOrEqual(wanted);
        expect(seconds(srcip)).toBeGreaterThanOrEqual(Math.max(0, wanted - 50));
      }
      expect(left("203.0.113.3")).toMatch(/\{ 203\.0\.113\.3 \}/);
      // In words of this boot from now on.
      expect(host.sh(`cut -d' ' -f4 ${LIST} | sort -u`).trim()).toBe(boot());
    });

    it("stay short: what is over is taken off, and what the kernel has besides joins", () => {
      const now = uptime();
      const id = boot();
      const over = Array.from(
        { length: 5000 },
        (_, i) => `10.1.${i >> 8}.${i & 255} ${now - 1} ${now - 9}.00 ${id}`,
      );
      host.put(`/var/ossec/${LIST}`, over.map((line) => `${line}\n`).join(""), "0640");
      host.sh(`nft "add element ${TABLE} blocked4 { 203.0.113.9 timeout 600s }"`);
      expect(guard("compact").code).toBe(0);
      expect(host.sh(`cat ${LIST}`)).toMatch(
        /^203\.0\.113\.9 \d+ [\d.]+ [\w-]+\n- - [\d.]+ [\w-]+\n$/,
      );
      expect(host.sh("ls active-response")).not.toContain("blocks.old");
    });

    it("are not lost where there is no room to write them anew", async () => {
      await block("10.9.0.60");
      host.sh(
        "mkdir -p /var/kept-folder && cp -a active-response/. /var/kept-folder && mount -t tmpfs -o size=256k,mode=0755 none active-response",
      );
      try {
        host.sh(
          "cp -a /var/kept-folder/guarded-block-ip.* /var/kept-folder/guarded-tables active-response/; cat /dev/zero >active-response/full 2>/dev/null || :",
        );
        guard("compact");
        host.sh("nft flush ruleset");
        guard("restore");
        expect(left("10.9.0.60")).toContain("expires 59m");
      } finally {
        host.sh("umount active-response; rm -rf /var/kept-folder");
      }
    });

    it("are whole where a compaction was killed half way", async () => {
      await block("10.9.0.60");
      host.sh(`mv ${LIST} ${LIST}.old`);
      await block("10.9.0.50");
      host.sh("nft flush ruleset");
      expect(guard("restore").code).toBe(0);
      expect([left("10.9.0.60") !== "", left("10.9.0.50") !== ""]).toEqual([true, true]);
    });
  });

  it("are watched: what nft -f by hand sweeps away is back within seconds, a release stays", async () => {
    const watch = host.start(...shell, `/var/ossec/${GUARD}`, "watch");
    try {
      await block("10.9.0.60");
      host.sh(
        "printf '#!/usr/sbin/nft -f\\nflush ruleset\\ntable inet filter { chain input { type filter hook input priority filter; }\\n}\\n' >/var/nftables.conf; nft -f /var/nftables.conf",
      );
      await until(
        () => Promise.resolve(answered()),
        (yes) => !yes,
      );
      expect(left("10.9.0.60")).toContain("expires 59m");
      // It is said once all of it is back.
      const said: string[] = [];
      await until(
        () => Promise.resolve(said.push(...decisions())),
        (count) => count > 1,
      );
      expect(said.slice(1)).toEqual([
        "restored tables of this host: table inet wazuh_active_response is not in the kernel",
      ]);
      await isolate();
      host.sh("nft -f /var/nftables.conf");
      await until(
        () => Promise.resolve(answered("10.9.0.50")),
        (yes) => !yes,
      );
      await release();
      const back = performance.now() + 4000;
      while (performance.now() < back)
        expect(host.sh("nft list tables")).not.toContain("isolation");
    } finally {
      watch.kill("SIGTERM");
      host.sh("pkill -P 1 -f 'guarded-tables watch' || :");
    }
  });
});
