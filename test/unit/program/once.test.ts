import * as bundle from "../../../policy/bundle/bundle";
import * as lint from "../../../policy/lint/lint";
import * as renderHost from "../../../policy/render/renderHost";
import { leftBy, type StandIn } from "../components/recorded";
import { COMMAND, REPORT, run, type Config } from "../components/runProgram";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const config: Config = {
  ssh: { user: "root", privateKey: "a key" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: ["gitlab", "mail", "web"].map((name, i) => ({
    name,
    host: `10.0.0.${i + 11}`,
    hostKey: KEY,
  })),
  whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale" }] },
  responses: [{ kind: "block-ip", rules: [5763, 5712], timeout: 3600 }],
};
const standIn: StandIn = {
  outputs: (type) => (type === COMMAND ? { stdout: REPORT } : {}),
  answer: (token) => leftBy(token, {}),
};

describe("an up", () => {
  it("checks the policy once, renders each role once, and prints each bundle without its note once and with it once", async () => {
    const checked = jest.spyOn(lint, "lint");
    const rendered = jest.spyOn(renderHost, "renderHost");
    const printed = jest.spyOn(bundle, "printBundle");
    await run(config, standIn);
    expect(checked).toHaveBeenCalledTimes(1);
    expect(rendered.mock.calls.map(([, , host]) => host.role).sort()).toEqual(["agent", "master"]);
    const notes = printed.mock.calls.map(
      ([{ host, rollout }]) => `${host} ${rollout ? "noted" : "bare"}`,
    );
    expect(notes.sort()).toEqual(
      ["gitlab", "mail", "wazuh", "web"].flatMap((host) => [`${host} bare`, `${host} noted`]),
    );
  });
});
