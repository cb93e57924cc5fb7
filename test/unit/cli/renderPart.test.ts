import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { printPart } from "../../../cli/verbs/render/printPart";
import { hostOf } from "../../../policy/model/parseFleet";
import { policyOf } from "../../../policy/model/parsePolicy";
import { PART_BEGIN, PART_END } from "../../../policy/render/ossecPart";
import { run } from "./run";

const KEY = Buffer.from("\0\0\0\x0bssh-ed25519\0\0\0\x20".padEnd(51, "k"), "latin1");
const HOSTS = {
  "wazuh-active-response:ssh": { user: "root" },
  "wazuh-active-response:manager": {
    name: "wazuh",
    host: "10.0.0.2",
    hostKey: `ssh-ed25519 ${KEY.toString("base64")}`,
  },
  "wazuh-active-response:agents": [],
  "wazuh-active-response:whitelist": { common: [] },
};

describe("render --part", () => {
  const dir = mkdtempSync(join(tmpdir(), "part-"));
  const stack = (name: string, ...responses: object[]): readonly string[] => {
    const config = { ...HOSTS, "wazuh-active-response:responses": responses };
    writeFileSync(join(dir, `Pulumi.${name}.yaml`), JSON.stringify({ config }));
    return ["render", "--dir", dir, "--stack", name];
  };
  afterAll(() => {
    rmSync(dir, { recursive: true });
  });

  it("prints our part between its comments, and nothing else", async () => {
    expect(await run([...stack("none"), "--part"])).toEqual({
      code: 0,
      stdout: `${PART_BEGIN}
<ossec_config>
  <global>
    <white_list>10.0.0.2</white_list>
  </global>
</ossec_config>
${PART_END}
`,
      stderr: "",
    });
  });

  it("is what --out writes as ossec.conf.part; warnings do not come between", async () => {
    const verb = stack("one", { kind: "block-ip", rules: [5763], timeout: "1h" });
    const { code, stdout, stderr } = await run([...verb, "--part"]);
    const out = join(dir, "rendered");
    await run([...verb, "--out", out]);
    const part = readFileSync(join(out, "wazuh/var/ossec/etc/ossec.conf.part"), "utf8");
    expect([code, stdout]).toEqual([0, `${PART_BEGIN}\n${part}${PART_END}\n`]);
    expect(stderr).toMatch(/^warning: .*\[half-a-brute-force\]\n$/);
  });

  it("prints nothing of a policy that has errors", async () => {
    const bad = stack("bad", { kind: "block-ip", rules: [5763], timeout: "1h", command: "x y" });
    const { code, stdout } = await run([...bad, "--part"]);
    expect([code, stdout]).toEqual([64, ""]);
    const unknown = stack("unknown", { kind: "block-ip", rules: [424_242], timeout: "1h" });
    const ended = await run([...unknown, "--part"]);
    expect([ended.code, ended.stdout]).toEqual([2, ""]);
  });

  it.each([[[]], [["--part", "--out", "x"]]])(
    "refuses %j: one of both is to be named",
    async (more) => {
      expect(await run([...stack("two"), ...more])).toEqual({
        code: 64,
        stdout: "",
        stderr:
          "active-response: write --out FOLDER for every file of every host, or --part; one of them\n",
      });
    },
  );

  it("says so where there is no part, or no manager to have one", () => {
    const said = jest.spyOn(console, "error").mockImplementation();
    const none = policyOf({ whitelist: [], responses: [], rules: [] });
    const wazuh = hostOf({ name: "wazuh", role: "master", address: "192.0.2.1" });
    expect(printPart(none, [wazuh])).toBe(1);
    expect(said.mock.calls).toEqual([
      [
        "this stack has no white list and no responses for a manager, so ossec.conf has no part of ours",
      ],
    ]);
    said.mockRestore();
    const agent = hostOf({ name: "hel-1", role: "agent", address: "192.0.2.2" });
    expect(() => printPart(none, [agent])).toThrow(
      "--part: this stack rolls out no manager; write --stack with the name of the one that does",
    );
  });

  it("has the comments that the installer looks for", () => {
    const file = join(__dirname, "../../../scripts/host/manager/50-ossec.sh");
    const script = readFileSync(file, "utf8");
    expect(/^part_begin='(.*)'$/m.exec(script)?.[1]).toBe(PART_BEGIN);
    expect(/^part_end='(.*)'$/m.exec(script)?.[1]).toBe(PART_END);
  });
});
