import { readFileSync } from "node:fs";
import { join } from "node:path";

import { slowness } from "../../slowness";
import { startOf } from "../startOf";
import { execdOn, type Daemon } from "./daemon";
import { message } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

// WAZUH_EXECD and WAZUH_DISABLE_ACCOUNT name files of a real Wazuh (4.14): then the same is played by those, too.
const REAL = process.env.WAZUH_EXECD;
const DAEMONS = [
  ["the lab's stand-in", undefined],
  ...(REAL === undefined ? [] : [["the real wazuh-execd", REAL]]),
] as readonly (readonly [string, string | undefined])[];
const STOCK = readFileSync(
  process.env.WAZUH_DISABLE_ACCOUNT ?? join(__dirname, "../../../lab/wazuh/host/stock.pl"),
);
const TABLE = "inet wazuh_active_response";
const ROWS = [
  "firewall-drop3600 - guarded-block-ip - 3600",
  "firewall-drop2 - guarded-block-ip - 2",
  "kill-malicious-process0 - kill-malicious-process.sh - 0",
  "disable-account60 - guarded-disable-account - 60",
  "disable-account1 - guarded-disable-account - 1",
];

describe.each(DAEMONS)("%s runs the rendered scripts", (_name, program) => {
  let host: TestHost;
  let execd: Daemon;
  beforeAll(async () => {
    host = await upHost(agentFiles());
    host.put("/var/ossec/active-response/bin/disable-account", STOCK, "0750");
    host.sh("nft -f active-response/guarded-block-ip.nft");
    execd = await execdOn(host, ROWS, program);
  });
  afterAll(() => {
    host.down();
  });
  const text = (command: string, data: unknown, rule?: string): string =>
    JSON.stringify(message(command, data, rule));
  const send = (command: string, data: unknown, rule?: string): void => {
    execd.send(text(command, data, rule));
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
  /** The decisions that are logged next, as "decision subject: why"; what comes with them is for the next call. */
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
  const secondsLeft = (address: string): number => {
    const got = /expires (?:(\d+)m)?(?:(\d+)s)?/.exec(
      host.sh(`nft get element ${TABLE} blocked4 "{ ${address} }" 2>/dev/null || :`),
    );
    return Number(got?.[1] ?? 0) * 60 + Number(got?.[2] ?? 0);
  };

  it("blocks, is told of a second alert, and sets the clock anew", async () => {
    send("firewall-drop3600", { srcip: "203.0.113.5" });
    expect(await decisions(1)).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: continue"]);
    send("firewall-drop3600", { srcip: "203.0.113.5" });
    send("firewall-drop3600", { srcip: "::ffff:203.0.113.5" });
    send("firewall-drop3600", { srcip: "203.0.113.6" });
    expect(await decisions(3)).toEqual([
      "blocked 203.0.113.5: for 3600s, wazuh-execd: abort",
      "blocked 203.0.113.5: for 3600s, wazuh-execd: abort",
      "blocked 203.0.113.6: for 3600s, wazuh-execd: continue",
    ]);
    expect(secondsLeft("203.0.113.5")).toBeGreaterThan(3000);
  });

  it("keeps every block when execd ends, quickly, and knows them again as new", async () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ srcip: `203.0.113.${10 + i}` }));
    execd.send(...many.map((data) => text("firewall-drop3600", data)));
    await decisions(40);
    // wazuh-control waits 30 seconds; 42 blocks are nothing to that.
    expect(execd.stop()).toBeLessThan(5000 * slowness());
    const kept = await decisions(42);
    expect(kept.filter((one) => one.startsWith("kept "))).toHaveLength(42);
    expect(secondsLeft("203.0.113.5")).toBeGreaterThan(3000);
    execd.start();
    send("firewall-drop3600", { srcip: "203.0.113.5" });
    expect(await decisions(1)).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: continue"]);
    expect(secondsLeft("203.0.113.5")).toBeGreaterThan(3000);
  });

  it("sends delete when the time is over, and the block is gone by then", async () => {
    send("firewall-drop2", { srcip: "203.0.113.7" }, "100200");
    expect(await decisions(1)).toEqual(["blocked 203.0.113.7: for 2s, wazuh-execd: continue"]);
    expect(await decisions(1)).toEqual(["unblocked 203.0.113.7: its time is over"]);
    expect(secondsLeft("203.0.113.7")).toBe(0);
  });

  it("reads ar.conf again at a name that it does not know, and lifts nothing", async () => {
    send("ar-refresh-probe", {});
    await until(execd.words, (words) => words.includes("ar-refresh-probe"));
    send("firewall-drop3600", { srcip: "203.0.113.5" });
    expect(await decisions(1)).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: abort"]);
  });

  it("gets past what is no message, and past messages that attackers wrote", async () => {
    execd.send("no json");
    execd.send('{"version":1,"command":5}');
    send("../../../bin/sh", {});
    send("!../../../../bin/sh", {});
    const evil = [
      "$(touch /tmp/pwned)",
      "`touch /tmp/pwned`",
      "203.0.113.8 }; flush ruleset; #",
      '203.0.113.8"},"srcip":"198.18.0.9',
      "203.0.113.8\n203.0.113.9",
      "x".repeat(5000),
      { srcip: "203.0.113.8" },
    ];
    execd.send(...evil.map((srcip) => text("firewall-drop3600", { srcip })));
    const bad = / (?:is not an address|is an object, not an address)$/;
    const refused = await decisions(evil.length);
    expect(refused).toHaveLength(evil.length);
    for (const one of refused) expect(one).toMatch(bad);
    send("firewall-drop3600", { log: 'x"{}[]\\'.repeat(6500), srcip: "203.0.113.8" });
    expect(await decisions(1)).toEqual(["blocked 203.0.113.8: for 3600s, wazuh-execd: continue"]);
    expect(host.sh("ls /tmp/pwned 2>/dev/null || echo nothing").trim()).toBe("nothing");
  });

  it("leaves out a message that is cut short on its way", async () => {
    execd.send(text("firewall-drop3600", { srcip: "203.0.113.9" }).slice(0, -3));
    send("firewall-drop3600", { srcip: "203.0.113.5" });
    expect(await decisions(1)).toEqual(["blocked 203.0.113.5: for 3600s, wazuh-execd: abort"]);
    expect(secondsLeft("203.0.113.9")).toBe(0);
  });

  it("calls isolation, release and unblock by their file names", async () => {
    send("!custom-isolate", {}, "100099");
    expect((await decisions(1))[0]).toMatch(/^isolated this host: until it is released; manager: /);
    send("!custom-release", {});
    expect(await decisions(1)).toEqual(["released this host: by hand"]);
    send("!custom-unblock", { srcip: "203.0.113.5" });
    send("!custom-unblock", { srcip: "203.0.113.5" });
    expect(await decisions(2)).toEqual([
      "unblocked 203.0.113.5: by hand",
      "not found 203.0.113.5: not blocked",
    ]);
  });

  it("ends a process", async () => {
    host.sh("cp /bin/sleep /var/xmrig");
    const pid = host.sh(startOf("/var/xmrig 100")).trim();
    send("kill-malicious-process0", { audit: { exe: "/var/xmrig", pid } }, "100050");
    expect(await decisions(1)).toEqual([`killed xmrig: processes ${pid}; left alone: none`]);
  });

  it("locks an account, and unlocks it when its time is over", async () => {
    host.sh("useradd alice; echo alice:x | chpasswd");
    send("disable-account1", { dstuser: "alice" });
    expect(await decisions(1)).toEqual(["locked alice: by the stock executable"]);
    expect(await decisions(1)).toEqual(["unlocked alice: by the stock executable"]);
    send("disable-account60", { dstuser: "deploy" });
    expect((await decisions(1))[0]).toMatch(/^refused deploy: /);
  });
});
