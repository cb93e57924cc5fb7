import { OFF, ON } from "../../../cli/lib/switch/switchScripts";
import { slowness } from "../../slowness";
import { until } from "../wazuh/until";
import { message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const TABLE = "inet wazuh_active_response";
const ISOLATION = "wazuh_active_response_isolation";
const LIST = "active-response/guarded-block-ip.blocks";
const UNKEPT = "/run/wazuh-active-response.blocks";
/** The folder as it is on a disk that has been remounted read-only, and back. */
const READ_ONLY =
  "mount --bind active-response active-response && mount -o remount,bind,ro active-response";
const WRITABLE = "mount -o remount,bind,rw active-response";

/** What the parts of a host do to each other where several things go wrong at once. */
describe("accidents", () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles());
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(
      `nft flush ruleset; rm -rf ${LIST}* active-response/isolation.nft active-response/guarded-block-ip.additions; rm -f /run/wazuh-active-response.*; : >etc/ossec.conf; nft -f active-response/guarded-block-ip.nft`,
    );
    host.log();
  });

  const block = (srcip: string) =>
    play(host, ["sh"], "guarded-block-ip", message("add", { srcip }), "continue");
  const unblock = (srcip: string) =>
    play(host, ["sh"], "custom-unblock", message("add", { srcip }));
  const isolate = () => play(host, ["sh"], "custom-isolate", message("add", {}, "100099"));
  const release = () => play(host, ["sh"], "custom-release", message("add", {}));
  const guard = (mode: string): string[] =>
    host
      .run(["sh", "active-response/guarded-tables", mode], "")
      .stdout.split("\n")
      .slice(0, -1)
      .map((line) => line.replace(/^kernel\t/, ""));
  const blocked = (): string[] =>
    [4, 6].flatMap(
      (v) =>
        host
          .sh(`nft list set ${TABLE} blocked${v} 2>/dev/null || :`)
          .match(/[0-9a-f.:]+(?= (?:timeout|expires))/g) ?? [],
    );
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`] : [];
    });
  const line = (address: string, until: string): string =>
    host
      .sh(
        `read -r up _ </proc/uptime; read -r boot </proc/sys/kernel/random/boot_id; echo "${address} ${until} $up $boot"`,
      )
      .trim();

  describe("who was unblocked stays so", () => {
    it("where the tables were swept away just before, and are not back yet", async () => {
      await block("10.9.0.60");
      host.sh("nft flush ruleset");
      decisions();
      expect((await unblock("10.9.0.60")).code).toBe(0);
      expect(decisions()).toEqual([
        "unblocked 10.9.0.60: by hand, from the list of this host: its kernel had lost the block",
      ]);
      guard("restore");
      expect(blocked()).toEqual([]);
      expect((await unblock("10.9.0.60")).code).toBe(3);
    });

    it("where the disk is read only, over a flush, too; and the list is whole once it is not", async () => {
      await block("10.9.0.60");
      await block("10.9.0.50");
      host.sh(READ_ONLY);
      try {
        expect((await unblock("10.9.0.60")).code).toBe(0);
        await block("2001:db8::9");
        expect(guard("check")).toEqual([]);
        host.sh("nft flush ruleset");
        guard("restore");
        expect(blocked()).toEqual(["10.9.0.50", "2001:db8::9"]);
      } finally {
        host.sh("umount -l active-response");
      }
      guard("restore");
      expect(host.run(["test", "-e", UNKEPT], "").status).toBe(1);
      host.sh("nft flush ruleset");
      guard("restore");
      expect(blocked()).toEqual(["10.9.0.50", "2001:db8::9"]);
    });

    it("where the disk had room for half a line", async () => {
      await block("10.9.0.60");
      host.sh(`printf '10.9.0.5' >>${LIST}; : >${UNKEPT}`);
      await unblock("10.9.0.60");
      host.sh("nft flush ruleset");
      guard("restore");
      expect(blocked()).toEqual([]);
    });
  });

  describe("the list of blocks", () => {
    it("with lines that nft would not take gives back all the others", async () => {
      await block("10.9.0.60");
      const bad = ["10.9.0.10.9.0.50", "1.2.3", "999.1.1.1", ":::", "12345::1"].map((address) =>
        line(address, "0"),
      );
      host.sh(`printf '%s\\n' ${[...bad, line("10.9.0.50", "99999999999")].map((one) => `'${one}'`).join(" ")} >>${LIST}
        head -c 3000 /dev/urandom >>${LIST}; echo >>${LIST}; nft flush ruleset`);
      guard("restore");
      expect(blocked()).toEqual(["10.9.0.50", "10.9.0.60"]);
      expect(guard("check")).toEqual([]);
    });

    it.each([
      ["a pipe", `mkfifo ${LIST}`],
      ["a link", `: >/var/elsewhere; ln -s /var/elsewhere ${LIST}`],
      ["a folder", `mkdir ${LIST}`],
      ["a pipe under its second name", `mkfifo ${LIST}.old`],
    ])("that is %s holds nobody up, leads nowhere, and is a list again", async (_what, make) => {
      host.sh(make);
      const name = make.includes(".old") ? `${LIST}.old` : LIST;
      const before = performance.now();
      await block("10.9.0.60");
      expect(performance.now() - before).toBeLessThan(3000 * slowness());
      expect(blocked()).toEqual(["10.9.0.60"]);
      expect(guard("check")).toEqual([
        `/var/ossec/${name} is not a plain file, so no block comes back from it`,
      ]);
      // The kernel's blocks outlive a repair of the table, whatever the list is.
      host.sh(`nft flush chain ${TABLE} input`);
      guard("restore");
      expect(blocked()).toEqual(["10.9.0.60"]);
      expect(guard("check")).toEqual([]);
      expect(host.sh("cat /var/elsewhere 2>/dev/null || :")).toBe("");
      host.sh("nft flush ruleset");
      guard("restore");
      expect(blocked()).toEqual(["10.9.0.60"]);
    });
  });

  it("who is let through by hand in the kernel is drift, and not let through any more", async () => {
    await block("10.9.0.60");
    host.sh(`nft add element ${TABLE} whitelist4 "{ 10.9.0.60 }"`);
    expect(guard("check")).toEqual([
      expect.stringMatching(
        /^set whitelist4 of table inet wazuh_active_response has <.*10\.9\.0\.60.*> where <.*> belongs$/,
      ),
    ]);
    guard("restore");
    expect(guard("check")).toEqual([]);
    expect(host.sh(`nft list set ${TABLE} whitelist4`)).not.toContain("10.9.0.60");
    expect(blocked()).toEqual(["10.9.0.60"]);
  });

  describe("off, and on again", () => {
    const LOG = "logs/active-responses.log";
    const switched = (script: string): { status: number | null; ms: number } => {
      const before = performance.now();
      const { status } = host.run(["sh", "-c", script], "2026-11-30T16:00:00Z eva: test\n");
      return { status, ms: (performance.now() - before) / slowness() };
    };
    const asleep = (): boolean => host.sh(`nft list table ${TABLE}`).includes("flags dormant");
    beforeAll(() => {
      host.sh("getent group wazuh >/dev/null || echo wazuh:x:990: >>/etc/group");
    });

    it.each([
      ["a pipe", `mv ${LOG} ${LOG}.kept; mkfifo ${LOG}`],
      ["a link", `mv ${LOG} ${LOG}.kept; ln -s /var/victim ${LOG}`],
    ])("wait at no log that is %s, and write through nothing", (_what, make) => {
      host.sh(`: >${LOG}; ${make}`);
      try {
        const off = switched(OFF);
        expect([off.status, off.ms < 5000, asleep()]).toEqual([0, true, true]);
        const on = switched(ON);
        expect([on.status, on.ms < 5000, asleep()]).toEqual([0, true, false]);
        expect(host.sh("ls /var/victim 2>/dev/null || :")).toBe("");
      } finally {
        host.sh(`rm -f ${LOG}; mv ${LOG}.kept ${LOG}`);
      }
    });

    it("work where the disk is full: the responses hold back, and a flush wakes no block", async () => {
      await block("10.9.0.60");
      host.sh(
        "mkdir /var/kept && cp -a active-response/. /var/kept && mount -t tmpfs -o size=512k,mode=0755 none active-response && cp -a /var/kept/. active-response/ && { cat /dev/zero >active-response/full 2>/dev/null || :; }",
      );
      try {
        expect(switched(OFF).status).toBe(0);
        await block("10.9.0.50");
        host.sh("nft flush ruleset");
        guard("restore");
        expect([asleep(), blocked(), guard("check")]).toEqual([true, ["10.9.0.60"], []]);
        expect(switched(ON).status).toBe(0);
        expect([asleep(), blocked(), guard("check")]).toEqual([false, ["10.9.0.60"], []]);
      } finally {
        host.sh("umount -l active-response; rm -rf /var/kept");
      }
    });
  });

  describe("an nft that does not answer in time", () => {
    /** @param first what it does before its time is over */
    const late = (matching: string, first = ":"): void => {
      host.put(
        "/var/late",
        `#!/bin/sh\ncase "$*" in ${matching}) ${first}; exit 124 ;; esac\nexec /var/timeout "$@"\n`,
        "0755",
      );
      host.sh(
        "real=$(readlink -f $(command -v timeout)); cp $real /var/timeout; mount --bind /var/late $real",
      );
    };
    afterEach(() => {
      host.sh("umount $(readlink -f $(command -v timeout))");
    });

    it("is not a table that is gone: check says so, and nothing is put back", async () => {
      await block("10.9.0.60");
      decisions();
      late("*nft*list*");
      expect(guard("check")).toEqual([
        "whether /var/ossec/active-response/guarded-block-ip.nft is in the kernel is not known: nft did not answer within 10 s; this host is very busy, or nft hangs",
      ]);
      guard("restore");
      expect(decisions()).toEqual([]);
      expect(blocked()).toEqual(["10.9.0.60"]);
    });

    it("is not a kernel that has all of it: where it cannot be told how tables are listed, they are brought back", async () => {
      await block("10.9.0.60");
      host.sh("nft flush ruleset");
      decisions();
      late("*unshare*");
      expect(guard("check")).toEqual([
        "the tables of /var/ossec/active-response/guarded-block-ip.nft are not in the kernel as written there",
        "a block of this host's own list is not in the kernel: 10.9.0.60",
      ]);
      guard("restore");
      expect(blocked()).toEqual(["10.9.0.60"]);
    });

    it("is not a host that is not isolated", async () => {
      await isolate();
      decisions();
      late("*nft*list*");
      expect((await release()).code).toBe(1);
      expect(decisions()).toEqual([
        "failed this host: nft did not answer within 10 s, so whether it is isolated is not known; release it again",
      ]);
      expect(host.sh("nft list tables")).toContain(ISOLATION);
    });

    it("is not one that refuses the rules of an isolation", async () => {
      // An nft that hangs has been handed its rules; one that has ended before that fails otherwise.
      late("*nft*-f*", "/var/timeout 5 cat >/dev/null");
      expect((await isolate()).code).toBe(1);
      expect(decisions()).toEqual(["refused this host: nft did not answer within 10 s"]);
    });

    it.each([
      ["off", OFF],
      ["on", ON],
    ])("is not a host that is %s", (verb, script) => {
      host.sh(
        `getent group wazuh >/dev/null || echo wazuh:x:990: >>/etc/group; ${verb === "on" ? "echo x >active-response/off" : ":"}`,
      );
      late("*nft*list*");
      const { status, stderr } = host.run(["sh", "-c", script], "2026-11-30T16:00:00Z eva: test\n");
      host.sh("rm -f active-response/off active-response/off.nft");
      expect([status, stderr]).toEqual([
        1,
        "nft did not answer within 60 s, so whether blocks hold here is not known; this host is very busy, or nft hangs; run it again\n",
      ]);
    });
  });

  describe("an isolation", () => {
    const reached = "the kernel has its tables";
    const tables = (): string[] =>
      host
        .sh("nft list tables")
        .split("\n")
        .filter((one) => one.includes(ISOLATION));
    const all = ["inet", "bridge", "netdev"].map((family) => `table ${family} ${ISOLATION}`);

    it.each([
      [
        `delete table bridge ${ISOLATION}`,
        `table bridge ${ISOLATION} has 0 of its 1 rules: bridged guests of this host are not cut off any more`,
      ],
      [
        `delete table netdev ${ISOLATION}`,
        `table netdev ${ISOLATION} has 0 of its 3 rules: macvlan and ipvlan guests of this host are not cut off any more`,
      ],
      [
        `flush chain netdev ${ISOLATION} egress1`,
        `table netdev ${ISOLATION} has 2 of its 3 rules: macvlan and ipvlan guests of this host are not cut off any more`,
      ],
    ])("is whole again after %s", async (swept, says) => {
      await isolate();
      expect([tables(), guard("check")]).toEqual([all, []]);
      host.sh(`nft ${swept}`);
      expect(guard("check")).toEqual([says]);
      decisions();
      guard("restore");
      expect([tables(), guard("check")]).toEqual([all, []]);
      expect(decisions()).toEqual([`restored tables of this host: ${says}`]);
      await release();
      expect([tables(), guard("check")]).toEqual([[], []]);
    });

    it(`that the disk does not take is brought back by the watch, and ${reached} until it is released`, async () => {
      host.sh(READ_ONLY);
      const watch = host.start("sh", "/var/ossec/active-response/guarded-tables", "watch");
      try {
        await isolate();
        expect(tables()).toEqual(all);
        host.sh("nft flush ruleset");
        await until(
          () => Promise.resolve(tables()),
          (now) => now.length === 3,
        );
        host.sh(WRITABLE);
        // Each minute: by now the disk takes it.
        host.sh("sh active-response/bin/custom-isolate tick");
        expect(host.sh("ls /run active-response/isolation.nft")).not.toContain(
          "response.isolation",
        );
        await until(
          () => Promise.resolve([tables(), guard("check")].flat()),
          (now) => now.length === 3,
        );
        await release();
        expect([tables(), guard("check")]).toEqual([[], []]);
      } finally {
        host.sh(`${WRITABLE} 2>/dev/null || :; umount -l active-response 2>/dev/null || :`);
        watch.kill("SIGTERM");
        host.sh("pkill -P 1 -f 'guarded-tables watch' || :");
      }
    });
  });
});
