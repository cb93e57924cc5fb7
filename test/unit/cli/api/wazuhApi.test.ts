import { ApiError } from "../../../../cli/lib/api/apiError";
import { WazuhApi, type AgentIds, type Command } from "../../../../cli/lib/api/wazuhApi";
import { memoryApi } from "./standIn";

const ISOLATE: Command = { command: "!custom-isolate", alert: { rule: { id: "100099" } } };
const LOGIN = "POST /security/user/authenticate";

async function said(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => "nothing was refused",
    (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`,
  );
}

describe("the client of the API", () => {
  test("sends to the named agents and to nobody else", async () => {
    const { api, sent, paths } = memoryApi();
    await api.send(["001"], ISOLATE);
    expect(sent).toEqual([
      '001 {"version":1,"origin":{"name":null,"module":"framework"},"command":"!custom-isolate","parameters":{"extra_args":[],"alert":{"rule":{"id":"100099"}}}}',
    ]);
    expect(paths()).toEqual([LOGIN, "PUT /active-response?agents_list=001"]);
  });

  test.each([[[]], [[""]], [["001", "all"]], [["000"]], [["*"]]])(
    "%j, forced past the compiler, is refused before a request",
    async (ids) => {
      const { api, sent, paths } = memoryApi();
      await expect(api.send(ids as unknown as AgentIds, ISOLATE)).rejects.toThrow(
        /is not a valid id; name each agent, e\.g\. 004/,
      );
      expect([sent, paths()]).toEqual([[], []]);
    },
  );

  test("lists agents over several pages, without the manager", async () => {
    const many = Array.from({ length: 1201 }, (_, i) => ({
      id: String(i).padStart(3, "0"),
      name: `a${i}`,
      status: "active" as const,
    }));
    const { api, paths } = memoryApi({ agents: () => many });
    const agents = await api.agents();
    expect([agents.length, agents[0]?.id, agents.at(-1)?.id]).toEqual([1200, "001", "1200"]);
    expect(paths()).toHaveLength(4);
  });

  test("one token for many calls, a new one before 900 s are over", async () => {
    const { api, paths, pass } = memoryApi();
    await api.agents();
    pass(839);
    await api.agents();
    expect(paths().filter((path) => path === LOGIN)).toHaveLength(1);
    pass(2);
    await api.agents();
    expect(paths().filter((path) => path === LOGIN)).toHaveLength(2);
  });

  test("a token that the API has forgotten is asked for once more", async () => {
    const { api, paths, pass } = memoryApi({
      limits: { requests: 300, logins: 50, block: 300, token: 10 },
    });
    await api.agents();
    pass(11);
    expect(await api.agents()).toHaveLength(3);
    expect(paths().filter((path) => path === LOGIN)).toHaveLength(2);
  });

  test("429: waits longer each time, until the minute is over", async () => {
    const { api, slept } = memoryApi({
      limits: { requests: 2, logins: 50, block: 300, token: 900 },
    });
    await api.agents();
    expect(await api.agents()).toHaveLength(3);
    expect(slept).toEqual([1, 2, 4, 8, 16, 32]);
  });

  test("wrong password: plain words, and no second try", async () => {
    const { apiOf, paths } = memoryApi();
    expect(await said(apiOf("wrong").agents())).toBe(
      "ApiError: the API rejects this user and password; set api.user and api.password (pulumi config set --secret --path wazuh-active-response:api.password), or WAZUH_API_USER and WAZUH_API_PASSWORD; --over ssh bypasses the API (401)",
    );
    expect(paths()).toEqual([LOGIN]);
  });

  test("fifty wrong passwords: says that the address is blocked", async () => {
    const { apiOf } = memoryApi();
    for (let i = 0; i < 50; i++) await said(apiOf("wrong").agents());
    expect(await said(apiOf("wrong").agents())).toMatch(/after too many wrong logins.*\(6000\)$/);
  });

  test.each([
    ["004", {}, "there is no such agent on the manager; active-response status lists them (1701)"],
    [
      "002",
      {},
      "the agent is not connected to the manager, so no command reaches it; start it (systemctl start wazuh-agent), or check its ossec.log (1707)",
    ],
    [
      "001",
      { disabled: () => true },
      "active response is disabled in the agent's own ossec.conf; write <disabled>no</disabled> in its <active-response> and restart it (1750)",
    ],
  ])("agent %s %j: %s", async (id, world, words) => {
    expect(await said(memoryApi(world).api.send([id], ISOLATE))).toBe(
      `ApiError: agent ${id}: ${words}`,
    );
  });

  test("1650, 1652 and a missing right, in plain words", async () => {
    const { api, readerApi } = memoryApi();
    const of = (command: string) => ({ ...ISOLATE, command }) as Command;
    expect(await said(api.send(["001"], of("")))).toMatch(/got no command to run.*\(1650\)$/);
    expect(await said(api.send(["001"], of("firewall-drop1")))).toMatch(
      /has no response.*\(1652\)$/,
    );
    expect(await said(readerApi.send(["001"], ISOLATE))).toMatch(
      /active-response:command.*\(4000\)$/,
    );
  });

  test("an answer that leaves an agent out is no success", async () => {
    const empty = { data: { affected_items: [], total_affected_items: 0, failed_items: [] } };
    const api = new WazuhApi(
      ({ path }) =>
        Promise.resolve({
          status: 200,
          body: JSON.stringify(path.startsWith("/security") ? { data: { token: "t" } } : empty),
        }),
      { user: "u", password: "p" },
    );
    await expect(api.send(["001"], ISOLATE)).rejects.toBeInstanceOf(ApiError);
  });

  test("a server's fault is a reason to go another way", async () => {
    const { api } = memoryApi({ send: () => Promise.resolve(false) });
    expect(await said(api.send(["001"], ISOLATE))).toBe(
      "ApiDownError: the API answers 500: queue/alerts/ar cannot be reached",
    );
  });
});
