import { join } from "node:path";

import type { StackInput } from "../../../policy/model/stack";
import type { Deployment } from "../../../lab/demo/deployment";
import { stackConfigOf } from "../../../lab/demo/stackConfigOf";
import { deployment } from "../../../lab/deploy";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import { certificateFor } from "../../../lab/services/certificate";
import { Dashboards } from "../../../lab/services/dashboards";
import { Graylog } from "../../../lab/services/graylog";
import { upAlone } from "../upAlone";
import { gatewayOf } from "./onManager";

const CA = "/etc/stand-in-ca.pem";
const PASSWORD = "open sesame";
const TOKEN = "1abc2def";

/** The engine, the provider, SSH and the hosts of a lab; the two services are stand-ins. */
describe("a stack with a dashboard and Graylog", () => {
  let lab: Lab;
  let stack: Deployment;
  let dashboards: Dashboards;
  let graylog: Graylog;
  const config = (change: Partial<StackInput> = {}): StackInput =>
    stackConfigOf(lab, {
      dashboard: { url: dashboards.url, user: "kibana", password: PASSWORD, caFile: CA },
      graylog: { ...watch(20), productionAddresses: ["203.0.113.10"] },
      ...change,
    });
  const watch = (count: number): NonNullable<StackInput["graylog"]> => ({
    url: graylog.url,
    token: TOKEN,
    caFile: CA,
    manyBlocks: { count, within: "10m" },
    events: [],
  });
  const asked = (): string[] => [...dashboards.server.asked(), ...graylog.server.asked()];

  beforeAll(async () => {
    lab = await upLab({
      agents: [{ name: "hel-1", location: "hel1" }],
      attacker: false,
      daemons: "managers",
    });
    const host = gatewayOf(lab.master);
    const tls = await certificateFor(lab.dir, host);
    await lab.master.run(`cat >${CA}`, { input: tls.cert });
    dashboards = await Dashboards.start({
      host,
      credentials: `kibana:${PASSWORD}`,
      tenants: ["global"],
      indexPatterns: ["wazuh-alerts-*"],
      tls,
    });
    graylog = await Graylog.start({ host, version: "7.0.0", token: TOKEN, tls });
    stack = await deployment(join(lab.dir, "stack"), config(), { say: () => undefined });
  }, 180_000);
  afterAll(async () => {
    await Promise.all([dashboards.server.stop(), graylog.server.stop()]);
    await lab.down();
  });

  it("stops at a wrong password, in plain words and with nothing changed", async () => {
    const { dashboard } = config();
    if (!dashboard) throw new Error("no dashboard");
    const failure = await upAlone(
      join(lab.dir, "stack"),
      config({ dashboard: { ...dashboard, password: "wrong words" } }),
    );
    expect(failure).toContain(
      `${dashboards.url} refused the credentials (HTTP 401); set dashboard.user and dashboard.password; nothing was changed`,
    );
    expect(failure).not.toMatch(/wrong words|open sesame|1abc2def/);
    expect(dashboards.keys("global")).toEqual([]);
  }, 180_000);

  it("creates what is missing, and the secrets are in no readable part of the state", async () => {
    await stack.configure(config());
    const { outputs } = await stack.up();
    expect(dashboards.keys("global")).toHaveLength(8);
    expect(graylog.titles("event_definitions")).toHaveLength(2);
    expect(outputs["dashboard"]).toMatchObject({ service: "dashboard", warnings: [] });
    expect(outputs["graylog"]).toMatchObject({ service: "graylog", version: "7.0" });
    expect(JSON.stringify(await stack.storedState())).not.toMatch(/open sesame|1abc2def/);
    const file = await lab.master.run("stat -c '%U:%G %a' /var/lib/wazuh-active-response/*.curl");
    expect(file.stdout).toBe("root:root 600\nroot:root 600\n");
  }, 180_000);

  it("asks nobody anything where nothing changed", async () => {
    asked();
    const sessions = await lab.master.sshConnections();
    const { changes } = await stack.up();
    expect(changes).toEqual([]);
    expect(asked()).toEqual([]);
    expect(await lab.master.sshConnections()).toBe(sessions);
  }, 180_000);

  it("previews a change by its line, and updates that one service", async () => {
    const { productionAddresses = [] } = config().graylog ?? {};
    await stack.configure(config({ graylog: { ...watch(5), productionAddresses } }));
    asked();
    const { changed, diff } = await stack.preview();
    expect(asked()).toEqual([]);
    expect(changed).toMatch(/20 => 5/);
    expect(diff).not.toMatch(/open sesame|1abc2def/);
    const { changes } = await stack.up();
    expect(changes.map(({ name }) => name)).toEqual(["graylog-apply"]);
    expect(dashboards.server.asked()).toEqual([]);
    expect(JSON.stringify([...graylog.event_definitions.values()])).toContain('"value":5');
  }, 180_000);

  it("deletes what is no longer wanted, and at destroy exactly its own", async () => {
    const id = graylog.hold("streams", "Of somebody", "");
    await stack.configure(config({ dashboard: undefined, graylog: watch(5) }));
    await stack.up();
    expect(dashboards.keys("global")).toEqual([]);
    expect(graylog.titles("event_definitions")).toEqual(["Active response: many blocks"]);
    await stack.destroy();
    expect([...graylog.streams.keys()]).toEqual([id]);
    expect(graylog.titles("event_definitions")).toEqual([]);
    const left = await lab.master.run("ls /var/lib/wazuh-active-response");
    expect(left.code).not.toBe(0);
  }, 180_000);
});
