import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { askCoverage } from "../../../cli/coverage";
import { parseStack } from "../../../config/parseStack";
import type { StackInput } from "../../../config/schema";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import type { Deployment } from "../../../lab/demo/deployment";
import { deployment } from "../../../lab/deploy";
import { breakHost } from "../../../lab/faults";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { upAlone } from "../upAlone";

const ROOT = join(__dirname, "../../..");
const VERSIONS = { hcloud: "1.41.0", tls: "5.6.1" };

interface Asked {
  readonly what: string;
  readonly type: string;
  readonly inputs: Record<string, unknown>;
}

describe("a server that the program makes, on the real engine, with stand-ins of hcloud and tls", () => {
  let lab: Lab;
  let dir: string;

  beforeAll(async () => {
    lab = await upLab({
      agents: [
        { name: "hel-1", location: "hel1" },
        { name: "nbg-1", location: "nbg1" },
      ],
      attacker: false,
    });
    dir = join(lab.dir, "hetzner");
    const made = lab.host("nbg-1");
    mkdirSync(dir);
    writeFileSync(
      join(dir, "facts.json"),
      JSON.stringify({ ipv4Address: made.address, hostKey: made.hostKey }),
    );
    for (const [name, version] of Object.entries(VERSIONS)) {
      const place = join(dir, "home/plugins", `resource-${name}-v${version}`);
      mkdirSync(place, { recursive: true });
      const program = join(place, `pulumi-resource-${name}`);
      writeFileSync(
        program,
        `#!/bin/sh\nexec "${ROOT}/node_modules/.bin/tsx" "${__dirname}/cloud.ts" "${dir}/facts.json" "${dir}/asked" ${version}\n`,
      );
      chmodSync(program, 0o755);
    }
    // cloud-init is done at once on a host of the lab, which has none.
    await made.run(
      "printf '#!/bin/sh\\necho \"$*\" >>/var/log/cloud-init-asked\\n' >/usr/local/bin/cloud-init && chmod 755 /usr/local/bin/cloud-init",
    );
  }, 60_000);
  afterAll(() => lab.down());

  let stack: Deployment;
  const hetznerOf = (
    servers: NonNullable<StackInput["hetzner"]>["servers"],
  ): NonNullable<StackInput["hetzner"]> => ({
    enrolmentPassword: "open sesame",
    tailnet: true,
    servers,
  });
  const NEW = {
    ...{ kind: "create" as const, name: "nbg-1", type: "cx23", location: "nbg1" },
    sshKeys: ["ops"],
  };
  const configOf = (hetzner: StackInput["hetzner"]): StackInput => {
    const whole = stackConfigOf(lab, {
      responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
    });
    return {
      ...whole,
      agents: whole.agents.filter(({ name }) => name !== "nbg-1"),
      ...(hetzner && { hetzner }),
    };
  };

  const asked = (): Asked[] =>
    readFileSync(join(dir, "asked"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Asked);

  it("previews what can be known, verifies the first connection, and is stable afterwards", async () => {
    const made = lab.host("nbg-1");
    const hetzner = hetznerOf([NEW]);
    const config = configOf(hetzner);
    stack = await deployment(dir, config, { say: () => undefined });

    const before = await stack.preview();
    expect(before.diagnostics.map(({ severity, text }) => `${severity}: ${text}`)).toContain(
      "warning: the addresses of nbg-1 are not known before the servers exist: this preview shows everything but them; " +
        "up puts them on the white list of every host",
    );
    expect(before.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(before.diff).toContain("/var/ossec/active-response/block-ip.nft");
    expect(before.diff).not.toContain(made.address);

    const { outputs } = await stack.up();
    expect(outputs["servers"]).toEqual([
      { name: "nbg-1", host: made.address, hostKey: made.hostKey, location: "nbg1" },
    ]);
    const creates = asked().filter(({ what }) => what === "create");
    expect(creates.map(({ type }) => type).sort()).toEqual([
      "hcloud:index/firewall:Firewall",
      "hcloud:index/server:Server",
      "tls:index/privateKey:PrivateKey",
    ]);
    const server = creates.find(({ type }) => type === "hcloud:index/server:Server");
    expect(server?.inputs["firewallIds"]).toEqual([7]);
    expect(server?.inputs["userData"]).toContain("version='4.14.7'");
    expect(await made.read("/var/log/cloud-init-asked")).toBe("status --wait\n");
    for (const host of lab.agents) {
      expect(await host.read("/var/ossec/active-response/block-ip.nft")).toContain(made.address);
    }
    // As the state lies in the backend (its history repeats the configuration, in which this test's password is plain).
    const stacks = join(dir, "state/.pulumi/stacks");
    const holding = (text: string): string =>
      spawnSync("grep", ["-rlF", text, stacks], { encoding: "utf8" }).stdout;
    expect(holding("open sesame")).toBe("");
    expect(holding("nbg-1-server")).not.toBe("");

    // Another password changes the user data, which only a first boot reads: nothing may happen to the server.
    await stack.configure({ ...config, hetzner: { ...hetzner, enrolmentPassword: "another" } });
    expect((await stack.preview()).changes).toEqual([]);
  }, 180_000);

  it("refuses to take a protected server away, and takes one away without a connection to it", async () => {
    const made = lab.host("nbg-1");
    const deleted = (): string[] =>
      asked()
        .filter(({ what }) => what === "delete")
        .map(({ type }) => type)
        .sort();
    const listsIt = async (name: string, path: string): Promise<boolean> =>
      (await lab.host(name).read(path)).includes(made.address);
    const CONF = "/var/ossec/etc/ossec.conf";
    const LIST = "/var/ossec/active-response/block-ip.nft";
    expect([await listsIt("wazuh", CONF), await listsIt("hel-1", LIST)]).toEqual([true, true]);

    const without = configOf(undefined);
    expect(await upAlone(dir, without)).toContain("protect");
    expect(deleted()).toEqual([]);

    await stack.configure(configOf(hetznerOf([{ ...NEW, protect: false }])));
    await stack.up();
    const told = asked()
      .filter(({ type }) => type === "hcloud:index/server:Server")
      .at(-1);
    expect([told?.what, told?.inputs["deleteProtection"]]).toEqual(["update", false]);

    // From now on nothing of it answers: a connection would cost ten seconds, twice, and fail.
    await breakHost(made, "swallows");
    const sessions = await made.sshConnections();
    await stack.configure(without);
    const { outputs, changes } = await stack.up();
    expect(deleted()).toEqual([
      "hcloud:index/firewall:Firewall",
      "hcloud:index/server:Server",
      "tls:index/privateKey:PrivateKey",
    ]);
    expect(outputs["servers"]).toEqual([]);
    expect(changes.filter(({ name }) => name === "nbg-1-apply").map(({ op }) => op)).toEqual([
      "delete",
    ]);
    expect(await made.sshConnections()).toBe(sessions);
    expect([await listsIt("wazuh", CONF), await listsIt("hel-1", LIST)]).toEqual([false, false]);

    // Its enrolment is the manager's own business; check says that it is left over.
    const parsed = parseStack(without);
    if (!parsed.ok) throw new Error("the configuration is refused");
    const coverage = await askCoverage({ ...parsed, dir, name: "lab" }, () => undefined);
    expect(coverage?.gaps.map(({ agent }) => agent)).toEqual(["nbg-1"]);
  }, 180_000);
});
