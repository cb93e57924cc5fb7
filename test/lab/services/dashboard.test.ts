import { Dashboards, type DashboardsOptions } from "../../../lab/services/dashboards";
import { certificateFor } from "../../../lab/services/certificate";
import { upLab } from "../../../lab/lab";
import type { Lab } from "../../../lab/labTypes";
import {
  renderDashboard,
  type DashboardSettings,
} from "../../../policy/services/dashboard/renderDashboard";
import { printService, serviceCommand } from "../../../policy/services/document";
import { gatewayOf, login, runService } from "./onManager";

const CA = "/etc/stand-in-ca.pem";
const KEYS = [
  "dashboard/wazuh-active-response",
  "search/wazuh-active-response-events",
  "visualization/wazuh-active-response-by-agent",
  "visualization/wazuh-active-response-by-cause",
  "visualization/wazuh-active-response-over-time",
  "visualization/wazuh-active-response-spared",
  "visualization/wazuh-active-response-top-addresses",
  "visualization/wazuh-active-response-without-blocks",
];

/** The real script, curl and TLS on a host of the lab, against a stand-in of the saved-objects API. */
describe("the dashboard's objects, from the manager's host", () => {
  let lab: Lab;
  let options: DashboardsOptions;
  let service: Dashboards;
  const document = (settings: Partial<DashboardSettings> = {}) =>
    renderDashboard({ url: service.url, caFile: CA, tenant: "soc", ...settings });

  beforeAll(async () => {
    lab = await upLab({ agents: [], attacker: false, daemons: false, sudoUser: true });
    const host = gatewayOf(lab.master);
    const tls = await certificateFor(lab.dir, host);
    await lab.master.run(`cat >${CA}`, { input: tls.cert });
    options = {
      host,
      credentials: 'kibana:pa"s\\s',
      tenants: ["global", "soc", "ops"],
      indexPatterns: ["wazuh-alerts-*"],
      tls,
    };
    service = await Dashboards.start(options);
    await login(lab.master, "dashboard", "kibana", 'pa"s\\s');
  }, 180_000);
  afterAll(async () => {
    await service.server.stop();
    await lab.down();
  });

  it("imports all of them in one request, into the tenant", async () => {
    const { code, done, stderr } = await runService(lab.master, document());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect([...done].sort()).toEqual(KEYS.map((key) => `created ${key}`));
    expect(service.keys("soc")).toEqual(KEYS);
    expect(service.server.asked().map(decodeURIComponent)).toEqual([
      "GET /api/saved_objects/index-pattern/wazuh-alerts-*",
      "GET /api/v1/multitenancy/info",
      "POST /api/saved_objects/_import?overwrite=true",
    ]);
  });

  it("overwrites them the second time", async () => {
    const { done } = await runService(lab.master, document());
    expect([...done].sort()).toEqual(KEYS.map((key) => `updated ${key}`));
  });

  it("deletes what the document no longer holds, and moves to another tenant", async () => {
    const { objects, ...rest } = document();
    const kept = "visualization/wazuh-active-response-by-agent";
    const other = Object.fromEntries(Object.entries(objects).filter(([key]) => key === kept));
    service.server.asked();
    const { code, done, stderr } = await runService(lab.master, { ...rest, objects: other });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(done.filter((line) => line.startsWith("deleted"))).toHaveLength(7);
    expect(service.keys("soc")).toEqual(Object.keys(other));
    await runService(lab.master, document({ tenant: "ops" }));
    expect(service.keys("soc")).toEqual([]);
    expect(service.keys("ops")).toEqual(KEYS);
  });

  it("takes exactly ours away, and what is gone already is gone", async () => {
    const strange = { type: "search", id: "of-somebody", attributes: {}, references: [] };
    service.objects.get("ops")?.set("search/of-somebody", strange);
    service.objects.get("ops")?.delete("search/wazuh-active-response-events");
    const { code } = await runService(lab.master, document({ tenant: "ops" }), "remove");
    expect(code).toBe(0);
    expect(service.keys("ops")).toEqual(["search/of-somebody"]);
    const left = await lab.master.run("ls /var/lib/wazuh-active-response");
    expect(left.stdout).toBe("dashboard.curl\nservices.lock\n");
  });

  const refusals: readonly [
    string,
    () => Promise<void>,
    () => Partial<DashboardSettings>,
    number,
    string,
  ][] = [
    [
      "a wrong password",
      () => login(lab.master, "dashboard", "kibana", "wrong"),
      () => ({}),
      65,
      "dashboard: URL refused the credentials (HTTP 401); set dashboard.user and dashboard.password; nothing was changed\n",
    ],
    [
      "an index pattern that is not there",
      () => login(lab.master, "dashboard", "kibana", 'pa"s\\s'),
      () => ({ indexPattern: "other-*" }),
      65,
      'dashboard: URL has no index pattern "other-*" in the tenant soc (HTTP 404); open the Wazuh dashboard once, which makes it, or name another in dashboard.indexPattern; nothing was changed\n',
    ],
    [
      "a certificate that is not trusted",
      () => Promise.resolve(),
      () => ({ caFile: "/etc/ssl/certs/ca-certificates.crt" }),
      65,
      "dashboard: URL cannot be reached from the manager's host: its certificate is not trusted here; name the file of its CA in dashboard.caFile",
    ],
    [
      "nothing that answers",
      () => Promise.resolve(),
      () => ({ url: `https://${gatewayOf(lab.master)}:9` }),
      65,
      "dashboard: https://GATEWAY:9 cannot be reached from the manager's host: nothing answers there",
    ],
  ];
  it.each(refusals)(
    "refuses %s before anything is changed",
    async (_, before, settings, code, words) => {
      await before();
      service.server.asked();
      const ended = await runService(lab.master, document(settings()));
      const said = ended.stderr
        .replaceAll(service.url, "URL")
        .replaceAll(gatewayOf(lab.master), "GATEWAY");
      expect(said.slice(0, words.length)).toBe(words);
      expect(ended.code).toBe(code);
      expect(service.server.asked().filter((line) => !line.startsWith("GET"))).toEqual([]);
    },
  );

  it("runs by sudo for a user that is not root, and says so without it", async () => {
    const input = printService(document());
    const user = "deploy";
    const bySudo = await lab.master.run(serviceCommand("apply", true), { input, user });
    expect(bySudo).toMatchObject({ code: 0, stderr: "" });
    const without = await lab.master.run(serviceCommand("apply", false), { input, user });
    expect(without).toMatchObject({
      code: 65,
      stderr:
        "no folder can be made in /run; connect as root, or set ssh.sudo: true; nothing was changed\n",
    });
  });

  it("says that a tenant does nothing where the dashboard has no tenants, as Wazuh brings it", async () => {
    const single = await Dashboards.start({ ...options, multitenancy: false });
    const at = { url: single.url };
    try {
      const { code, warnings } = await runService(lab.master, document(at));
      expect({ code, warnings }).toEqual({
        code: 0,
        warnings: [
          `the tenant soc does nothing: ${single.url} has opensearch_security.multitenancy.enabled: false, as Wazuh brings it; the objects are where everybody sees them`,
        ],
      });
      expect(
        (await runService(lab.master, document({ ...at, tenant: "global" }))).warnings,
      ).toEqual([]);
      expect(single.keys("global")).toEqual(KEYS);
      await runService(lab.master, document({ ...at, tenant: "global" }), "remove");
    } finally {
      await single.server.stop();
    }
  });

  it("says by name what the host lacks, before anything else", async () => {
    const { code, stderr } = await runService(lab.master, document());
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await lab.master.run("rm /usr/bin/curl");
    const without = await runService(lab.master, document());
    expect(without).toMatchObject({
      code: 69,
      stderr:
        "the tool curl is missing on the manager; install it and run again; nothing was changed\n",
    });
  });
});
