import { INTERPRETERS } from "../../interpreters";
import { checkKeys, inTime, message, play, type Message } from "./execd";
import { upHost, type TestHost } from "./host";
import { agentFiles } from "./policy";

/** Takes every block away: out of the kernel, and off the host's own list, from which it would come back. */
const UNBLOCKED =
  'nft "flush set inet wazuh_active_response blocked4"; rm -f active-response/guarded-block-ip.blocks';
const SCRIPTS = ["guarded-block-ip", "custom-unblock", "kill-malicious-process.sh"] as const;
const DATA = { srcip: "203.0.113.5", audit: { exe: "/tmp/xmrig" } };

const NO_MESSAGES: readonly (readonly [string, string])[] = [
  ["an empty line", "\n"],
  ["no JSON", "add - 203.0.113.5\n"],
  ["an unfinished document", `${JSON.stringify(message("add", DATA)).slice(0, -1)}\n`],
  ["text after the document", `${JSON.stringify(message("add", DATA))} {}\n`],
  ["an array", `[${JSON.stringify(message("add", DATA))}]\n`],
  ["no version", `${JSON.stringify({ ...message("add", DATA), version: undefined })}\n`],
  ["a version that is a text", `${JSON.stringify({ ...message("add", DATA), version: "1" })}\n`],
  ["no origin", `${JSON.stringify({ ...message("add", DATA), origin: undefined })}\n`],
  ["no command", `${JSON.stringify({ ...message("add", DATA), command: undefined })}\n`],
  ["no parameters", `${JSON.stringify({ ...message("add", DATA), parameters: undefined })}\n`],
  [
    "parameters that are a list",
    `${JSON.stringify({ ...message("add", DATA), parameters: [] })}\n`,
  ],
  ["a comma too much", `${JSON.stringify(message("add", DATA)).replace(/}$/, ",}")}\n`],
];

describe.each(INTERPRETERS)("with %s", (_name, shell, awk) => {
  let host: TestHost;
  beforeAll(async () => {
    host = await upHost(agentFiles(), awk);
    host.sh("nft -f active-response/guarded-block-ip.nft");
  });
  afterAll(() => {
    host.down();
  });

  describe.each(SCRIPTS)("%s plays by the protocol", (script) => {
    const blocked = (): boolean => host.sh("nft list ruleset").includes("203.0.113.5");
    const endsByItself = script === "guarded-block-ip";

    it("says nothing and does nothing on what is no message", async () => {
      for (const [what, line] of NO_MESSAGES) {
        const played = await play(host, shell, script, Buffer.from(line));
        expect([what, played]).toMatchObject([what, { code: 1, said: "" }]);
      }
      // More than execd can send; on a busy machine its time is over before the shell has read it.
      const huge = message("add", { ...DATA, log: "x".repeat(200_000) });
      const { code, said } = await play(host, shell, script, huge, "continue");
      expect(said).toBe("");
      expect(code).not.toBe(0);
      expect(blocked()).toBe(false);
    });

    it("ends within a second when the peer never says a word", async () => {
      const played = await play(host, shell, script, "");
      expect(played.said).toBe("");
      // The shell of block-ip waits beside awk and ends by itself; the others read, and have to be ended.
      expect(played.signal).toBe(endsByItself ? null : "SIGKILL");
      expect(played.code).toBe(endsByItself ? 1 : null);
      expect(played.ms).toBeLessThan(1000);
      expect(host.log().at(-1)).toContain("wazuh-execd stopped answering; nothing was done");
      // What it had started would hold execd's pipe open; what waits to be reaped holds nothing.
      host.sh(`tries=0; while cat /proc/[0-9]*/stat 2>/dev/null | grep -qE "\\((awk|nft|${script.slice(0, 15)})\\) [^Z]"; do
      [ $((tries += 1)) -lt 1500 ] || exit 1; sleep 0.02; done`);
    });

    it("reads an alert of 60 kB, full of quotes and braces, within a second", async () => {
      const hostile = {
        ...DATA,
        full_log: '"\\{}[]:,\u0001'.repeat(2600),
        deep: JSON.parse("[".repeat(2000) + "]".repeat(2000)) as unknown,
      };
      const add = message("add", hostile);
      const { code, ms } = await inTime(() => play(host, shell, script, add, "continue"));
      host.sh(UNBLOCKED);
      expect(ms).toBeLessThan(1000);
      expect(code).toBe(script === "custom-unblock" ? 3 : 0);
    });

    it("ends by itself while standard input stays open", async () => {
      const add = message("add", DATA);
      const { code, ms } = await inTime(() => play(host, shell, script, add, "continue"));
      host.sh(UNBLOCKED);
      expect(ms).toBeLessThan(1000);
      expect(code).toBe(script === "custom-unblock" ? 3 : 0);
    });
  });

  // Node closes the standard input of what has ended; execd does not, and reads on as long as anybody can still write.
  it("nothing that was started outlives a silent peer and holds execd's pipes", () => {
    const each = `${shell.join(" ")} active-response/bin/$script <&3 3>&- | cat &`;
    const said = host.sh(
      `[ -p /var/silent ] || mkfifo /var/silent; exec 3<>/var/silent
      timeout 5 sh -c 'for script in ${SCRIPTS.join(" ")}; do ${each} done; wait'`,
    );
    expect(said).toBe("");
  });

  describe("block-ip asks execd", () => {
    beforeEach(() => {
      host.sh(UNBLOCKED);
    });
    const blocked = (): boolean => host.sh("nft list ruleset").includes("203.0.113.5");
    const asked = checkKeys("guarded-block-ip", "203.0.113.5");
    const add = message("add", DATA);

    it("does nothing without an answer, within a second", async () => {
      const played = await play(host, shell, "guarded-block-ip", add);
      expect(played).toMatchObject({ code: 1, said: asked });
      expect(played.ms).toBeLessThan(1000);
      expect(blocked()).toBe(false);
      expect(host.log().at(-1)).toContain("wazuh-execd stopped answering; nothing was done");
    });

    it.each([
      ["address", '"srcip":"203.0.113.5"', '"srcip":"198.18.0.1","srcip":"203.0.113.5"'],
      ["data", '"data":', '"data":{"srcip":"198.18.0.1"},"data":'],
      ["command", '"command":', '"command":"add","command":'],
    ])("takes a message that names its %s twice for none", async (_what, once, twice) => {
      const line = JSON.stringify(add).replace(once, twice);
      const played = await play(host, shell, "guarded-block-ip", Buffer.from(`${line}\n`));
      expect(played).toMatchObject({ code: 1, said: "" });
    });

    it.each<[string, string | Message]>([
      ["another command", "add"],
      ["an answer that is no message", { command: "continue" }],
      [
        "continue inside the alert only",
        { ...add, command: "stop", parameters: { command: "continue" } },
      ],
    ])("does nothing on %s", async (_what, reply) => {
      expect(await play(host, shell, "guarded-block-ip", add, reply)).toMatchObject({
        code: 1,
        said: asked,
      });
      expect(blocked()).toBe(false);
    });

    it("understands an answer whose keys come in another order", async () => {
      const reply = {
        parameters: { alert: { command: "abort" } },
        command: "continue",
        origin: {},
        version: 1,
      };
      expect(await play(host, shell, "guarded-block-ip", add, reply)).toMatchObject({
        code: 0,
        said: asked,
      });
      expect(blocked()).toBe(true);
    });

    it("does not run ahead of a peer that sends both lines at once", async () => {
      host.sh(UNBLOCKED);
      const both = `${JSON.stringify(add)}\n${JSON.stringify({ ...add, command: "continue" })}\n`;
      expect(await play(host, shell, "guarded-block-ip", Buffer.from(both))).toMatchObject({
        code: 0,
        said: asked,
      });
      expect(blocked()).toBe(true);
    });
  });
});
