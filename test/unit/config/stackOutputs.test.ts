import { readStackOutputs } from "../../../config/stackOutputs";

const outputs = (address: string): Record<string, unknown> => ({
  policyDigest: "0123456789ab",
  whitelist: [{ address, name: "headscale" }],
  managers: [],
  agents: [],
  servers: [],
});

describe("the outputs of another stack", () => {
  it("are read with their white list", () => {
    expect(readStackOutputs("a/b/hel1", outputs("100.64.0.0/10"))?.whitelist).toEqual([
      { address: "100.64.0.0/10", name: "headscale" },
    ]);
  });

  it("are refused where an entry of the white list is no address", () => {
    expect(() => readStackOutputs("a/b/hel1", outputs("100.64."))).toThrow(
      'stack a/b/hel1: its output "whitelist.0.address" is not as this program writes it ' +
        '("100.64." is not a complete IPv4 address; Wazuh searches for it as text',
    );
  });
});
