import { HetznerApi } from "../../../lab/hetzner/api";
import { serverThere } from "../../../lab/hetzner/there";

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown> & {
    readonly error?: { readonly code: string; readonly message: string; readonly details: unknown };
  };
}

let api: HetznerApi;
beforeEach(async () => {
  api = await HetznerApi.start({ token: "the-token" });
});
afterEach(() => api.stop());

async function ask(what: string, body?: unknown, token = "the-token"): Promise<Said> {
  const [method = "", path = ""] = what.split(" ");
  const answer = await fetch(`${api.endpoint}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  const { status, headers } = answer;
  return { status, headers, body: text === "" ? {} : (JSON.parse(text) as Said["body"]) };
}
const code = async (what: string, body?: unknown, token?: string): Promise<string> => {
  const { status, body: said } = await ask(what, body, token);
  return `${status} ${said.error?.code ?? ""}: ${said.error?.message ?? ""}`;
};
const SERVER = { name: "nbg-1", server_type: "cx23", image: "debian-12", location: "nbg1" };
interface Action {
  readonly id: number;
  readonly status: string;
  readonly progress: number;
  readonly command: string;
}
/** An action once it is over. */
async function over({ id }: Action): Promise<Action> {
  for (;;) {
    const { actions } = (await ask(`GET /actions?id=${id}`)).body as { actions?: Action[] };
    const [action] = actions ?? [];
    if (action && action.status !== "running") return action;
  }
}

it("makes a server by actions that run before they are done, and protects it", async () => {
  const made = await ask("POST /servers", SERVER);
  const { server, action, next_actions } = made.body as unknown as {
    server: { id: number; status: string; public_net: object; location: { name: string } };
    action: Action;
    next_actions: Action[];
  };
  expect([made.status, server.status, server.location.name]).toEqual([201, "initializing", "nbg1"]);
  expect(
    [action, ...next_actions].map(({ command, status, progress }) => [command, status, progress]),
  ).toEqual([
    ["create_server", "running", 0],
    ["start_server", "running", 0],
  ]);
  for (const one of next_actions) expect((await over(one)).progress).toBe(100);
  const path = `/servers/${server.id}`;
  expect((await ask(`GET ${path}`)).body["server"]).toMatchObject({ status: "running" });
  expect(await code("POST /servers", SERVER)).toBe(
    "409 uniqueness_error: server name is already used",
  );
  expect(await code(`POST ${path}/actions/change_protection`, { delete: true })).toBe(
    "422 invalid_input: invalid input in field 'rebuild'",
  );
  await ask(`POST ${path}/actions/change_protection`, { delete: true, rebuild: true });
  expect(await code(`DELETE ${path}`)).toBe("403 protected: server deletion is protected");
  await ask(`POST ${path}/actions/change_protection`, { delete: false, rebuild: false });
  expect((await ask(`DELETE ${path}`)).status).toBe(200);
  expect(await code(`GET ${path}`)).toBe(`404 not_found: server with ID '${server.id}' not found`);
});

it("refuses what Hetzner refuses, and then nothing of it is there", async () => {
  expect(await code("GET /servers", undefined, "another")).toBe(
    "401 unauthorized: unable to authenticate",
  );
  expect(await code("POST /servers", "{")).toBe("400 json_error: invalid JSON in request");
  const wrong = await ask("POST /servers", { ...SERVER, image: "windows" });
  expect([wrong.status, wrong.body.error]).toEqual([
    422,
    {
      code: "invalid_input",
      message: "invalid input in field 'image'",
      details: { fields: [{ name: "image", messages: ["image 'windows' not found"] }] },
    },
  ]);
  for (const [field, value] of [
    ["ssh_keys", [5]],
    ["firewalls", [{ firewall: 5 }]],
    ["user_data", "x".repeat(32_769)],
    ["name", "with space"],
  ] as const)
    expect(await code("POST /servers", { ...SERVER, [field]: value })).toBe(
      `422 invalid_input: invalid input in field '${field}'`,
    );
  api.project.serverLimit = 0;
  expect(await code("POST /servers", SERVER)).toBe(
    "403 resource_limit_exceeded: server limit exceeded",
  );
  api.project.serverLimit = 1;
  api.refuseOnce(/^POST \/v1\/servers$/, "resource_unavailable", "error during placement");
  expect(await code("POST /servers", SERVER)).toBe(
    "412 resource_unavailable: error during placement",
  );
  expect(api.project.servers).toEqual([]);
  expect((await ask("POST /servers", SERVER)).status).toBe(201);
});

it("cuts lists into pages and says where each lies", async () => {
  for (let id = 100; id < 160; id++) serverThere(api.project, { id, name: `s-${id}` });
  const page = async (query: string): Promise<[number, unknown]> => {
    const { body } = await ask(`GET /servers${query}`);
    return [
      (body["servers"] as unknown[]).length,
      (body["meta"] as { pagination: unknown }).pagination,
    ];
  };
  const all = { total_entries: 60 };
  expect(await page("")).toEqual([
    25,
    { ...all, page: 1, per_page: 25, previous_page: null, next_page: 2, last_page: 3 },
  ]);
  expect(await page("?per_page=500&page=2")).toEqual([
    10,
    { ...all, page: 2, per_page: 50, previous_page: 1, next_page: null, last_page: 2 },
  ]);
  expect((await page("?name=s-107"))[0]).toBe(1);
});

it("takes label selectors of every form", async () => {
  serverThere(api.project, { id: 1, name: "git", labels: { role: "git", env: "prod" } });
  serverThere(api.project, { id: 2, name: "web", labels: { role: "web" } });
  const found = async (selector: string): Promise<string> => {
    const { body } = await ask(`GET /servers?label_selector=${encodeURIComponent(selector)}`);
    return (body["servers"] as { name: string }[]).map(({ name }) => name).join(" ");
  };
  const SELECTORS = {
    "role=git": "git",
    "role==web": "web",
    "role!=git": "web",
    env: "git",
    "!env": "web",
    "role in (git,web),env=prod": "git",
    "role notin (git)": "web",
    "role=git,!env": "",
  };
  for (const [selector, names] of Object.entries(SELECTORS))
    expect([selector, await found(selector)]).toEqual([selector, names]);
});

it("counts requests down, refuses with 429 and lets some through again after a while", async () => {
  const header = ({ headers }: Said): string[] =>
    ["limit", "remaining"].map((name) => headers.get(`ratelimit-${name}`) ?? "");
  expect(header(await ask("GET /locations"))).toEqual(["3600", "3599"]);
  api.limit.leave(1);
  expect(header(await ask("GET /locations"))).toEqual(["3600", "0"]);
  const refused = await ask("GET /locations");
  expect([refused.status, refused.body.error?.code]).toEqual([429, "rate_limit_exceeded"]);
  expect(Number(refused.headers.get("ratelimit-reset"))).toBeGreaterThan(Date.now() / 1000);
  let said = refused;
  while (said.status === 429) said = await ask("GET /locations");
  expect(said.status).toBe(200);
});

it("puts firewalls on servers, at most five, and keeps one that is in use", async () => {
  serverThere(api.project, { id: 1, name: "git", labels: { role: "git" }, ipv4: "192.0.2.1" });
  serverThere(api.project, { id: 2, name: "inside" });
  const make = async (name: string): Promise<number> => {
    const rules = [{ direction: "in", protocol: "tcp", port: "22", source_ips: ["192.0.2.9/32"] }];
    const { body } = await ask("POST /firewalls", { name, rules });
    return (body["firewall"] as { id: number }).id;
  };
  const on = (server: number): object => ({
    apply_to: [{ type: "server", server: { id: server } }],
  });
  const first = await make("f-1");
  expect((await ask(`GET /firewalls/${first}`)).body["firewall"]).toMatchObject({
    rules: [{ port: "22", description: null, destination_ips: [] }],
    applied_to: [],
  });
  const apply = `POST /firewalls/${first}/actions/apply_to_resources`;
  expect((await ask(apply, on(1))).status).toBe(201);
  expect(await code(apply, on(1))).toMatch(/^409 firewall_already_applied/);
  expect(await code(apply, on(2))).toMatch(/^422 private_net_only_server/);
  expect(await code(apply, on(3))).toMatch(/^422 firewall_resource_not_found/);
  expect(await code(`DELETE /firewalls/${first}`)).toMatch(/^422 resource_in_use/);
  for (let i = 2; i <= 5; i++)
    await ask(`POST /firewalls/${await make(`f-${i}`)}/actions/apply_to_resources`, on(1));
  const sixth = await make("f-6");
  expect(await code(`POST /firewalls/${sixth}/actions/apply_to_resources`, on(1))).toMatch(
    /^403 resource_limit_exceeded/,
  );
  const off = { remove_from: [{ type: "server", server: { id: 1 } }] };
  const remove = `POST /firewalls/${first}/actions/remove_from_resources`;
  // The second time there is nothing to do, which is no error.
  expect([(await ask(remove, off)).status, (await ask(remove, off)).status]).toEqual([201, 201]);
  expect((await ask(`DELETE /firewalls/${first}`)).status).toBe(204);
});

it("has networks, keys and placement groups, and gives out addresses once", async () => {
  const key = await ask("POST /ssh_keys", { name: "ops", public_key: "ssh-ed25519 AAAA" });
  expect(key.body["ssh_key"]).toMatchObject({
    fingerprint: "69:3e:9a:f8:4d:3d:fc:c7:1e:64:0e:00:5b:dc:5e:2e",
  });
  expect(await code("POST /ssh_keys", { name: "x", public_key: "none" })).toMatch(
    /^422 invalid_input/,
  );
  const { body } = await ask("POST /networks", { name: "private", ip_range: "10.7.0.0/24" });
  const network = (body["network"] as { id: number }).id;
  const group = await ask("POST /placement_groups", { name: "apart", type: "spread" });
  const placement_group = (group.body["placement_group"] as { id: number }).id;
  for (const name of ["a", "b"])
    await ask("POST /servers", { ...SERVER, name, networks: [network], placement_group });
  expect(api.project.servers.map(({ private_net }) => private_net)).toEqual([
    [{ network, ip: "10.7.0.2" }],
    [{ network, ip: "10.7.0.3" }],
  ]);
  const ids = api.project.servers.map(({ id }) => id);
  expect((await ask(`GET /networks/${network}`)).body["network"]).toMatchObject({ servers: ids });
  const again = `POST /servers/${ids[0] ?? 0}/actions/attach_to_network`;
  expect(await code(again, { network })).toMatch(/^409 server_already_attached/);
  expect((await ask(`GET /servers/${ids[0] ?? 0}`)).body["server"]).toMatchObject({
    placement_group: { servers: ids },
    image: { name: "debian-12", architecture: "x86" },
  });
});
