import { INTERPRETERS } from "../../interpreters";
import { checkKeys, message, play, type Message } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const PAIRS: typeof INTERPRETERS = [
  ...INTERPRETERS,
  // Here-documents in files.
  ["bash as before 5.1 and original-awk", ["env", "BASH_COMPAT=5.0", "bash"], "original-awk"],
];
const TABLE = "inet wazuh_active_response";

describe.each(PAIRS)("block-ip with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(), awk);
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(
      `nft -f active-response/guarded-block-ip.nft; nft "flush set ${TABLE} blocked4; flush set ${TABLE} blocked6"; ` +
        "rm -f active-response/guarded-block-ip.additions active-response/guarded-block-ip.blocks; : >etc/ossec.conf",
    );
    host.log();
  });

  const block = (srcip: unknown, reply: string | Message = "continue", rule?: string) =>
    play(host, shell, "guarded-block-ip", message("add", { srcip }, rule), reply);
  const lift = (srcip: string, rule?: string) =>
    play(host, shell, "guarded-block-ip", message("delete", { srcip }, rule));
  const unblock = (srcip: string) => play(host, shell, "custom-unblock", message("add", { srcip }));
  const blocked = (): string[] =>
    [
      ...host
        .sh(`nft list set ${TABLE} blocked4; nft list set ${TABLE} blocked6`)
        .matchAll(/[\s{]([0-9a-f.:]*[.:][0-9a-f.:]*)(?: timeout|,| })/g),
    ].map(([, address]) => address ?? "");
  /** Plays one add after the other, and what must not be blocked is looked at once. */
  const allLeftAlone = async (addresses: readonly unknown[], code: number): Promise<void> => {
    for (const address of addresses)
      expect([address, await block(address)]).toMatchObject([address, { code, said: "" }]);
    expect(blocked()).toEqual([]);
  };
  const secondsLeft = (srcip: string): number => {
    const got = /expires (?:(\d+)m)?(?:(\d+)s)?/.exec(
      host.sh(`nft get element ${TABLE} blocked4 "{ ${srcip} }"`),
    );
    return Number(got?.[1] ?? 0) * 60 + Number(got?.[2] ?? 0);
  };
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const { active_response: own, command } = JSON.parse(line.slice(line.indexOf("{"))) as {
        active_response?: Record<string, unknown>;
        command?: string;
      };
      return command === undefined
        ? [`${String(own?.decision)} ${String(own?.subject)}: ${String(own?.why)}`]
        : [];
    });

  it("asks for the key, blocks for the rule's time, and logs both lines", async () => {
    expect(await block("203.0.113.5")).toMatchObject({
      code: 0,
      said: checkKeys("guarded-block-ip", "203.0.113.5"),
    });
    expect(blocked()).toEqual(["203.0.113.5"]);
    expect(secondsLeft("203.0.113.5")).toBeGreaterThan(3000);
    const log = host
      .log()
      .map((line) => line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, "TIME "));
    expect(log).toEqual([
      'TIME active-response/bin/guarded-block-ip: {"version":1,"origin":{"name":"guarded-block-ip","module":"wazuh-execd"},"command":"add","parameters":{"extra_args":[],"alert":{"id":"1700000000.4711","rule":{"id":"5763"},"agent":{"name":"gitlab"},"data":{"srcip":"203.0.113.5"}},"program":"active-response/bin/guarded-block-ip (firewall-drop)"},"active_response":{"additions":1}}',
      'TIME active-response/bin/guarded-block-ip: {"version":1,"origin":{"name":"guarded-block-ip","module":"active-response"},"active_response":{"action":"add","decision":"blocked","subject":"203.0.113.5","why":"for 3600s, wazuh-execd: continue","rule":"5763","alert":"1700000000.4711","agent":"gitlab","additions":1}}',
    ]);
  });

  it.each([
    ["::ffff:203.0.113.5", "203.0.113.5"],
    ["::FFFF:CB00:7105", "203.0.113.5"],
    ["0:0:0:0:0:ffff:203.0.113.5", "203.0.113.5"],
    ["2001:0DB8:0000:0000:0000:0000:0000:0009", "2001:db8::9"],
    ["2001:db8:0:1:0:0:0:1", "2001:db8:0:1::1"],
    ["2001:db8::5%eth0.100", "2001:db8::5"],
  ])("takes %s for %s", async (spelling, address) => {
    expect((await block(spelling)).said).toBe(checkKeys("guarded-block-ip", address));
    expect(blocked()).toEqual([address]);
  });

  it("never blocks what is the host's own, the manager's, or no single host's address", async () => {
    const never = [
      ["127.0.0.1", "loopback"],
      ["127.255.1.2", "loopback"],
      ["::1", "loopback"],
      ["::ffff:127.0.0.1", "loopback"],
      ["0.0.0.0", "no address"],
      ["::", "no address"],
      ["224.0.0.5", "multicast"],
      ["ff02::1", "multicast"],
      ["255.255.255.255", "broadcast"],
      ["169.254.169.254", "link-local"],
      ["fe80::1%eth0.100", "link-local"],
      ["10.9.0.255", "broadcast"],
      ["10.9.0.1", "own address"],
      ["2001:DB8:9:0::1", "own address"],
      ["10.9.0.254", "default gateway"],
      ["2001:db8:9::fe", "default gateway"],
      ["10.9.0.200", "manager wazuh"],
      ["2001:db8:77::1", "manager wazuh"],
    ] as const;
    await allLeftAlone(
      never.map(([address]) => address),
      0,
    );
    expect(decisions().map((one) => one.replace(/^refused [^ ]*: /, ""))).toEqual(
      never.map(([, why]) => why),
    );
  });

  it("never blocks the manager that the agent's configuration names, by address or by name", async () => {
    host.sh(
      `printf '<ossec_config>\\n  <client>\\n    <server>\\n      <address>192.0.2.44</address>\\n    </server>\\n    <server>\\n      <address>manager.test</address>\\n    </server>\\n    <server>\\n      <address>2001:0DB8:88:0::0001</address>\\n    </server>\\n  </client>\\n</ossec_config>\\n' >etc/ossec.conf`,
    );
    host.sh(
      "rm -f active-response/guarded-block-ip.managers; cp /etc/hosts /var/hosts; echo 192.0.2.45 manager.test >>/var/hosts; mount --bind /var/hosts /etc/hosts",
    );
    for (const address of ["192.0.2.44", "192.0.2.45", "2001:db8:88::1"]) {
      expect(await block(address)).toMatchObject({ code: 0, said: "" });
    }
    expect(await block("192.0.2.46")).toMatchObject({ code: 0 });
    expect(blocked()).toEqual(["192.0.2.46"]);
    expect(decisions()[0]).toBe("refused 192.0.2.44: manager");
    // The name is not asked for again within ten minutes, and what a name stood for is not forgotten where it fails later.
    host.sh("echo >/var/hosts");
    expect(await block("192.0.2.45")).toMatchObject({ code: 0, said: "" });
    // Looked up after now, so before this boot.
    host.sh("sed -i 's/^[^ ]*/999999999/' active-response/guarded-block-ip.managers");
    expect(await block("192.0.2.45")).toMatchObject({ code: 0, said: "" });
    expect(host.sh("cat active-response/guarded-block-ip.managers")).not.toContain("999999999");
    host.sh("umount /etc/hosts; rm active-response/guarded-block-ip.managers");
  });

  it("never blocks a manager, however the agent's configuration writes it", async () => {
    const managers = [1, 2, 3, 4, 5, 6].map((n) => `192.0.2.5${n}`);
    host.put(
      "/var/ossec/etc/ossec.conf",
      `<ossec_config><client><!-- </client> -->
<server><address>192.0.2.51</address></server><server><address>192.0.2.52</address></server>
<server><port>1514</port><address kind="x">192.0.<!-- 9 !>2.53</address></server></client></ossec_config>
<ossec_config><client><server-ip>192.0.2.54</server-ip><enrollment><manager_address>192.0.2.55</manager_address></enrollment></client>
<client><server><address>${"x".repeat(300)}.test</address><address>192.0.2.56</address></server></client></ossec_config>`,
      "0640",
    );
    await allLeftAlone(managers, 0);
    expect(decisions()).toEqual(managers.map((address) => `refused ${address}: manager`));
    host.sh(": >etc/ossec.conf; rm -f active-response/guarded-block-ip.managers");
  });

  it("blocks although no name can be looked up, and asks for it once in ten minutes only", async () => {
    const names = Array.from({ length: 9 }, (_, i) => `<address>gone${i}.test</address>`);
    host.sh(`printf '<client>\\n${names.join("\\n")}\\n</client>\\n' >etc/ossec.conf`);
    host.sh("rm -f active-response/guarded-block-ip.managers");
    expect(await block("192.0.2.46")).toMatchObject({ code: 0 });
    const known = host.sh("cat active-response/guarded-block-ip.managers");
    expect(await block("192.0.2.47")).toMatchObject({ code: 0 });
    expect(blocked()).toEqual(["192.0.2.46", "192.0.2.47"]);
    expect(host.sh("cat active-response/guarded-block-ip.managers")).toBe(known);
  });

  it("leaves white-listed addresses alone, and names the entry", async () => {
    const listed = [
      ["100.64.0.0", "headscale"],
      ["100.127.255.255", "headscale"],
      ["198.51.100.7", "monitor"],
      ["2001:DB8::0001", "six"],
    ] as const;
    await allLeftAlone(
      listed.map(([address]) => address),
      0,
    );
    expect(decisions().map((one) => one.replace(/^white-listed [^ ]*: /, ""))).toEqual(
      listed.map(([, name]) => name),
    );
  });

  it.each(["100.63.255.255", "100.128.0.0", "198.51.100.8", "2001:db8::2"])(
    "blocks %s beside the white list",
    async (address) => {
      await block(address);
      expect(blocked()).toEqual([address]);
    },
  );

  it("blocks nothing when the white list cannot be read", async () => {
    host.sh("mv active-response/guarded-block-ip.nft active-response/gone");
    expect(await block("203.0.113.5")).toMatchObject({ code: 0, said: "" });
    expect(blocked()).toEqual([]);
    host.sh("mv active-response/gone active-response/guarded-block-ip.nft");
    expect(decisions()).toEqual(["refused 203.0.113.5: the white list cannot be read"]);
  });

  it("refuses everything that is no single address", async () => {
    const odd = [
      "1.2.3",
      "1.2.3.4.5",
      "256.1.1.1",
      "010.1.1.1",
      "0x7f.1.1.1",
      "3405803781",
      "203.0.113.5/24",
      "203.0.113.5 ",
      " 203.0.113.5",
      "203.0.113.5%eth0",
      "1:2:3:4:5:6:7",
      "1::2::3",
      ":::",
      "12345::",
      "::1.2.3.256",
      "fe80::1%",
      "fe80::1%a;b",
      "g::1",
      "",
      "203.0.113.5 }; flush ruleset; #",
      "$(reboot)",
      "`id`",
      "'",
      '"',
      "203.0.113.5\n203.0.113.6",
      "\u0000",
      "localhost",
      "-",
      "*",
      "?",
      5,
      null,
      true,
      ["203.0.113.5"],
      { srcip: "203.0.113.5" },
    ];
    await allLeftAlone(odd, 1);
    const said = decisions();
    expect(said).toHaveLength(odd.length);
    for (const one of said)
      expect(one).toMatch(
        /^refused .*: parameters\.alert\.data\.srcip is (?:not an address|(?:a literal|an (?:array|object)), not an address|empty)$/,
      );
  });

  it("names the text that it refuses, cleaned, and what is strange about its field", async () => {
    for (const data of [
      { srcip: "proxy.example.org" },
      { srcip: "203.0.113.9, 10.0.0.1" },
      { srcip: 'a"b\\c|d' },
      { src_ip: "203.0.113.7" },
      { srcip: ["203.0.113.7"] },
      "text",
    ])
      expect(
        await play(host, shell, "guarded-block-ip", message("add", data), "continue"),
      ).toMatchObject({ code: 1, said: "" });
    expect(decisions()).toEqual([
      "refused proxy.example.org: parameters.alert.data.srcip is not an address",
      "refused 203.0.113.9, 10.0.0.1: parameters.alert.data.srcip is not an address",
      "refused a??b??c?d: parameters.alert.data.srcip is not an address",
      "refused -: parameters.alert.data.srcip is missing",
      "refused -: parameters.alert.data.srcip is an array, not an address",
      "refused -: parameters.alert.data is a string, not an object",
    ]);
  });

  it("sets the clock anew on continue and on abort for an address that is blocked", async () => {
    for (const reply of ["continue", "abort"]) {
      host.sh(`nft "add element ${TABLE} blocked4 { 203.0.113.5 timeout 60s }"`);
      expect(secondsLeft("203.0.113.5")).toBeLessThan(61);
      expect(await block("203.0.113.5", reply)).toMatchObject({ code: 0 });
      expect(secondsLeft("203.0.113.5")).toBeGreaterThan(3000);
      host.sh(`nft "delete element ${TABLE} blocked4 { 203.0.113.5 }"`);
    }
  });

  it("blocks on abort what the kernel does not have: execd says it is active", async () => {
    await block("203.0.113.5", "abort");
    expect(blocked()).toEqual(["203.0.113.5"]);
  });

  it("ignores a delete before its time, and says so without feeding rule 652", async () => {
    await block("203.0.113.5");
    host.log();
    expect(await lift("203.0.113.5")).toMatchObject({ code: 0, said: "" });
    expect(blocked()).toEqual(["203.0.113.5"]);
    const log = host.log();
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(/"decision":"kept".*seconds left: 3(?:600|[3-5]\d\d)"/);
    expect(log[0]).not.toContain('"command"');
  });

  it.each([
    ["1d1h", 90_000],
    ["2h", 7200],
    ["1m", 60],
  ])("knows how long %s are, and lifts nothing before", async (timeout, seconds) => {
    host.sh(`nft "add element ${TABLE} blocked4 { 203.0.113.5 timeout ${timeout} }"`);
    expect(await lift("203.0.113.5")).toMatchObject({ code: 0, said: "" });
    expect(blocked()).toEqual(["203.0.113.5"]);
    const left = Number(/seconds left: (\d+)"/.exec(host.log()[0] ?? "")?.[1]);
    expect(left).toBeLessThanOrEqual(seconds);
    expect(left).toBeGreaterThan(seconds / 2);
  });

  it("ignores a delete for an address that is blocked for ever", async () => {
    await block("203.0.113.5", "continue", "100201");
    await lift("203.0.113.5", "100201");
    expect(blocked()).toEqual(["203.0.113.5"]);
  });

  it("uses each rule's own time, and the kernel lifts without any delete", async () => {
    await block("203.0.113.6", "continue", "100201");
    await block("203.0.113.7", "continue", "77");
    await block("203.0.113.5", "continue", "100200");
    expect(decisions().at(-1)).toBe("blocked 203.0.113.5: for 2s, wazuh-execd: continue");
    const end = performance.now() + 60_000;
    while (blocked().includes("203.0.113.5") && performance.now() < end)
      await new Promise((r) => setTimeout(r, 100));
    // Rule 77 is nobody's: it gets the longest time, and that is for ever.
    expect(blocked().sort()).toEqual(["203.0.113.6", "203.0.113.7"]);
  });

  it("takes a delete that comes at its time, and one without add", async () => {
    host.sh(`nft "add element ${TABLE} blocked4 { 203.0.113.5 timeout 2s }"`);
    expect(await lift("203.0.113.5")).toMatchObject({ code: 0, said: "" });
    expect(await lift("203.0.113.9")).toMatchObject({ code: 0, said: "" });
    expect(blocked()).toEqual([]);
    expect(host.log().filter((line) => line.includes('"command":"delete"'))).toHaveLength(2);
  });

  it("keeps blocks when the lists are loaded again", async () => {
    await block("203.0.113.5");
    await block("2001:db8::9");
    host.sh("nft -f active-response/guarded-block-ip.nft");
    expect(blocked()).toEqual(["203.0.113.5", "2001:db8::9"]);
  });

  it("loads the table at the first alert after a reboot or a flush", async () => {
    host.sh(`nft delete table ${TABLE}`);
    await block("203.0.113.5");
    expect(blocked()).toEqual(["203.0.113.5"]);
    expect(host.sh(`nft list set ${TABLE} whitelist4`)).toContain("100.64.0.0/10");
  });

  it("unblocks by hand, and says when there was nothing to unblock", async () => {
    await block("203.0.113.5");
    await block("2001:db8::9");
    host.log();
    expect(await unblock("203.0.113.5")).toMatchObject({ code: 0, said: "" });
    expect(await unblock("2001:0db8:0::9")).toMatchObject({ code: 0, said: "" });
    expect(await unblock("203.0.113.5")).toMatchObject({ code: 3, said: "" });
    expect(await unblock("x")).toMatchObject({ code: 1, said: "" });
    expect(blocked()).toEqual([]);
    expect(decisions()).toEqual([
      "unblocked 203.0.113.5: by hand",
      "unblocked 2001:db8::9: by hand",
      "not found 203.0.113.5: not blocked",
      "refused x: parameters.alert.data.srcip is not an address; nothing was done",
    ]);
  });

  it("counts no additions of the boot before, nor those of an hour ago", async () => {
    const [now = ""] = host.sh("cat /proc/uptime").split(".");
    const stamps = ["999999999", Number(now) - 61, "999999999", Number(now) - 3600];
    host.put(
      "/var/ossec/active-response/guarded-block-ip.additions",
      `${stamps.join(" ")}\n`,
      "0640",
    );
    // The manager is given by a name, too: to look it up reads the same clock.
    await block("203.0.113.5");
    expect(host.log()[0]).toMatch(/"active_response":\{"additions":1\}\}$/);
    const noted = Number(host.sh("cat active-response/guarded-block-ip.additions"));
    expect(noted).toBeGreaterThanOrEqual(Number(now));
    expect(noted).toBeLessThan(Number(now) + 60);
  });

  it("marks a storm, and still blocks", async () => {
    for (let i = 1; i <= 6; i++) await block(`203.0.113.${i}`);
    expect(blocked()).toHaveLength(6);
    const fed = host.log().filter((line) => line.includes('"command":"add"'));
    expect(fed.map((line) => line.includes('"storm":true'))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  /** Plays an add with a line put into what awk runs, after the line that matches. */
  const withLine = async (after: RegExp, line: string) => {
    const judge = "active-response/guarded-block-ip.awk";
    const program = host.sh(`cat ${judge}`);
    expect(program).toMatch(after);
    host.put(`/var/ossec/${judge}`, program.replace(after, `$&\n${line}`), "0640");
    const played = await block("203.0.113.5");
    host.put(`/var/ossec/${judge}`, program, "0640");
    return played;
  };

  it("says blocked only of what nft has, also where awk is killed before it has told nft", async () => {
    const played = await withLine(/^fflush\(shell\)$/m, 'system("kill -KILL $PPID")');
    expect(played).toMatchObject({ code: 0, said: checkKeys("guarded-block-ip", "203.0.113.5") });
    expect(blocked()).toEqual(["203.0.113.5"]);
    expect(decisions()).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: continue"]);
  });

  /** What it has decided, once it has: what is done without execd comes later. */
  const decided = async (): Promise<string[]> => {
    for (let looks = 0; looks < 600; looks++) {
      const said = decisions();
      if (said.length > 0) return said;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return [];
  };

  it("blocks all the same where this host takes three times as long as execd is given", async () => {
    const busy =
      'while ((getline busy < "/proc/uptime") > 0) { close("/proc/uptime"); if (!from) from = busy + 0; if (busy - from > 2.1) break }';
    expect(await withLine(/^BEGIN \{$/m, busy)).toMatchObject({ code: 0 });
    expect(await decided()).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: continue"]);
    expect(blocked()).toEqual(["203.0.113.5"]);
  });

  it("says that this host is too busy where it has no verdict within ten seconds, and holds execd no longer", async () => {
    const played = await withLine(/^BEGIN \{$/m, "while (1);");
    expect(played.said).toBe("");
    // Where the shell can only wait for awk, it is ended with it.
    expect([1, null]).toContain(played.code);
    expect(decisions()).toEqual([
      expect.stringMatching(
        /^failed -: this host is too busy: \S+ was not done within 10 s; nothing was done$/,
      ),
    ]);
    expect(blocked()).toEqual([]);
  });

  it("waits, without execd, for a look at the kernel that takes longer than execd's patience", async () => {
    const slow = `#!/bin/sh
      case " $* " in *" list ruleset "*) sleep 1.2 ;; esac
      exec /var/nft "$@"`;
    host.put("/var/slow-nft", slow, "0755");
    host.sh(
      "real=$(readlink -f $(command -v nft)); cp $real /var/nft; mount --bind /var/slow-nft $real",
    );
    expect(await block("203.0.113.5")).toMatchObject({ code: 0 });
    const said = await decided();
    host.sh("until umount $(readlink -f $(command -v nft)) 2>/dev/null; do sleep 0.1; done");
    expect(said).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: continue"]);
    expect(blocked()).toEqual(["203.0.113.5"]);
  });

  it("looks once whether it is switched off", async () => {
    host.sh("echo maintenance >active-response/off");
    const played = await withLine(/^BEGIN \{$/m, 'system("rm active-response/off")');
    expect(played).toMatchObject({ code: 0, said: "" });
    expect(blocked()).toEqual([]);
    expect(decisions()).toEqual([
      "off 203.0.113.5: would have blocked it for 3600s; switched off: maintenance",
    ]);
    host.sh(`echo 'of "quotes"' >active-response/off`);
    expect(await block("203.0.113.5")).toMatchObject({ code: 0, said: "" });
    host.sh("rm active-response/off");
    expect(decisions()).toEqual([
      "off 203.0.113.5: would have blocked it for 3600s; switched off: no reason is given",
    ]);
  });

  it("blocks nothing without awk's program, and says so", async () => {
    host.sh("mv active-response/guarded-block-ip.awk active-response/gone");
    expect(await block("203.0.113.5")).toMatchObject({ code: 1, said: "" });
    host.sh("mv active-response/gone active-response/guarded-block-ip.awk");
    expect(blocked()).toEqual([]);
    expect(decisions()).toEqual(["failed -: awk gave no verdict; nothing was done"]);
  });

  it("gets on with an awk that has no strftime, and looks only once", async () => {
    const old = `#!/bin/sh
      for given; do case $given in *'function clock(as) { return "" }'*) exec ${awk === "busybox" ? "busybox awk" : awk} "$@" ;; esac; done
      exit 2`;
    host.put("/var/old-awk", old, "0755");
    host.sh("cp -P /etc/alternatives/awk /var/awk; ln -sf /var/old-awk /etc/alternatives/awk");
    // The first has little time for its second try: on a busy machine that may not be enough.
    await block("203.0.113.5");
    host.log();
    const { code, ms } = await block("203.0.113.6");
    host.sh("mv /var/awk /etc/alternatives/awk; rm active-response/guarded-block-ip.old-awk");
    expect(code).toBe(0);
    expect(ms).toBeLessThan(700);
    expect(blocked()).toContain("203.0.113.6");
    const log = host.log();
    expect(log).toHaveLength(2);
    for (const line of log)
      expect(line).toMatch(
        /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d active-response\/bin\/guarded-block-ip: /,
      );
  });

  it.each(["a full disk", "a disk that cannot be written"])("blocks on %s", async (what) => {
    host.sh(`printf '<client>\\n<address>gone.test</address>\\n</client>\\n' >etc/ossec.conf
      cp -a active-response /var/kept
      mount -t tmpfs -o size=256k,mode=0750 small active-response && cp -a /var/kept/. active-response/
      ${what === "a full disk" ? "cat /dev/zero >active-response/full 2>/dev/null || :" : "mount -o remount,ro active-response"}`);
    const played = await block("203.0.113.5");
    host.sh("umount active-response; rm -rf /var/kept");
    expect(played).toMatchObject({ code: 0 });
    expect(blocked()).toEqual(["203.0.113.5"]);
  });

  it("works with a log that cannot be written", async () => {
    host.sh("mv logs/active-responses.log logs/kept; mkdir logs/active-responses.log");
    expect(await block("203.0.113.5")).toMatchObject({ code: 0 });
    expect(blocked()).toEqual(["203.0.113.5"]);
    host.sh("rmdir logs/active-responses.log; mv logs/kept logs/active-responses.log");
  });
});
