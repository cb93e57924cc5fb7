import type { HostCheck } from "../../../cli/checkHosts";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { run } from "../../unit/cli/run";
import { rollOut, stackFolder } from "./fleet";

describe("a fleet on its second day", () => {
  let lab: Lab;
  let dir: string;

  beforeAll(async () => {
    lab = await upLab({
      attacker: false,
      agents: [
        { name: "hel-1", location: "hel1" },
        { name: "by-hand", location: "nbg1" },
      ],
    });
    const { whitelist, ...config } = stackConfigOf(lab);
    dir = stackFolder({
      ...config,
      agents: config.agents.filter(({ name }) => name === "hel-1"),
      whitelist: {
        ...whitelist,
        past: [{ address: "192.0.2.200", name: "pentest", expires: "2020-01-31" }],
      },
    });
    for (const [host, { code, stderr }] of await rollOut(dir))
      if (code !== 0) throw new Error(`${host}: ${stderr}`);
  }, 90_000);
  afterAll(async () => {
    await lab.down();
  });

  it("check names the agent that no stack holds, and the entry that is past its date", async () => {
    const { code, stdout, stderr } = await run(["check", "--dir", dir, "--json"]);
    const [wazuh, hel, other] = JSON.parse(stdout) as HostCheck[];
    expect([code, wazuh, hel]).toEqual([
      2,
      {
        host: "wazuh",
        role: "master",
        state: "drift",
        drift: [
          {
            what: "expired",
            detail:
              "pentest (192.0.2.200) is on the white list although it expired on 2020-01-31; take whitelist.past[0] out of the stack and run pulumi up",
          },
        ],
      },
      { host: "hel-1", role: "agent", state: "clean", drift: [] },
    ]);
    expect(other).toMatchObject({ host: "by-hand", state: "blank" });
    expect(stderr).toContain("coverage: 1 of 2 enrolled agents have every response\n");
    const status = await run(["status", "--dir", dir, "--no-drift"]);
    expect(status.stdout).toMatch(
      /1 left blank: by-hand \(00\d, in no stack: nothing runs for kill-malicious-process\)/,
    );
  });
});
