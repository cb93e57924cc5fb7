import { parseStack } from "../../../config/parseStack";

const host = {
  name: "wazuh",
  host: "10.0.0.2",
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa",
};
const print = Array.from({ length: 32 }, () => "AB").join(":");

function said(api: object): string[] {
  const parsed = parseStack({
    ssh: {},
    manager: host,
    agents: [],
    whitelist: {},
    responses: [],
    api,
  });
  return parsed.ok
    ? []
    : parsed.findings.map(
        ({ path, value, reason, instead }) => `${path}: ${value} ${reason}; ${instead}`,
      );
}

describe("the API of the stack", () => {
  const url = "https://10.0.0.2:55000";

  test("is trusted in exactly one way", () => {
    expect(said({ url, certificate: print })).toEqual([]);
    expect(said({ url, caFile: "ca.pem" })).toEqual([]);
    expect(said({ url })).toEqual([
      `api: ${url} says neither which certificate the API shows nor who signed it; a password would go to whoever answers; write either certificate (its SHA-256 fingerprint) or caFile, not both`,
    ]);
    expect(said({ url, certificate: print, caFile: "ca.pem" })).toEqual([
      `api: ${url} gives two ways to trust the certificate; write either certificate (its SHA-256 fingerprint) or caFile, not both`,
    ]);
  });

  test.each([
    ["no TLS", "http://10.0.0.2:55000"],
    ["a password in the address", "https://wazuh:secret@10.0.0.2:55000"],
    ["a path", "https://10.0.0.2:55000/x"],
  ])("refuses %s", (_, wrong) => {
    expect(said({ url: wrong, certificate: print })).toHaveLength(1);
  });

  test("a password of the wrong type is not printed", () => {
    const [finding] = said({ url, certificate: print, password: 4711 });
    expect(finding).toContain("api.password: [secret]");
  });
});
