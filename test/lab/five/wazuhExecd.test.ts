import { readFileSync } from "node:fs";
import { join } from "node:path";

import { watchSlowness } from "../../slowness";
import type { Daemon } from "../responses/daemon";
import { upHost, type TestHost } from "../responses/host";
import { execdOfFiveOn } from "./daemon";
import { startOf } from "../startOf";
import { task, taskFrom, type Task } from "./message";
import { fiveFiles } from "./policy";

// WAZUH_EXECD_5 and WAZUH_DISABLE_ACCOUNT_5 name files of a real Wazuh 5 (5.0.0-beta5): then the same is played by those, too.
const REAL = process.env.WAZUH_EXECD_5;
const DAEMONS = [
  ["the lab's stand-in", undefined],
  ...(REAL === undefined ? [] : [["the real wazuh-execd", REAL]]),
] as readonly (readonly [string, string | undefined])[];
const STOCK = readFileSync(
  process.env.WAZUH_DISABLE_ACCOUNT_5 ?? join(__dirname, "../../../lab/wazuh/host/stock-five.pl"),
);
const TABLE = "inet wazuh_active_response";
const BLOCK = "guarded-block-ip";

/** Writes what it is told, asks about one key where its channel is called so, and leaves a child with its pipes where asked. */
const WITNESS = `#!/bin/sh
IFS= read -r line
printf '%s\\n' "$line" >>/var/ossec/logs/witness
case $line in
  *'"name":"keys"'*) [ "\${line%disable*}" != "$line" ] || { printf '{"version":1,"origin":{"name":"w","module":"active-response"},"command":"check_keys","parameters":{"keys":["a","b"]}}\\n'
    IFS= read -r reply; printf '%s\\n' "$reply" >>/var/ossec/logs/witness; } ;;
  *'"name":"fails"'*) exit 3 ;;
esac
exit 0
`;

describe.each(DAEMONS)("%s of Wazuh 5 runs the scripts", (_name, program) => {
  let host: TestHost;
  let execd: Daemon;
  beforeAll(async () => {
    host = await upHost(fiveFiles());
    host.put("/var/ossec/active-response/bin/disable-account", STOCK, "0750");
    host.put("/var/ossec/active-response/bin/witness", WITNESS, "0750");
    host.sh("nft -f active-response/guarded-block-ip.nft");
    execd = await execdOfFiveOn(host, program);
  });
  afterAll(() => {
    host.down();
  });
  const send = (...of: readonly object[]): void => {
    execd.send(...of.map((one) => JSON.stringify(one)));
  };
  const until = async <T>(get: () => T, done: (value: T) => boolean): Promise<T> => {
    const end = performance.now() + 60_000;
    let value = get();
    while (!done(value) && performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      value = get();
    }
    return value;
  };
  const seen: string[] = [];
  /** The decisions that are logged next; what comes with them is for the next call. */
  const decisions = async (count: number): Promise<readonly string[]> => {
    await until(
      () => {
        for (const line of host.log()) {
          const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
          if (got) seen.push(`${got[1]} ${got[2]}: ${got[3]}`);
        }
        return seen.length;
      },
      (length) => length >= count,
    );
    return seen.splice(0, count);
  };
  const witness = (count: number): Promise<readonly Record<string, unknown>[]> =>
    until(
      () =>
        host
          .sh("cat logs/witness 2>/dev/null || :")
          .split("\n")
          .filter(Boolean)
          .map((line) => JSON.parse(line) as Record<string, unknown>),
      (lines) => lines.length >= count,
    );
  const secondsLeft = (address: string): number => {
    const got = /expires (?:(\d+)m)?(?:(\d+)s)?/.exec(
      host.sh(`nft get element ${TABLE} blocked4 "{ ${address} }" 2>/dev/null || :`),
    );
    return Number(got?.[1] ?? 0) * 60 + Number(got?.[2] ?? 0);
  };
  const block = (address: string, channel: string, rest: Partial<Task> = {}): object =>
    taskFrom(address, { channel, executable: BLOCK, timeout: 3600, ...rest });

  describe("by the contract that the scripts stand on", () => {
    beforeEach(() => {
      host.sh("rm -f logs/witness");
    });

    it("appends enable, answers with the whole document, and disables it with one line", async () => {
      const of = task({
        channel: "keys",
        executable: "witness",
        timeout: 1,
        fields: { file: { path: "/x" } },
      });
      send(of);
      expect(await witness(3)).toEqual([
        { ...of, command: "enable" },
        { ...of, command: "continue" },
        { ...of, command: "disable" },
      ]);
    });

    it("aborts what is pending, and never holds what is stateless or has a text as its timeout", async () => {
      const as = (timeout: unknown): object =>
        task({ channel: "keys", executable: "witness", timeout });
      send(as(60), as(60), as(undefined), as("60"));
      expect((await witness(8)).map(({ command }) => command)).toEqual([
        "enable",
        "continue",
        "enable",
        "abort",
        "enable",
        "continue",
        "enable",
        "continue",
      ]);
      execd.stop();
      expect((await witness(9)).map(({ command }) => command).slice(8)).toEqual(["disable"]);
      execd.start();
    });

    it("holds nothing of a script that prints nothing", async () => {
      send(task({ channel: "silent", executable: "witness", timeout: 1 }));
      send(task({ channel: "keys", executable: "witness", timeout: 1 }));
      expect((await witness(4)).map(({ command }) => command)).toEqual([
        "enable",
        "enable",
        "continue",
        "disable",
      ]);
    });

    it("says which message it does not take, and how a script has failed", async () => {
      send({ version: 1, origin: {}, command: "witness", parameters: {} });
      send(task({ channel: "x", executable: "../x" }));
      send(task({ channel: "x", executable: "nobody" }));
      send(task({ channel: "fails", executable: "witness" }));
      execd.send("no json");
      const words = await until(execd.words, (text) => text.includes("no json"));
      expect(words).toContain(
        `(1316): Invalid AR command: '{"version":1,"origin":{},"command":"witness","parameters":{}}'`,
      );
      expect(words).toContain(
        "Active response command '../x' vulnerable to directory traversal attack. Ignoring.",
      );
      expect(words).toContain("(1311): Invalid command name 'nobody' provided.");
      expect(words).toContain(
        "Active response command 'active-response/bin/witness' reported failure (exit code 3).",
      );
      expect(words).toContain("(1315): Invalid JSON message: 'no json'");
    });
  });

  it("blocks, is told of a second alert, and sets the clock anew", async () => {
    send(block("203.0.113.5", "once"));
    expect(await decisions(1)).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: continue"]);
    send(block("203.0.113.5", "once"), block("203.0.113.6", "once"));
    expect(await decisions(2)).toEqual([
      "blocked 203.0.113.5: for 3600s, wazuh-execd: abort",
      "blocked 203.0.113.6: for 3600s, wazuh-execd: continue",
    ]);
    expect(secondsLeft("203.0.113.5")).toBeGreaterThan(3000);
  });

  it("disables when the time of its channel is over, and the block is gone by then", async () => {
    send(block("203.0.113.7", "two-seconds", { timeout: 2 }));
    expect(await decisions(1)).toEqual(["blocked 203.0.113.7: for 2s, wazuh-execd: continue"]);
    expect(await decisions(1)).toEqual(["unblocked 203.0.113.7: its time is over"]);
    expect(secondsLeft("203.0.113.7")).toBe(0);
  });

  it("keeps every block when execd ends, which disables all", async () => {
    execd.stop();
    expect(await decisions(2)).toEqual([
      expect.stringMatching(/^kept 203\.0\.113\.5: the kernel lifts it; seconds left: 3\d\d\d$/),
      expect.stringMatching(/^kept 203\.0\.113\.6: the kernel lifts it; seconds left: 3\d\d\d$/),
    ]);
    execd.start();
  });

  it("blocks at the eighth alert, and execd holds nothing before", async () => {
    const seven = Array.from({ length: 7 }, () => block("203.0.113.20", "eight"));
    send(...seven, block("203.0.113.21", "once"));
    expect(await decisions(1)).toEqual(["blocked 203.0.113.21: for 3600s, wazuh-execd: continue"]);
    expect(secondsLeft("203.0.113.20")).toBe(0);
    send(block("203.0.113.20", "eight"));
    expect(await decisions(1)).toEqual(["blocked 203.0.113.20: for 3600s, wazuh-execd: continue"]);
  });

  it("keeps nobody waiting: ten responses take less than their limits together", async () => {
    const started = performance.now();
    const slowness = watchSlowness();
    send(...Array.from({ length: 10 }, (_, i) => block(`203.0.113.${100 + i}`, "once")));
    await decisions(10);
    // A child that held execd's pipe would cost each its 0.7 s.
    expect(performance.now() - started).toBeLessThan(5000 * slowness());
  });

  it("ends the process of the alert, and not another one of its name", async () => {
    host.sh("cp /bin/sleep /var/xmrig");
    const start = (): string => host.sh(startOf("/var/xmrig 100")).trim();
    const [first, other] = [start(), start()];
    send(
      task({
        channel: "kill-malicious-process",
        executable: "kill-malicious-process.sh",
        fields: { process: { pid: Number(first), executable: "/var/xmrig", name: "xmrig" } },
      }),
    );
    expect(await decisions(1)).toEqual([
      `killed xmrig: processes ${first}; left alone: ${other} (not the process of the alert)`,
    ]);
    expect(host.sh(`cat /proc/${other}/comm`).trim()).toBe("xmrig");
  });

  it("locks an account at the eighth alert by the stock executable, and unlocks it", async () => {
    host.sh("useradd alice; echo alice:x | chpasswd");
    const lock = task({
      channel: "disable-account",
      executable: "guarded-disable-account",
      timeout: 1,
      fields: { user: { name: "alice" } },
    });
    send(...Array.from({ length: 8 }, () => lock));
    expect(await decisions(2)).toEqual([
      "locked alice: by the stock executable",
      "unlocked alice: by the stock executable",
    ]);
  });

  it("isolates and releases by channels of their own", async () => {
    send(task({ channel: "isolate", executable: "custom-isolate" }));
    expect((await decisions(1))[0]).toMatch(/^isolated this host: until it is released; manager: /);
    expect(host.sh("nft list table inet wazuh_active_response_isolation")).toMatch(
      /10\.9\.0\.200 tcp dport \{[^}]*1514[^}]*1517[^}]*\}/,
    );
    send(task({ channel: "release", executable: "custom-release" }));
    expect(await decisions(1)).toEqual(["released this host: by hand"]);
  });
});
