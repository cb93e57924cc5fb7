import { parseAgentList } from "../../../ssh/agentList";
import { apiAccess } from "../../../cli/lib/manager/apiAccess";
import { findAgents, idsOf } from "../../../cli/lib/manager/findAgents";

const KNOWN = [
  { id: "001", name: "hel-1", status: "active" },
  { id: "002", name: "hel-2", status: "disconnected" },
  { id: "003", name: "hel-2", status: "active" },
  { id: "004", name: "elsewhere", status: "active" },
];
const host = (name: string) => ({
  name,
  host: "10.0.0.1",
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa",
});
const STACK = ["hel-1", "hel-2"].map(host);

describe("agents that are named", () => {
  test("by name or id, each once", () => {
    const found = findAgents(["hel-1", "001", "003"], KNOWN, STACK);
    expect(idsOf(found)).toEqual(["001", "003"]);
  });

  test.each([
    [
      ["hel"],
      /^agent "hel" is not known to the manager; write the name or id of one of its agents: hel-1 \(001\), /,
    ],
    [
      ["hel-2"],
      /^agent "hel-2" is registered 2 times; write the id, one of 002 \(disconnected\), 003 \(active\)$/,
    ],
    [
      ["elsewhere"],
      /^agent "elsewhere" is on the manager, but not in this stack; name its stack with --stack/,
    ],
    [["hel-1", "*"], /^agent "\*" is not known/],
  ])("%j is refused", (named, message) => {
    expect(() => findAgents(named, KNOWN, STACK)).toThrow(message);
  });

  test("nobody named is nobody meant", () => {
    expect(() => idsOf(findAgents([], KNOWN, STACK))).toThrow("no agent was named");
  });
});

describe("agent_control -l", () => {
  test("each agent with its state, without the manager", () => {
    const text = `
Wazuh agent_control. List of available agents:
   ID: 000, Name: wazuh (server), IP: 127.0.0.1, Active/Local
   ID: 001, Name: hel-1, IP: any, Active
   ID: 012, Name: nbg 2, IP: 10.0.0.2, Never connected
   ID: 013, Name: nbg-3, IP: any, Disconnected

List of agentless devices:
`;
    expect(parseAgentList(text)).toEqual([
      { id: "001", name: "hel-1", ip: "any", status: "active" },
      { id: "012", name: "nbg 2", ip: "10.0.0.2", status: "never_connected" },
      { id: "013", name: "nbg-3", ip: "any", status: "disconnected" },
    ]);
  });
});

describe("how the API is reached", () => {
  const api = { url: "https://10.0.0.2:55000", certificate: "AB" };

  test("credentials of the stack count before those of the environment", () => {
    const environment = { WAZUH_API_USER: "env", WAZUH_API_PASSWORD: "env secret" };
    expect(apiAccess({ ...api, user: "u", password: "s" }, environment)).toEqual({
      url: api.url,
      trust: { certificate: "AB" },
      credentials: { user: "u", password: "s" },
    });
    expect(apiAccess(api, environment)).toMatchObject({
      credentials: { user: "env", password: "env secret" },
    });
  });

  test("not while its certificate is still to be given", () => {
    const unfilled = { ...api, certificate: "FILL-IN: the fingerprint" };
    expect(apiAccess(unfilled, {})).toEqual({ missing: "api.certificate is not filled in yet" });
  });

  test("what is missing is said, with both places", () => {
    expect(apiAccess(undefined, {})).toEqual({
      missing: "the stack has no key api (url, certificate, user)",
    });
    expect(apiAccess({ ...api, user: "u" }, {})).toEqual({
      missing: "no password for the API; set api.password in the stack, or WAZUH_API_PASSWORD",
    });
  });
});
