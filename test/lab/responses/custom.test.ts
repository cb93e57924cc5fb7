import { policyOf } from "../../../policy/model/parsePolicy";
import { INTERPRETERS } from "../../interpreters";
import { custom } from "./customScript";
import { checkKeys, message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const POLICY = policyOf({
  whitelist: [{ address: "198.51.100.0/24", name: "office" }],
  rules: [],
  responses: [
    custom(
      "note",
      'cat >/run/note; echo "$AR_COMMAND $AR_ADDRESS" >>/run/note; echo said; echo "last; word" >&2',
    ),
    custom("ban", 'cat >/dev/null; echo "$AR_COMMAND $AR_ADDRESS" >>/run/ban', {
      timeout: 600,
      field: ["win.eventdata.ipAddress", "srcip"],
    }),
    custom("file", 'cat >/dev/null; echo "$AR_COMMAND" >>/run/file', {
      timeout: 600,
      key: ["alert.syscheck.path"],
    }),
    custom("slow", "sleep 60 & sleep 60", { timeLimit: 1 }),
    custom("fails", "echo no such chain; exit 3"),
    custom("leaves", "sleep 555 & echo left"),
    custom("deaf", "exit 0"),
    custom("endless", "tr '\\0' x </dev/zero", { timeLimit: 1 }),
    {
      kind: "custom",
      rules: [31_151],
      command: "blob",
      executable: "blob",
      files: [
        {
          name: "blob",
          base64: Buffer.from(
            '#!/bin/sh\ncat "${0%/*}/raw" >/run/raw\n# \xff\0\n',
            "latin1",
          ).toString("base64"),
        },
        {
          name: "raw",
          base64: Buffer.from(Array.from({ length: 256 }, (_, i) => i)).toString("base64"),
        },
      ],
    },
  ],
});

const DATA = { srcip: "203.0.113.5" };

describe.each(INTERPRETERS)("a script under the runner, with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(POLICY), awk);
    host.sh("printf '<ossec_config></ossec_config>\\n' >etc/ossec.conf");
  });
  afterAll(() => {
    host.down();
  });
  const ask = (
    name: string,
    command: string,
    data: unknown = DATA,
    reply?: string,
    line?: object,
  ) => play(host, shell, name, message(command, data, "31151", line), reply);
  /** The decisions that were logged, as "action decision subject: why". */
  const decisions = (): string[] =>
    host.log().map((line) => {
      const [, , own = "{}"] = /^(.*) active-response\/bin\/[a-z]+: (.*)$/.exec(line) ?? [];
      const { active_response: said } = JSON.parse(own) as {
        active_response: Record<string, string>;
      };
      return `${said["action"]} ${said["decision"]} ${said["subject"]}: ${said["why"]}`;
    });

  it("gets the message whole, and its end; what it says is the log's, cleaned", async () => {
    const sent = message("add", DATA, "31151");
    const { code, said } = await play(host, shell, "note", sent);
    expect([code, said]).toEqual([0, ""]);
    expect(host.sh("cat /run/note")).toBe(`${JSON.stringify(sent)}\nadd \n`);
    expect(decisions()).toEqual(["add done 203.0.113.5: exit 0: said last? word"]);
  });

  it("is asked for once a key, and gets delete as a call of its own", async () => {
    const added = await ask("ban", "add", DATA, "continue");
    expect([added.code, added.said]).toEqual([0, checkKeys("ban", "203.0.113.5")]);
    const again = await ask("ban", "add", { srcip: "::ffff:203.0.113.5" }, "abort");
    expect([again.code, again.said]).toEqual([0, checkKeys("ban", "203.0.113.5")]);
    expect((await ask("ban", "delete")).code).toBe(0);
    expect(host.sh("cat /run/ban; rm /run/ban")).toBe("add 203.0.113.5\ndelete 203.0.113.5\n");
    expect(decisions()).toEqual([
      "add done 203.0.113.5: exit 0",
      "add already active 203.0.113.5: wazuh-execd restarted its clock",
      "delete done 203.0.113.5: exit 0",
    ]);
  });

  it.each([
    ["on the white list", { srcip: "198.51.100.9" }, "white-listed 198.51.100.9: office", 0],
    ["of this host", { srcip: "10.9.0.1" }, "refused 10.9.0.1: own address", 0],
    ["of the manager", { srcip: "10.9.0.200" }, "refused 10.9.0.200: manager wazuh", 0],
    ["that loops back", { srcip: "127.0.0.1" }, "refused 127.0.0.1: loopback", 0],
    [
      "that is a name",
      { srcip: "proxy.example.org; rm" },
      "refused proxy.example.org? rm: parameters.alert.data.srcip is not an address",
      1,
    ],
    [
      "that is missing",
      {},
      "refused -: parameters.alert.data.win is missing, and no address stands in srcip",
      1,
    ],
    [
      "that is a list",
      { srcip: ["203.0.113.5"] },
      "refused -: parameters.alert.data.srcip is an array, not an address",
      1,
    ],
  ])("is not run for an address %s", async (_what, data, why, expected) => {
    const { code, said } = await ask("ban", "add", data, "continue");
    expect([code, said]).toEqual([expected, ""]);
    expect(host.sh("ls /run/ban 2>/dev/null || :")).toBe("");
    expect(decisions()).toEqual([`add ${why}`]);
  });

  it("is not run where the log line does not prove the address", async () => {
    const line = {
      full_log:
        "Jan  2 03:04:05 gitlab sshd[1]: Invalid user x from 203.0.113.5 y from 192.0.2.1 port 4",
      predecoder: { program_name: "sshd" },
      location: "/var/log/auth.log",
    };
    expect((await ask("ban", "add", DATA, "continue", line)).said).toBe("");
    expect(decisions()).toEqual([
      "add forged 203.0.113.5: the log line of sshd does not prove 203.0.113.5, what the daemon wrote says 192.0.2.1",
    ]);
  });

  it("ends at its decision in a drill: nothing is run, nothing is logged, nobody is asked for a key", async () => {
    const said = async (name: string, data: unknown = DATA): Promise<string> => {
      const ended = await play(host, shell, name, message("drill", data, "", {}));
      expect(ended.code).toBe(0);
      return ended.said;
    };
    const script = "/var/ossec/active-response/custom/ban/ban";
    expect(await said("ban")).toBe(`run|203.0.113.5|${script} would be run now\n`);
    expect(await said("ban", { srcip: "198.51.100.9" })).toBe("white-listed|198.51.100.9|office\n");
    expect(await said("ban", { srcip: "nobody" })).toBe(
      "strange|nobody|parameters.alert.data.srcip is not an address\n",
    );
    host.sh("echo 'ann: harm' >active-response/off");
    expect(await said("ban")).toBe("off|203.0.113.5|switched off: ann: harm\n");
    host.sh("rm active-response/off; chmod -x active-response/custom/ban/ban");
    expect(await said("ban")).toBe(
      `failed|203.0.113.5|${script} is missing, or nothing here can run it\n`,
    );
    host.sh("chmod +x active-response/custom/ban/ban");
    expect(host.sh("ls /run/ban 2>/dev/null || :")).toBe("");
    expect(host.log()).toEqual([]);
  });

  it("takes the first field that says something", async () => {
    const windows = { win: { eventdata: { ipAddress: "203.0.113.77" } }, srcip: "203.0.113.5" };
    const { said } = await ask("ban", "add", windows, "continue", {
      decoder: { name: "windows_eventchannel" },
    });
    expect(said).toBe(checkKeys("ban", "203.0.113.77"));
    const dash = { win: { eventdata: { ipAddress: "-" } }, srcip: "203.0.113.5" };
    expect((await ask("ban", "add", dash, "continue")).said).toBe(checkKeys("ban", "203.0.113.5"));
    host.sh("rm /run/ban");
    host.log();
  });

  it("has a key of any text, spelt as the message spells it", async () => {
    const alert = { ...message("add", {}, "550") };
    const parameters = alert.parameters as { alert: Record<string, unknown> };
    const path = '/srv/"Ä" \\ $(id)|x';
    const sent = {
      ...alert,
      parameters: { ...parameters, alert: { ...parameters.alert, syscheck: { path } } },
    };
    const { said } = await play(host, shell, "file", sent, "continue");
    expect(JSON.parse(said)).toMatchObject({ parameters: { keys: [path] } });
    expect(decisions()).toEqual(["add done /srv/?????? ?? ??id??x: exit 0"]);
    expect((await ask("file", "add", {}, "continue")).code).toBe(1);
    expect(decisions()).toEqual(["add refused -: parameters.alert.syscheck is missing"]);
  });

  it("is ended in time, with all that it has started", async () => {
    const { code, said, ms } = await ask("slow", "add");
    expect([code, said]).toEqual([1, ""]);
    expect(ms).toBeLessThan(4000);
    expect(decisions()).toEqual(["add failed 203.0.113.5: ended after its time limit of 1s"]);
    expect(
      host.sh("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c '[s]leep 60' || :").trim(),
    ).toBe("0");
  });

  it("says how it failed, and its last words", async () => {
    expect((await ask("fails", "add")).code).toBe(1);
    expect(decisions()).toEqual(["add failed 203.0.113.5: exit 3: no such chain"]);
    host.sh("chmod 0640 active-response/custom/fails/fails");
    expect((await ask("fails", "add")).code).toBe(1);
    expect(decisions()[0]).toMatch(
      /^add failed 203\.0\.113\.5: exit 126: timeout: .*ermission denied$/,
    );
  });

  it("holds nobody by what it leaves in the background, by an endless line, or by not listening", async () => {
    const left = await ask("leaves", "add");
    expect(left.ms).toBeLessThan(4000);
    expect(
      host.sh("cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c '[s]leep 555'").trim(),
    ).not.toBe("0");
    const deaf = await play(
      host,
      shell,
      "deaf",
      message("add", { ...DATA, x: "x".repeat(63_000) }),
    );
    expect(deaf.ms).toBeLessThan(4000);
    const endless = await ask("endless", "add");
    expect(endless.ms).toBeLessThan(6000);
    const [first, second, third = ""] = decisions();
    expect([first, second]).toEqual([
      "add done 203.0.113.5: exit 0: left",
      "add done 203.0.113.5: exit 0",
    ]);
    expect(third).toMatch(/^add failed 203\.0\.113\.5: /);
  });

  it("may be bytes, and has its files beside it, whole", async () => {
    expect((await ask("blob", "add")).code).toBe(0);
    const all = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, "0")).join("");
    expect(host.sh("od -An -v -tx1 /run/raw | tr -d ' \\n'")).toBe(all);
    host.log();
  });

  it("is not run while the responses are off, and undoes all the same", async () => {
    host.sh("echo maintenance >active-response/off");
    expect((await ask("ban", "add", DATA, "continue")).said).toBe("");
    expect((await ask("ban", "delete")).code).toBe(0);
    host.sh("rm active-response/off");
    expect(decisions()).toEqual([
      "add off 203.0.113.5: would have run ban; switched off: maintenance",
      "delete done 203.0.113.5: exit 0",
    ]);
  });

  it("is not run by what is no message, nor where execd falls silent", async () => {
    const nothing = await play(host, shell, "ban", Buffer.from("add - 203.0.113.5\n"));
    expect(nothing).toMatchObject({ code: 1, said: "" });
    const silent = await ask("ban", "add");
    expect(silent.signal).toBe("SIGKILL");
    const wrong = await ask("ban", "add", DATA, "maybe");
    expect(wrong.code).toBe(1);
    expect(decisions()).toEqual([
      "- refused -: the message is not from wazuh-execd; nothing was done",
      "add failed -: wazuh-execd stopped answering; nothing was done",
      "add failed 203.0.113.5: wazuh-execd answered neither continue nor abort; nothing was done",
    ]);
  });
});
