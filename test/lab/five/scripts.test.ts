import { INTERPRETERS } from "../../interpreters";
import { play, type Played } from "../responses/execd";
import { upHost, type TestHost } from "../responses/host";
import { startOf } from "../startOf";
import { asked, failed, task, taskFrom, type Task } from "./message";
import { fiveFiles } from "./policy";

const SET = "inet wazuh_active_response blocked4";
const COUNTS = "/run/wazuh-active-response.counts";
const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

describe.each(INTERPRETERS)("the scripts for Wazuh 5, by %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(fiveFiles(), awk);
    host.sh("nft -f active-response/guarded-block-ip.nft");
  });
  afterAll(() => {
    host.down();
  });
  const run = (name: string, of: object, command = "enable"): Promise<Played> =>
    play(host, shell, name, asked(command, of), "continue");
  const block = (address: string, rest: Partial<Task> = {}): Promise<Played> =>
    run(
      "guarded-block-ip",
      taskFrom(address, {
        channel: "once",
        executable: "guarded-block-ip",
        timeout: 3600,
        ...rest,
      }),
    );
  const decided = (): string[] =>
    host.log().flatMap((line) => {
      const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
      return got ? [`${got[1]} ${got[2]}: ${got[3]}`] : [];
    });
  const isBlocked = (address: string): boolean =>
    host.sh(`nft get element ${SET} "{ ${address} }" 2>/dev/null || :`) !== "";
  const key = (address: string): string =>
    `{"version":1,"origin":{"name":"guarded-block-ip","module":"active-response"},"command":"check_keys","parameters":{"keys":["${address}"]}}\n`;
  const NOT_DONE = { code: 0, signal: null, said: "", ms: expect.any(Number) as number };

  beforeEach(() => {
    host.sh(`rm -f ${COUNTS}`);
    host.log();
  });

  it("block an address, with the log lines of 4.14", async () => {
    expect(await block("203.0.113.5")).toMatchObject({ code: 0, said: key("203.0.113.5") });
    expect(isBlocked("203.0.113.5")).toBe(true);
    expect(host.log().map((line) => line.replace(/^.{20}/, ""))).toEqual([
      'active-response/bin/guarded-block-ip: {"version":1,"origin":{"name":"guarded-block-ip","module":"wazuh-execd"},"command":"add","parameters":{"extra_args":[],"alert":{"id":"7sX2","rule":{"id":"d5cc0e71-bcbb-4adc-98de-caed210cebf2"},"agent":{"name":"gitlab"},"data":{"srcip":"203.0.113.5"}},"program":"active-response/bin/guarded-block-ip (firewall-drop)"},"active_response":{"additions":1}}',
      'active-response/bin/guarded-block-ip: {"version":1,"origin":{"name":"guarded-block-ip","module":"active-response"},"active_response":{"action":"add","decision":"blocked","subject":"203.0.113.5","why":"for 3600s, wazuh-execd: continue","rule":"d5cc0e71-bcbb-4adc-98de-caed210cebf2","alert":"7sX2","agent":"gitlab","additions":1}}',
    ]);
  });

  it("spare whom those of 4.14 spare, and say why by the names of 5", async () => {
    for (const address of ["100.64.9.9", "127.0.0.1", "10.9.0.1", "10.9.0.254", "10.9.0.200"])
      expect(await block(address)).toEqual(NOT_DONE);
    expect(decided()).toEqual([
      "white-listed 100.64.9.9: headscale",
      "refused 127.0.0.1: loopback",
      "refused 10.9.0.1: own address",
      "refused 10.9.0.254: default gateway",
      "refused 10.9.0.200: manager wazuh",
    ]);
    const without = task({ channel: "once", executable: "guarded-block-ip", timeout: 3600 });
    expect((await run("guarded-block-ip", without)).code).toBe(1);
    expect((await block("localhost")).code).toBe(1);
    expect(decided()).toEqual([
      "refused -: source is missing",
      "refused localhost: source.ip is not an address",
    ]);
  });

  it("believe a line that does not prove the address no more than those of 4.14", async () => {
    const told = (line?: string): object =>
      task({
        channel: "once",
        executable: "guarded-block-ip",
        timeout: 3600,
        fields: { source: { ip: "198.51.100.23" } },
        line,
      });
    const forged =
      "Jan  2 03:04:05 gitlab sshd[4711]: Invalid user x from 198.51.100.23 y from 203.0.113.9 port 4022";
    expect(await run("guarded-block-ip", told(forged))).toEqual(NOT_DONE);
    expect(decided()).toEqual([
      "forged 198.51.100.23: the log line of sshd does not prove 198.51.100.23, what the daemon wrote says 203.0.113.9",
    ]);
    // A finding may come without its line; then there is nothing to be asked.
    expect((await run("guarded-block-ip", told())).code).toBe(0);
    expect(decided()).toEqual(["blocked 198.51.100.23: for 3600s, wazuh-execd: continue"]);
  });

  it("believe a line where it does not say which file it is from", async () => {
    const { wazuh, ...rest } = taskFrom("203.0.113.60", {
      channel: "once",
      executable: "guarded-block-ip",
      timeout: 3600,
    }) as { wazuh: Record<string, unknown> };
    const nowhere = { ...wazuh, protocol: undefined };
    expect((await run("guarded-block-ip", { ...rest, wazuh: nowhere })).code).toBe(0);
    expect(decided()).toEqual(["blocked 203.0.113.60: for 3600s, wazuh-execd: continue"]);
  });

  it("log what is too old, or ahead of the clock, and do nothing", async () => {
    expect(await block("203.0.113.30", { at: ago(3700) })).toEqual(NOT_DONE);
    expect(await block("203.0.113.31", { at: ago(-3700) })).toEqual(NOT_DONE);
    expect(await block("203.0.113.32", { at: "yesterday" })).toEqual(NOT_DONE);
    expect(await block("203.0.113.33", { at: "" })).toEqual(NOT_DONE);
    expect(decided()).toEqual([
      expect.stringMatching(/^late 203\.0\.113\.30: the alert is 370\d s old, more than 600$/),
      expect.stringMatching(
        /^late 203\.0\.113\.31: the alert is (?:3699|3700) s ahead of the clock of this host, more than 600$/,
      ),
      "late 203.0.113.32: @timestamp is not a time, so that nobody knows how old the alert is",
      "late 203.0.113.33: @timestamp is not a time, so that nobody knows how old the alert is",
    ]);
    for (const n of [30, 31, 32, 33]) expect(isBlocked(`203.0.113.${n}`)).toBe(false);
    // By the zone that it is written in.
    const east = `${new Date(Date.now() + 7_200_000).toISOString().slice(0, 19)}+02:00`;
    expect((await block("203.0.113.34", { at: east })).said).toBe(key("203.0.113.34"));
  });

  it("count by the times of the alerts, and print nothing below", async () => {
    const eight = (address: string, at: Date): Promise<Played> =>
      block(address, { channel: "eight", at });
    // Eight in two minutes, but these are not: 20 s apart.
    for (let i = 0; i < 8; i++)
      expect(await eight("203.0.113.40", ago(300 - 20 * i))).toEqual(NOT_DONE);
    expect(decided()).toEqual([]);
    for (let i = 0; i < 7; i++) expect(await eight("203.0.113.41", ago(60))).toEqual(NOT_DONE);
    expect(await eight("203.0.113.42", ago(60))).toEqual(NOT_DONE);
    expect((await eight("203.0.113.41", ago(61))).said).toBe(key("203.0.113.41"));
    expect(decided()).toEqual(["blocked 203.0.113.41: for 3600s, wazuh-execd: continue"]);
    // What is reached is spent.
    expect(await eight("203.0.113.41", ago(59))).toEqual(NOT_DONE);
  });

  it("count for a channel that the stack does not know by the strictest of its executable", async () => {
    for (let i = 0; i < 7; i++)
      expect(await block("203.0.113.45", { channel: "renamed" })).toEqual(NOT_DONE);
    expect((await block("203.0.113.45", { channel: "renamed" })).code).toBe(0);
    // For ever is the longest time.
    expect(decided()).toEqual(["blocked 203.0.113.45: for 0s, wazuh-execd: continue"]);
  });

  it("say that they cannot count, and stay small where they can", async () => {
    host.sh(`mkdir ${COUNTS}`);
    const result = await block("203.0.113.50", { channel: "eight" });
    expect(result).toMatchObject({ code: 1, said: "" });
    expect(decided()).toEqual([
      `failed 203.0.113.50: alerts cannot be counted, since ${COUNTS} cannot be written`,
    ]);
    host.sh(
      `rmdir ${COUNTS}; awk 'BEGIN { for (i = 0; i < 4001; i++) print "1000 eight 192.0.2." i }' >${COUNTS}`,
    );
    expect(await block("203.0.113.50", { channel: "eight" })).toEqual(NOT_DONE);
    expect(host.sh(`wc -l <${COUNTS}; tail -n 1 ${COUNTS} | cut -d' ' -f2-`)).toBe(
      "2002\neight 203.0.113.50\n",
    );
    expect(host.sh(`stat -c %a ${COUNTS}`).trim()).toMatch(/^6[04]0$/);
  });

  it("refuse what is not a message of 5, and one with two commands", async () => {
    const of = taskFrom("203.0.113.70", { channel: "once", executable: "guarded-block-ip" });
    const text = JSON.stringify(asked("enable", of));
    const bad = [
      JSON.stringify({
        version: 1,
        origin: {},
        command: "add",
        parameters: { alert: { data: { srcip: "203.0.113.70" } } },
      }),
      JSON.stringify(asked("add", of)),
      JSON.stringify(asked("continue", of)),
      text.replace("{", '{"command":"enable",'),
      text.replace('"wazuh":{', '"wazuh":{},"wazuh":{'),
      text.slice(0, -1),
      "",
    ];
    for (const name of [
      "guarded-block-ip",
      "kill-malicious-process.sh",
      "guarded-disable-account",
      "custom-isolate",
      "custom-release",
      "custom-unblock",
    ])
      // custom-unblock asks for no command, in 4.14 neither.
      for (const line of bad.filter((one) => name !== "custom-unblock" || !/"continue"/.test(one)))
        expect(await play(host, shell, name, `${line}\n`)).toMatchObject({ code: 1, said: "" });
    expect(isBlocked("203.0.113.70")).toBe(false);
    expect(new Set(decided().map((one) => one.replace(/^\S+ .*?: /, "")))).toEqual(
      new Set(["the message is not from wazuh-execd; nothing was done"]),
    );
  });

  it("leave nothing behind that holds execd's pipes", async () => {
    // `play` waits for the end of standard output, as execd does.
    for (const of of [{}, { channel: "eight" }, { at: ago(3700) }])
      expect((await block("203.0.113.80", of)).ms).toBeLessThan(650);
  });

  it("lift a block by a message of 5", async () => {
    await block("203.0.113.90");
    const lift = task({
      channel: "lift",
      executable: "custom-unblock",
      fields: { source: { ip: "203.0.113.90" } },
    });
    expect((await run("custom-unblock", lift)).code).toBe(0);
    expect(decided()[1]).toBe("unblocked 203.0.113.90: by hand");
    expect(isBlocked("203.0.113.90")).toBe(false);
  });

  describe("end a process only where it is the one of the alert", () => {
    let pid: string;
    beforeEach(() => {
      host.sh("[ -e /var/xmrig ] || cp /bin/sleep /var/xmrig");
      pid = host.sh(startOf("/var/xmrig 1000")).trim();
    });
    afterEach(() => {
      host.sh(`kill -9 ${pid} 2>/dev/null || :`);
    });
    const kill = async (process: object, at = new Date()): Promise<string> => {
      await run(
        "kill-malicious-process.sh",
        task({
          channel: "kill-malicious-process",
          executable: "kill-malicious-process.sh",
          fields: { process },
          at,
        }),
      );
      return decided().join("; ");
    };
    const of = (more: object = {}): object => ({
      pid: Number(pid),
      executable: "/var/xmrig",
      ...more,
    });
    const left = (why: string, first = pid): string =>
      `not found xmrig: no such process now; the alert named /var/xmrig, process ${first}; left alone: ${pid} (${why})`;

    it("by its number, its file and its start", async () => {
      expect(await kill(of({ start: new Date().toISOString() }))).toBe(
        `killed xmrig: processes ${pid}; left alone: none`,
      );
    });

    it("without its start, where it had begun before the alert", async () => {
      expect(await kill(of())).toBe(`killed xmrig: processes ${pid}; left alone: none`);
    });

    it("and not where its number is another one's by now", async () => {
      expect(await kill(of(), ago(120))).toBe(left("began after the alert"));
      expect(await kill(of({ start: ago(60).toISOString() }))).toBe(
        left("began at another time than the alert says"),
      );
      expect(await kill(of({ start: "today" }))).toBe(left("process.start is not a time"));
      expect(await kill({ executable: "/var/xmrig" })).toBe(
        left("not the process of the alert", "-"),
      );
      expect(await kill({ ...of(), pid: Number(pid) + 1 })).toBe(
        left("not the process of the alert", String(Number(pid) + 1)),
      );
      host.sh(`kill -0 ${pid}`);
    });

    it("and not where its file is another one's", async () => {
      const sleeper = host.sh(startOf("/bin/sleep 1000")).trim();
      expect(await kill({ ...of(), pid: Number(sleeper) })).toContain(
        `${sleeper} (another program now)`,
      );
      expect(await kill({ pid: Number(sleeper), executable: "/bin/sleep" })).toBe(
        "refused /bin/sleep: not on the list",
      );
      host.sh(`kill -9 ${sleeper}`);
    });
  });

  it("lock no account by an alert that is too old, and none before the eighth", async () => {
    host.put(
      "/var/ossec/active-response/bin/disable-account",
      "#!/bin/sh\ntouch /var/ran\n",
      "0750",
    );
    host.sh("id alice >/dev/null 2>&1 || { useradd alice; echo alice:x | chpasswd; }");
    const lock = (at: Date, line?: string): Promise<Played> =>
      run(
        "guarded-disable-account",
        task({
          channel: "disable-account",
          executable: "guarded-disable-account",
          timeout: 60,
          fields: { user: { name: "alice" } },
          at,
          line,
        }),
      );
    for (let i = 0; i < 7; i++) expect(await lock(ago(3700))).toEqual(NOT_DONE);
    expect(decided()).toEqual([]);
    expect(await lock(ago(3700))).toEqual(NOT_DONE);
    expect(decided()).toEqual([
      expect.stringMatching(/^late alice: the alert is 370\d s old, more than 600$/),
    ]);
    expect(await lock(new Date(), failed("203.0.113.9", "bob"))).toEqual(NOT_DONE);
    expect(decided()).toEqual([
      expect.stringMatching(/^forged alice: the log line of sshd does not prove alice from -/),
    ]);
    expect(host.sh("ls /var/ran 2>/dev/null || echo nothing").trim()).toBe("nothing");
  });

  it("never isolate by an alert that is too old, nor the host of a manager of 5", async () => {
    const isolate = (at?: Date): Promise<Played> =>
      run(
        "custom-isolate",
        task({ channel: "isolate", executable: "custom-isolate", ...(at && { at }) }),
      );
    expect((await isolate(ago(3700))).code).toBe(0);
    host.sh("mkdir -p /var/wazuh-manager/bin");
    expect((await isolate()).code).toBe(1);
    host.sh("rm -r /var/wazuh-manager");
    expect(decided()).toEqual([
      expect.stringMatching(/^late this host: the alert is 370\d s old, more than 600$/),
      "refused this host: this host is a manager",
    ]);
    expect(host.sh("nft list tables")).not.toContain("isolation");
  });

  it("name the address that sshd writes, also where it is IPv6", async () => {
    const six = task({
      channel: "once",
      executable: "guarded-block-ip",
      timeout: 3600,
      fields: { source: { ip: "2001:DB8::9" } },
      line: failed("2001:db8::9"),
    });
    expect((await run("guarded-block-ip", six)).code).toBe(0);
    expect(decided()).toEqual([
      "forged 2001:db8::9: the log line of sshd does not prove 2001:DB8::9, what the daemon wrote says 2001:db8::9",
    ]);
  });
});
