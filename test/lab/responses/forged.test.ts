import { INTERPRETERS } from "../../interpreters";
import { checkKeys, message, play } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

const VICTIM = "198.51.100.23";
const HEAD = "Nov 30 10:00:00 gitlab sshd[9]: ";
const BANNER = `error: kex_exchange_identification: client sent invalid protocol identifier "Failed password exceeded for alice from ${VICTIM} port 22 "`;

/** What the real analysisd puts into an alert of such a line (test/unit/provenance/verdicts.tsv). */
function alert(log: string, location = "/var/log/auth.log"): object {
  return { full_log: HEAD + log, predecoder: { program_name: "sshd" }, location };
}

describe.each(INTERPRETERS)(
  "a log line that does not prove its address, with %s",
  (_name, shell, awk) => {
    let host: TestHost;
    beforeAll(async () => {
      host = await upHost(agentFiles(), awk);
      host.sh(
        "nft -f active-response/guarded-block-ip.nft; useradd alice; echo alice:x | chpasswd",
      );
    });
    afterAll(() => {
      host.down();
    });
    const said = (): string[] =>
      host.log().flatMap((line) => {
        const got = /"decision":"([^"]*)","subject":"([^"]*)","why":"([^"]*)"/.exec(line);
        return got ? [`${got[1]} ${got[2]}: ${got[3]}`] : [];
      });
    const blocked = (): boolean =>
      host.sh("nft list set inet wazuh_active_response blocked4").includes(VICTIM);

    it.each([
      [
        "a user name with an address in it",
        alert(`Invalid user x from ${VICTIM} y from 203.0.113.66 port 4022`),
        `the log line of sshd does not prove ${VICTIM}, what the daemon wrote says 203.0.113.66`,
      ],
      [
        "a line in the place of the SSH banner",
        alert(BANNER),
        `the log line of sshd does not prove ${VICTIM}`,
      ],
      [
        "a perfect line of sshd from a file of nginx",
        alert(`Failed password for alice from ${VICTIM} port 22 ssh2`, "/var/log/nginx/error.log"),
        "sshd does not log to /var/log/nginx/error.log",
      ],
      ["no line at all, of a rule", {}, `the message holds no log line that proves ${VICTIM}`],
      [
        "a line end in the line",
        alert(`Failed password for alice from ${VICTIM} port 22 ssh2\nx`),
        "the log line of sshd holds control characters",
      ],
    ])("blocks nobody: %s", async (_what, line, why) => {
      const add = message("add", { srcip: VICTIM, dstuser: "alice" }, "5763", line);
      expect(await play(host, shell, "guarded-block-ip", add, "continue")).toMatchObject({
        code: 0,
        said: "",
      });
      expect(said()).toEqual([`forged ${VICTIM}: ${why}`]);
      expect(blocked()).toBe(false);
    });

    it("locks no account that the line does not name, and none by a line of another address", async () => {
      for (const line of [
        alert(BANNER),
        alert(`Failed password for bob from ${VICTIM} port 22 ssh2`),
        alert("Failed password for alice from 203.0.113.66 port 22 ssh2"),
      ]) {
        const add = message("add", { srcip: VICTIM, dstuser: "alice" }, "5763", line);
        expect(await play(host, shell, "guarded-disable-account", add, "continue")).toMatchObject({
          code: 0,
          said: "",
        });
        expect(host.sh("passwd -S alice")).toMatch(/^alice P/);
        expect(said().map((one) => one.split(":")[0])).toEqual(["forged alice"]);
      }
    });

    it("blocks the true peer of an honest line, of a socket's own program too, by either time stamp", async () => {
      const forms = [
        ["sshd-session", "2026-11-30T10:00:00.123456+01:00 gitlab sshd-session[9]: "],
        ["sshd", "Nov 30 10:00:00 gitlab sshd[9]: "],
      ] as const;
      for (const [program, head] of forms) {
        host.sh("nft flush set inet wazuh_active_response blocked4");
        const line = {
          full_log: `${head}Invalid user  from ${VICTIM} port 4022`,
          predecoder: { program_name: program },
          location: "journald",
        };
        const add = message("add", { srcip: VICTIM }, "5712", line);
        expect(await play(host, shell, "guarded-block-ip", add, "continue")).toMatchObject({
          code: 0,
          said: checkKeys("guarded-block-ip", VICTIM),
        });
        expect(blocked()).toBe(true);
      }
      host.log();
    });

    it("lifts a block whatever the line says, and obeys an operator, whose message has no rule", async () => {
      host.sh(`nft add element inet wazuh_active_response blocked4 "{ ${VICTIM} timeout 1s }"`);
      const lift = message("delete", { srcip: VICTIM }, "5763", alert(BANNER));
      expect(await play(host, shell, "guarded-block-ip", lift)).toMatchObject({ code: 0 });
      expect(blocked()).toBe(false);
      const { parameters, ...rest } = message("add", { srcip: VICTIM }, "5763", {});
      const byHand = {
        ...rest,
        parameters: { ...(parameters as object), alert: { data: { srcip: VICTIM } } },
      };
      expect(await play(host, shell, "guarded-block-ip", byHand, "continue")).toMatchObject({
        code: 0,
      });
      expect(blocked()).toBe(true);
    });
  },
);
