import { logged } from "./logged";
import { isSecret, bare, type StandIn } from "./recorded";
import { COMMAND, commands, REPORT, run, type Config } from "./runProgram";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0NQ6Rh2SgLMsvYjlp3gUFe2vD7vJ0n9ccJcEZqDvAa";
const config: Config = {
  ssh: { user: "root", privateKey: "a key" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.11", hostKey: KEY }],
  whitelist: { common: [{ address: "100.64.0.0/10", name: "headscale" }] },
  responses: [{ kind: "block-ip", rules: [5763, 5712], timeout: 3600 }],
};
const services: Config = {
  dashboard: { url: "https://127.0.0.1", user: "kibana", password: "open sesame" },
  graylog: {
    url: "https://graylog.golemtrust.am",
    token: "1abc2def",
    productionAddresses: ["2001:db8:0::1"],
  },
  logs: { decisionRule: 100090 },
};
const OURS = ["dashboard-apply", "dashboard-login-secret", "graylog-apply", "graylog-login-secret"];
const said = { service: "dashboard", done: ["created x"], warnings: [] };

const hosts: StandIn = {
  outputs: (type, name) =>
    type === COMMAND
      ? { stdout: /^(?:dashboard|graylog)-apply$/.test(name) ? JSON.stringify(said) : REPORT }
      : {},
};

describe("the services of a stack", () => {
  let heard: string[];
  beforeEach(() => {
    heard = logged();
  });
  afterEach(() => jest.restoreAllMocks());
  const warned = (): string[] => heard.filter((line) => line.startsWith("warn"));

  it("are there only where they are configured", async () => {
    const { recording } = await run(config, hosts);
    expect(commands(recording).filter((name) => OURS.includes(name))).toEqual([]);
    expect(warned()).toEqual([]);
  });

  it("are left out of a preview where only the owner can give a value", async () => {
    const fill = {
      ...services,
      graylog: { ...(services["graylog"] as object), token: "FILL-IN: a token" },
    };
    const { recording } = await run({ ...config, ...fill }, hosts, true);
    const made = commands(recording).filter((name) => OURS.includes(name));
    expect(made.sort()).toEqual(["dashboard-apply", "dashboard-login-secret"]);
    expect(warned()).toEqual([
      "warn: graylog.token: FILL-IN is a placeholder for a value that only you can give; preview goes on without it, up refuses; write a token [fill-in]",
    ]);
  });

  it("are two commands each: what is secret, and what preview may show", async () => {
    const { recording, outputs } = await run({ ...config, ...services }, hosts);
    expect(
      commands(recording)
        .filter((name) => OURS.includes(name))
        .sort(),
    ).toEqual(OURS);
    const made = new Map(recording.resources.map((one) => [one.name, one.inputs]));
    for (const service of ["dashboard", "graylog"]) {
      expect(isSecret(made.get(`${service}-login-secret`)?.["stdin"])).toBe(true);
      const apply = made.get(`${service}-apply`);
      expect(isSecret(apply?.["stdin"])).toBe(false);
      expect(JSON.stringify({ ...apply, connection: undefined })).not.toMatch(/sesame|1abc2def/);
    }
    const login = bare(made.get("graylog-login-secret")?.["stdin"]) as string;
    expect(JSON.parse(login)).toMatchObject({
      files: {
        "/var/lib/wazuh-active-response/graylog.curl": { content: 'user = "1abc2def:token"\n' },
      },
    });
    const document = made.get("graylog-apply")?.["stdin"] as string;
    expect(document).toContain('data_srcip:(\\"2001:db8::1\\")');
    expect(document).toContain("|100090)$");
    expect(outputs["dashboard"]).toEqual(said);
  });

  it("are not forgotten because their key is misspelt: the program stops", async () => {
    const { dashboard } = services as { dashboard: unknown };
    await expect(run({ ...config, dashbord: dashboard }, hosts, true)).rejects.toThrow(
      "dashbord: (given) is not a configuration key; remove it, or fix the spelling",
    );
  });
});
