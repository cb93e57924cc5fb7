import { policyOf } from "../../../policy/model/parsePolicy";
import { INTERPRETERS } from "../../interpreters";
import { checkKeys, message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const TABLE = "inet wazuh_active_response";
const WIN = "win.eventdata.ipAddress";
const POLICY = policyOf({
  whitelist: [{ address: "198.51.100.0/24", name: "office" }],
  rules: [],
  responses: [
    { kind: "block-ip", rules: [5763], timeout: 600 },
    {
      kind: "block-ip",
      rules: [60_122],
      timeout: 600,
      field: [WIN, "srcip"],
      location: "all",
      fallback: false,
    },
    { kind: "block-ip", rules: [86_601], timeout: 600, field: ["src_ip"] },
  ],
});

const WINDOWS = { decoder: { name: "windows_eventchannel" }, location: "EventChannel" };
const windows = (ipAddress: unknown): object => ({ win: { eventdata: { ipAddress } } });

describe.each(INTERPRETERS)("block-ip by fields of its own, with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(POLICY), awk);
    host.sh("nft -f active-response/guarded-block-ip.nft; : >etc/ossec.conf");
  });
  afterAll(() => {
    host.down();
  });
  beforeEach(() => {
    host.sh(`nft "flush set ${TABLE} blocked4"`);
    host.log();
  });
  const ask = (rule: string, data: unknown, line?: object, command = "add") =>
    play(host, shell, "guarded-block-ip", message(command, data, rule, line), "continue");
  const blocked = (): string[] =>
    [...host.sh(`nft list set ${TABLE} blocked4`).matchAll(/([0-9.]{7,}) timeout/g)].map(
      ([, address]) => address ?? "",
    );
  const decisions = (): string[] =>
    host.log().flatMap((line) => {
      const { active_response: own, command } = JSON.parse(line.slice(line.indexOf("{"))) as {
        active_response?: Record<string, string>;
        command?: string;
      };
      return command === undefined
        ? [`${own?.["decision"]} ${own?.["subject"]}: ${own?.["why"]}`]
        : [];
    });

  it("takes the address of a Windows event, and gives it to execd as the key", async () => {
    expect(await ask("60122", windows("203.0.113.5"), WINDOWS)).toMatchObject({
      code: 0,
      said: checkKeys("guarded-block-ip", "203.0.113.5"),
    });
    expect(blocked()).toEqual(["203.0.113.5"]);
    expect(decisions()).toEqual(["blocked 203.0.113.5: for 600s, wazuh-execd: continue"]);
  });

  it("lifts it by the same field, once its time is over", async () => {
    host.sh(`nft "add element ${TABLE} blocked4 { 203.0.113.5 timeout 2s }"`);
    expect(await ask("60122", windows("203.0.113.5"), WINDOWS, "delete")).toMatchObject({
      code: 0,
    });
    expect(blocked()).toEqual([]);
    expect(decisions()).toEqual(["unblocked 203.0.113.5: its time is over"]);
  });

  it("asks our own white list, and what the host is, for whatever was taken", async () => {
    await ask("60122", windows("198.51.100.9"), WINDOWS);
    await ask("60122", windows("::ffff:198.51.100.9"), WINDOWS);
    await ask("86601", { src_ip: "10.9.0.254" }, { location: "/var/log/suricata/eve.json" });
    await ask("60122", windows("127.0.0.1"), WINDOWS);
    expect(blocked()).toEqual([]);
    expect(decisions()).toEqual([
      "white-listed 198.51.100.9: office",
      "white-listed 198.51.100.9: office",
      "refused 10.9.0.254: default gateway",
      "refused 127.0.0.1: loopback",
    ]);
  });

  it("takes the next field where one says nothing, and holds it to its line as ever", async () => {
    const line = {
      full_log: "Failed password for root from 203.0.113.6 port 40228 ssh2",
      predecoder: { program_name: "sshd" },
      location: "/var/log/auth.log",
    };
    const sent = { ...line, full_log: `Jan  2 03:04:05 gitlab sshd[4711]: ${line.full_log}` };
    await ask("60122", { ...windows("-"), srcip: "203.0.113.6" }, sent);
    await ask("60122", { ...windows("-"), srcip: "203.0.113.7" }, sent);
    // What a line of sshd holds is no field of Windows.
    await ask("60122", windows("203.0.113.8"), sent);
    expect(blocked()).toEqual(["203.0.113.6"]);
    expect(decisions()).toEqual([
      "blocked 203.0.113.6: for 600s, wazuh-execd: continue",
      "forged 203.0.113.7: the log line of sshd does not prove 203.0.113.7, what the daemon wrote says 203.0.113.6",
      "forged 203.0.113.8: the log line of sshd does not prove 203.0.113.8, what the daemon wrote says 203.0.113.6",
    ]);
  });

  it("refuses a line that a client wrote as a whole, with its text or without", async () => {
    const nginx = { location: "/var/log/nginx/error.log" };
    await ask("86601", { src_ip: "203.0.113.5" }, nginx);
    await ask(
      "86601",
      { src_ip: "203.0.113.5" },
      { ...nginx, full_log: '{"src_ip":"203.0.113.5"}' },
    );
    expect(blocked()).toEqual([]);
    const why = "clients write whole lines of their own into /var/log/nginx/error.log";
    expect(decisions()).toEqual([`forged 203.0.113.5: ${why}`, `forged 203.0.113.5: ${why}`]);
  });

  it("looks nowhere else: each rule has its own fields", async () => {
    for (const [rule, data] of [
      ["5763", windows("203.0.113.5")],
      ["86601", { srcip: "203.0.113.5" }],
      ["100999", { src_ip: "203.0.113.5" }],
    ] as const)
      expect(await ask(rule, data, WINDOWS)).toMatchObject({ code: 1, said: "" });
    expect(blocked()).toEqual([]);
    const at = "parameters.alert.data";
    expect(decisions()).toEqual([
      `refused -: ${at}.srcip is missing`,
      `refused -: ${at}.src_ip is missing`,
      `refused -: ${at}.srcip is missing`,
    ]);
  });

  it.each([
    [windows(["203.0.113.5"]), "-", "is an array, not an address"],
    [windows({ a: "203.0.113.5" }), "-", "is an object, not an address"],
    [windows(true), "-", "is a literal, not an address"],
    [windows("203.0.113.5, 10.0.0.1"), "203.0.113.5, 10.0.0.1", "is not an address"],
    [windows('x";reboot\u0001'), "x???reboot?u0001", "is not an address"],
  ])("refuses %j by its name, though the next field has an address", async (data, subject, why) => {
    await ask("60122", { ...data, srcip: "203.0.113.5" }, WINDOWS);
    expect(blocked()).toEqual([]);
    expect(decisions()).toEqual([`refused ${subject}: parameters.alert.data.${WIN} ${why}`]);
  });
});
