import { parseStack } from "../../../config/parseStack";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const OTHER = KEY.replace("vAa", "vAb");
const base = {
  ssh: {},
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.11", hostKey: KEY }],
  whitelist: {},
  responses: [],
};
const create = {
  kind: "create",
  name: "runner-1",
  type: "cx23",
  location: "hel1",
  sshKeys: ["ops"],
};

/** `path: value reason; instead` of everything that is wrong. */
function problems(more: object): string[] {
  const stack = parseStack({ ...base, ...more });
  if (stack.ok) return [];
  return stack.findings.map(
    ({ path, value, reason, instead }) => `${path}: ${value} ${reason}; ${instead}`,
  );
}

describe("hetzner", () => {
  it("puts servers among the agents, their address not known yet", () => {
    const stack = parseStack({
      ...base,
      hetzner: {
        servers: [create, { kind: "existing", name: "web", hostKey: KEY }],
        tailnet: true,
      },
    });
    if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
    expect(stack.fleet.agents.map(({ name, address }) => [name, address])).toEqual([
      ["gitlab", "10.0.0.11"],
      ["runner-1", "(known once the server exists)"],
      ["web", "(known once the server exists)"],
    ]);
    expect(stack.servers.map(({ name }) => name)).toEqual(["runner-1", "web"]);
    expect(stack.input.agents.map(({ name }) => name)).toEqual(["gitlab"]);
  });

  it("takes a server that the last rollout left in the outputs for a plain host", () => {
    const known = new Map([
      ["runner-1", { name: "runner-1", host: "203.0.113.5", hostKey: KEY, location: "hel1" }],
    ]);
    const stack = parseStack({ ...base, hetzner: { servers: [create], tailnet: true } }, known);
    if (!stack.ok) throw new Error(JSON.stringify(stack.findings));
    expect(stack.servers).toEqual([]);
    expect(stack.input.agents.map(({ name, host }) => [name, host])).toEqual([
      ["gitlab", "10.0.0.11"],
      ["runner-1", "203.0.113.5"],
    ]);
    expect(stack.policy.whitelist.map(({ address }) => address)).toContain("203.0.113.5");
  });

  it("pins a rebuilt server by the key of the file, not by the one that the last rollout left", () => {
    const known = new Map([["web", { name: "web", host: "203.0.113.6", hostKey: KEY }]]);
    const server = { kind: "existing", name: "web", hostKey: OTHER };
    const stack = parseStack({ ...base, hetzner: { servers: [server] } }, known);
    expect(stack.ok && stack.input.agents.at(-1)).toEqual({
      name: "web",
      host: "203.0.113.6",
      hostKey: OTHER,
    });
  });

  it("refuses, all at once, what would lock out, open up or confuse", () => {
    expect(
      problems({
        hetzner: {
          sshFrom: ["bastion.golemtrust.am", "0.0.0.0/0"],
          servers: [
            { ...create, name: "gitlab" },
            { ...create, reach: "private" },
            { kind: "existing", name: "web", server: "web", selector: "a=b", hostKey: KEY },
          ],
        },
      }),
    ).toEqual([
      'hetzner.servers[0].name: "gitlab" is the name of another host; give each its own name',
      'hetzner.servers[1].reach: "private" needs a private network; give networkId too',
      'hetzner.servers[2]: "web" is looked up by name and by selector; give one of the two',
      'hetzner.sshFrom[0]: "bastion.golemtrust.am" is not a valid address or network; write a.b.c.d or a.b.c.d/nn',
      'hetzner.sshFrom[1]: "0.0.0.0/0" opens SSH to everyone; write the bastion\'s address',
    ]);
  });

  it("refuses new servers that nobody could reach", () => {
    expect(problems({ hetzner: { servers: [create] } })).toEqual([
      "hetzner.sshFrom: [] lets nobody reach the new servers; " +
        "write the bastion's address, give ssh.proxy.host as an address, reach them in private, or set tailnet: true",
    ]);
  });

  it("never prints the enrolment password", () => {
    const found = problems({ hetzner: { servers: [], enrolmentPassword: "two\nlines" } });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^hetzner\.enrolmentPassword: \[secret\] /);
  });
});

describe("stack", () => {
  const managerStack = "golemtrust/wazuh-active-response/prod-manager";

  it("wants a white list, but for a location, which must not have one", () => {
    expect(problems({ whitelist: undefined })).toEqual([
      "whitelist: (not given) is needed in this stack; write the white list",
    ]);
    const location = { stack: { role: "location", managerStack } };
    expect(problems({ whitelist: undefined, ...location })).toEqual([]);
    expect(
      problems({ whitelist: { hel1: [{ address: "10.0.0.1", name: "a" }] }, ...location }),
    ).toEqual([
      'whitelist: ["hel1"] would be a second white list; a location has the one of the manager\'s stack; move the entries there and leave the key out here',
    ]);
  });

  it("wants no agents beside a manager whose agents have stacks of their own", () => {
    expect(problems({ stack: { role: "manager", locations: {} } })).toEqual([
      'agents: ["gitlab"] are agents in the manager\'s stack; move them to the stack of their location',
    ]);
  });
});
