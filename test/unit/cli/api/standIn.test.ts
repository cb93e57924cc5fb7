import { memoryApi } from "./standIn";

/** What the stand-in must do for tests to see mistakes: wazuh-facts, section 7. */
describe("the stand-in of the API", () => {
  const put = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const { ask, token, sent } = memoryApi();
    const authorization = `Bearer ${await token()}`;
    const { status, body: text } = await ask({
      method: "PUT",
      path,
      headers: { "content-type": "application/json", authorization, ...headers },
      body: JSON.stringify(body),
    });
    return { status, answer: JSON.parse(text) as Record<string, unknown>, sent };
  };

  test("without agents_list the command goes to every agent that is connected", async () => {
    const { status, sent } = await put("/active-response", { command: "!custom-isolate" });
    expect(status).toBe(200);
    expect(sent.map((line) => line.slice(0, 3))).toEqual(["001", "003"]);
  });

  test.each([
    ["an unknown field", { command: "!x", custom: true }, "Invalid field found {'custom'}"],
    ["no command", {}, "'command' is a required property"],
    [
      "arguments that are no list",
      { command: "!x", arguments: "a" },
      "'arguments' is not of type 'array'",
    ],
  ])("%s: 400, nothing is sent", async (_, body, detail) => {
    const { status, answer, sent } = await put("/active-response?agents_list=001", body);
    expect([status, answer["detail"], sent]).toEqual([400, detail, []]);
  });

  test("a strange list, a strange parameter, another content type", async () => {
    const body = { command: "!x" };
    expect((await put("/active-response?agents_list=hel-1", body)).status).toBe(400);
    expect((await put("/active-response?agents=001", body)).status).toBe(400);
    const plain = { "content-type": "text/plain" };
    expect((await put("/active-response?agents_list=001", body, plain)).status).toBe(406);
  });

  test("some sent, some not: 200, error 2, each failure with its number", async () => {
    const { status, answer } = await put("/active-response?agents_list=001,002,009,000", {
      command: "!x",
    });
    expect([status, answer]).toEqual([
      200,
      {
        data: {
          affected_items: ["001"],
          total_affected_items: 1,
          total_failed_items: 2,
          failed_items: [
            {
              error: {
                code: 1701,
                message: "Agent does not exist",
                remediation:
                  "Please, use `GET /agents?select=id,name` to find all available agents",
              },
              id: ["009"],
            },
            {
              error: {
                code: 1707,
                message: "Cannot send request, agent is not active",
                remediation:
                  "Please, check non-active agents connection and try again. Visit https://documentation.wazuh.com/4.14/user-manual/registering/index.html and https://documentation.wazuh.com/4.14/user-manual/agents/agent-connection.html to obtain more information on registering and connecting agents",
              },
              id: ["002"],
            },
          ],
        },
        message: "AR command was not sent to some agents",
        error: 2,
      },
    ]);
  });

  test("select takes fields of os, shows them inside of it, and refuses a field that there is none of", async () => {
    const { ask, token } = memoryApi();
    const headers = { authorization: `Bearer ${await token()}` };
    const get = async (select: string) =>
      JSON.parse((await ask({ path: `/agents?select=${select}`, headers })).body) as {
        data?: { affected_items: unknown[] };
        error: number;
      };
    const { data } = await get("name,os.platform");
    expect(data?.affected_items.slice(0, 3)).toEqual([
      { id: "000", name: "wazuh" },
      { id: "001", name: "hel-1", os: { platform: "windows" } },
      { id: "002", name: "hel-2" },
    ]);
    expect((await get("os.family")).error).toBe(1724);
  });

  test("no token, a made-up one, one of 900 s ago: 401", async () => {
    const { ask, token, pass } = memoryApi();
    const status = async (headers: Record<string, string>) =>
      (await ask({ path: "/agents", headers })).status;
    const authorization = `Bearer ${await token()}`;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: "Bearer x" })).toBe(401);
    expect(await status({ authorization })).toBe(200);
    pass(900);
    expect(await status({ authorization })).toBe(401);
  });

  test("300 requests a minute, then 429 until the minute is over", async () => {
    const { ask, pass } = memoryApi();
    for (let i = 0; i < 300; i++) expect((await ask({})).status).toBe(404);
    expect(await ask({})).toMatchObject({ status: 429 });
    pass(61);
    expect((await ask({})).status).toBe(404);
  });
});
