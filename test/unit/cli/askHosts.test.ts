import { hostsOfStack } from "../../../cli/lib/askHosts";
import type { StackInput } from "../../../policy/model/stack";

const host = (name: string) => ({ name, host: "10.0.0.1", hostKey: "ssh-ed25519 AAAA" });
const input: StackInput = {
  ssh: {},
  manager: host("wazuh"),
  workers: [host("w1")],
  agents: [host("hel-1"), host("hel-2")],
  whitelist: {},
  responses: [],
};

describe("the hosts that a verb asks", () => {
  it("are all of the stack, managers first, but for agents that are gone", () => {
    const names = (stack: StackInput): string[] =>
      hostsOfStack({ input: stack }).map(({ name }) => name);
    expect(names(input)).toEqual(["wazuh", "w1", "hel-1", "hel-2"]);
    expect(names({ ...input, rollout: { gone: ["hel-1"] } })).toEqual(["wazuh", "w1", "hel-2"]);
  });
});
