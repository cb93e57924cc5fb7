import { message, play, type Played } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const SHELLS = [["dash"], ["bash"], ["busybox", "sh"]] as const;
const LOG = "/var/ossec/logs/active-responses.log";
const TABLE = "inet wazuh_active_response";

describe.each(SHELLS.map((shell) => [shell] as const))(
  "what cannot be written does not stop the action, with %s",
  (shell) => {
    let host: TestHost;
    beforeAll(async () => {
      host = await upHost(agentFiles());
      // The kernel's log is the machine's: here a file stands for it.
      host.sh(
        ": >/var/kmsg; mount --bind /var/kmsg /dev/kmsg; mkdir -p /var/bin; cp /bin/sleep /var/bin/xmrig; nft -f active-response/guarded-block-ip.nft",
      );
    });
    afterAll(() => {
      host.down();
    });
    beforeEach(() => {
      host.sh(
        `nft 'flush set ${TABLE} blocked4'; rm -rf ${LOG}; : >/var/kmsg; rm -f active-response/guarded-block-ip.managers active-response/guarded-block-ip.additions
        printf '<client>\\n<address>nobody.test</address>\\n</client>\\n' >etc/ossec.conf`,
      );
      host.log();
    });
    const block = (): Promise<Played> =>
      play(host, shell, "guarded-block-ip", message("add", { srcip: "203.0.113.5" }), "continue");
    const blocked = (): boolean =>
      host.sh(`nft list set ${TABLE} blocked4`).includes("203.0.113.5");
    const kill = async (): Promise<Played & { alive: boolean }> => {
      const pid = host.sh("/var/bin/xmrig 100 >/dev/null 2>&1 & echo $!").trim();
      host.sh(`until [ "$(cat /proc/${pid}/comm)" = xmrig ]; do :; done`);
      const played = await play(
        host,
        shell,
        "kill-malicious-process.sh",
        message("add", { audit: { exe: "/var/bin/xmrig" } }, "100050"),
      );
      return {
        ...played,
        alive: host.sh(`grep -s '^State:.[RSDT]' /proc/${pid}/status || :`) !== "",
      };
    };
    const kernelLog = (): string[] => host.sh("cat /var/kmsg").split("\n").slice(0, -1);
    const within = async <T>(get: () => T, done: (got: T) => boolean): Promise<T> => {
      const end = performance.now() + 60_000;
      while (!done(get()) && performance.now() < end) await new Promise((r) => setTimeout(r, 20));
      return get();
    };

    it.each([
      [
        "full",
        "mount -t tmpfs -o size=2m none /var/full; cp -a /var/ossec/. /var/full; mount --move /var/full /var/ossec; cat /dev/zero >/var/ossec/filler 2>/dev/null || :",
      ],
      ["read-only", "mount --bind /var/ossec /var/ossec; mount -o remount,bind,ro /var/ossec"],
    ])(
      "on a disk that is %s: it blocks and kills, and says so in the kernel's log",
      async (_what, mount) => {
        host.sh(`cd /; mkdir -p /var/full; ${mount}`);
        try {
          expect(await block()).toMatchObject({ code: 0, signal: null });
          expect(blocked()).toBe(true);
          expect(await kill()).toMatchObject({ code: 0, signal: null, alive: false });
          const lines = kernelLog().map((line) => line.replace(/processes \d+/, "processes N"));
          expect(lines).toEqual([
            `<12>guarded-block-ip: blocked 203.0.113.5: for 3600s, wazuh-execd: continue; rule 5763, alert 1700000000.4711; ${LOG} cannot be written`,
            "<12>guarded-block-ip: /var/ossec/active-response/guarded-block-ip.additions cannot be written: the next alert does not know what this one found out",
            "<12>guarded-block-ip: /var/ossec/active-response/guarded-block-ip.routes cannot be written: the next alert does not know what this one found out",
            "<12>guarded-block-ip: /var/ossec/active-response/guarded-block-ip.managers cannot be written: the next alert does not know what this one found out",
            `<12>kill-malicious-process.sh: killed xmrig: processes N; left alone: none; rule 100050, alert 1700000000.4711; ${LOG} cannot be written`,
          ]);
        } finally {
          host.sh("umount -l /var/ossec");
        }
      },
    );

    it.each([
      ["a pipe", `mkfifo ${LOG}`],
      ["a link", `: >/var/victim; ln -s /var/victim ${LOG}`],
      ["a link to nothing", `rm -f /var/nothing; ln -s /var/nothing ${LOG}`],
      ["a folder", `mkdir ${LOG}`],
    ])(
      "where the log is %s: it acts within a second, and writes through nothing",
      async (_what, put) => {
        host.sh(put);
        const played = await block();
        expect(played).toMatchObject({ code: 0, signal: null });
        expect(played.ms).toBeLessThan(1500);
        expect(blocked()).toBe(true);
        expect(await kill()).toMatchObject({ code: 0, signal: null, alive: false });
        expect(
          kernelLog().filter((line) => line.endsWith(`; ${LOG} cannot be written`)),
        ).toHaveLength(2);
        expect(host.sh("cat /var/victim 2>/dev/null || :; ls /var/nothing 2>/dev/null || :")).toBe(
          "",
        );
      },
    );

    it("lets execd go when nft takes three seconds, and blocks all the same", async () => {
      host.put("/var/slow-nft", '#!/bin/sh\nsleep 3\nexec /var/real-nft "$@"\n', "0755");
      host.sh("cp /usr/sbin/nft /var/real-nft; mount --bind /var/slow-nft /usr/sbin/nft");
      try {
        const played = await block();
        expect(played).toMatchObject({ code: 0, signal: null });
        expect(played.ms).toBeLessThan(2000);
        let log = "";
        await within(
          () => (log += host.log().join("\n")),
          (got) => got.includes('"decision"'),
        );
        expect(log).toMatch(
          /"decision":"blocked","subject":"203.0.113.5","why":"for 3600s, wazuh-execd: continue"/,
        );
        expect(host.sh(`/var/real-nft list set ${TABLE} blocked4`)).toContain("203.0.113.5");
      } finally {
        host.sh("umount -l /usr/sbin/nft");
      }
    });
  },
);
