import { parseStack } from "../../../config/parseStack";

const host = (name: string): Record<string, unknown> => ({
  name,
  host: `${name}.golemtrust.am`,
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa",
});
const stack = {
  ssh: { privateKeyFile: "~/.ssh/id_ed25519" },
  manager: host("wazuh"),
  agents: [host("gitlab")],
  whitelist: {},
  responses: [],
};

function said(more: Record<string, unknown>): string[] {
  const parsed = parseStack({ ...stack, ...more });
  return parsed.ok
    ? []
    : parsed.findings.map(({ path, value, reason }) => `${path}: ${value} ${reason}`);
}

describe("the settings of a rollout", () => {
  it("name agents that exist, and secrets hosts that exist", () => {
    expect(
      said({
        rollout: { canary: "wazuh", skip: ["gitlab", "nobody"], gone: ["left"] },
        secrets: [{ path: "/etc/x", content: "s3cret", hosts: ["wazuh", "other"] }],
      }),
    ).toEqual([
      'rollout.canary: "wazuh" is not the name of such a host',
      'rollout.skip[1]: "nobody" is not the name of such a host',
      'rollout.gone[0]: "left" is not the name of such a host',
      'secrets[0].hosts[1]: "other" is not the name of such a host',
    ]);
  });

  it("cannot ask ports that a bastion hides", () => {
    const { hostKey } = host("b");
    expect(
      said({
        rollout: { offline: "warn" },
        ssh: { ...stack.ssh, proxy: { host: "bastion.golemtrust.am", hostKey } },
      }),
    ).toEqual([
      'rollout.offline: "warn" cannot be checked from here: the bastion (ssh.proxy) is in between',
    ]);
  });

  it("cannot compare the manager's agents in the stack of a location, which knows its own alone", () => {
    const parsed = parseStack({
      ...stack,
      whitelist: undefined,
      stack: { role: "location", managerStack: "org/p/manager" },
      rollout: { coverage: "ask" },
    });
    expect(
      parsed.ok ? [] : parsed.findings.map(({ path, instead }) => `${path}: ${instead}`),
    ).toEqual(["rollout.coverage: write it in the manager's stack"]);
    expect(said({ rollout: { coverage: "ask" } })).toEqual([]);
  });

  it("never print a secret", () => {
    const [first = ""] = said({ secrets: [{ path: "/etc/x", content: 42, hosts: ["wazuh"] }] });
    expect(first).toContain("secrets[0].content: [secret]");
  });

  it("are taken as they are where all is well", () => {
    expect(
      said({ rollout: { canary: "gitlab", offline: "warn", parallel: 2, wait: 300 } }),
    ).toEqual([]);
  });
});
