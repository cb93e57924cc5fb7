import { cutOff, letIn } from "../../../../cli/lib/outside/firewallOf";
import { HcloudApi } from "../../../../cli/lib/outside/hcloudApi";
import { outsideRules } from "../../../../cli/lib/outside/outsideRules";
import { HetznerApi } from "../../../../lab/hetzner/api";
import { firewallsOn, firewallThere, serverThere } from "../../../../lab/hetzner/there";

let hetzner: HetznerApi;
let api: HcloudApi;

beforeEach(async () => {
  hetzner = await HetznerApi.start({ token: "the-token" });
  api = new HcloudApi("the-token", hetzner.endpoint);
  const ipv4 = "192.0.2.42";
  serverThere(hetzner.project, { id: 42, name: "hel-1", labels: { role: "git" }, ipv4 });
  serverThere(hetzner.project, { id: 7, name: "hel-2", ipv4: "192.0.2.7" });
});
afterEach(async () => {
  await hetzner.stop();
});

const firewall = (id: number, name: string, ...on: (number | string)[]): void => {
  firewallThere(hetzner.project, id, name, on);
};
const on = (id: number): string[] => firewallsOn(hetzner.project, id);
const RULES = outsideRules(
  [{ address: "10.0.0.2", protocol: "tcp", port: 1514 }],
  [],
  new Map(),
).rules;
const server = async () => api.server(42);
const OURS = "wazuh-active-response-isolation-42";

test("cuts a server off with its own firewalls taken off, and puts exactly those back", async () => {
  firewall(1, "ssh", 42, 7);
  firewall(2, "web", 42);
  firewall(3, "other", 7);
  expect(await cutOff(api, await server(), RULES)).toEqual({ off: ["ssh", "web"], stay: [] });
  expect([on(42), on(7)]).toEqual([[OURS], ["ssh", "other"]]);
  expect(hetzner.project.firewalls.at(-1)).toMatchObject({
    labels: { "wazuh-active-response": "isolation", restore: "1.2" },
    rules: [
      {
        ...{ direction: "out", protocol: "tcp", port: "1514", description: "manager" },
        destination_ips: ["10.0.0.2/32"],
      },
    ],
  });
  // Again, as after a run that was cut short: nothing of what must come back is forgotten.
  expect(await cutOff(api, await server(), RULES)).toEqual({ off: [], stay: [] });
  expect(hetzner.project.firewalls.at(-1)?.labels["restore"]).toBe("1.2");
  expect(await letIn(api, await server())).toEqual(["ssh", "web"]);
  expect(on(42)).toEqual(["ssh", "web"]);
  expect(hetzner.project.firewalls.map(({ name }) => name)).toEqual(["ssh", "web", "other"]);
  expect(await letIn(api, await server())).toBeUndefined();
});

test("says which firewall a label holds there", async () => {
  firewall(1, "everywhere", "role=git");
  expect(await cutOff(api, await server(), RULES)).toEqual({ off: [], stay: ["everywhere"] });
  expect(on(42)).toEqual(["everywhere", OURS]);
  expect(await letIn(api, await server())).toEqual([]);
});

test("finds room where a server has all five that it can have", async () => {
  for (const id of [1, 2, 3, 4, 5]) firewall(id, `f${id}`, 42);
  await cutOff(api, await server(), RULES);
  expect(on(42)).toEqual([OURS]);
  await letIn(api, await server());
  expect(on(42)).toEqual(["f1", "f2", "f3", "f4", "f5"]);
});

test("a firewall that was deleted meanwhile is not put back", async () => {
  firewall(1, "ssh", 42);
  await cutOff(api, await server(), RULES);
  hetzner.project.firewalls.splice(0, 1);
  expect(await letIn(api, await server())).toEqual([]);
});

test("touches no firewall of that name that is not ours", async () => {
  firewall(1, OURS, 42);
  await expect(cutOff(api, await server(), RULES)).rejects.toThrow(
    `Hetzner has a firewall ${OURS} that is not ours; rename or delete it`,
  );
  expect(await letIn(api, await server())).toBeUndefined();
  expect(on(42)).toEqual([OURS]);
});

test("a wrong token, a silent API and one without TLS are said in words", async () => {
  await expect(new HcloudApi("other", hetzner.endpoint).server(42)).rejects.toThrow(
    "Hetzner rejects the token (401); set a new one: pulumi config set --secret hcloud:token, or HCLOUD_TOKEN",
  );
  expect(() => new HcloudApi("x", "http://hetzner.example/v1")).toThrow(
    'HCLOUD_ENDPOINT: "http://hetzner.example/v1" is not https; the token would travel in plain text',
  );
  await hetzner.stop();
  await expect(api.server(42)).rejects.toThrow(/^Hetzner's API does not answer \(/);
});

test("what stays reachable: always something outwards, names by their addresses, interfaces left over", () => {
  const managers = [
    { address: "10.0.0.2", protocol: "tcp", port: 1514 },
    { address: "2001:db8::2", protocol: "tcp", port: 1514 },
    { address: "10.0.0.2", protocol: "udp", port: 5514 },
  ] as const;
  const allow = [
    { to: "control.example", reason: "the control plane", ports: [443] },
    { to: "192.0.2.0/24", reason: "the wäy in", direction: "in", ports: [22, 2222] },
    { to: "192.0.2.7", reason: "peers", protocol: "udp" },
    { to: "tailscale0", reason: "the tailnet", direction: "in" },
  ] as const;
  expect(outsideRules(managers, allow, new Map([["control.example", ["198.51.100.7"]]]))).toEqual({
    rules: [
      {
        direction: "out",
        protocol: "tcp",
        port: "1514",
        destination_ips: ["10.0.0.2/32", "2001:db8::2/128"],
        description: "manager",
      },
      {
        direction: "out",
        protocol: "udp",
        port: "5514",
        destination_ips: ["10.0.0.2/32"],
        description: "manager",
      },
      {
        direction: "out",
        protocol: "tcp",
        port: "443",
        destination_ips: ["198.51.100.7/32"],
        description: "the control plane",
      },
      {
        direction: "in",
        protocol: "tcp",
        port: "22",
        source_ips: ["192.0.2.0/24"],
        description: "the w?y in",
      },
      {
        direction: "in",
        protocol: "tcp",
        port: "2222",
        source_ips: ["192.0.2.0/24"],
        description: "the w?y in",
      },
      {
        direction: "out",
        protocol: "udp",
        port: "any",
        destination_ips: ["192.0.2.7/32"],
        description: "peers",
      },
    ],
    left: ["tailscale0"],
  });
});
