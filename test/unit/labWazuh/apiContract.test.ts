import { memoryApi } from "../cli/api/standIn";
import { recordedApi } from "../../real/records";

/** What the API of 4.14.7 answered to PUT /active-response (test/real/api.txt), asked of the stand-in. */
const PUTS = recordedApi().flatMap(({ request, status, body }) => {
  const [, path, sent] =
    /^-X PUT https:\/\/[^/]+(\/active-response\S*) -d (.*)$/.exec(request) ?? [];
  return path === undefined || sent === undefined ? [] : [{ path, sent, status, body }];
});

it("the record has five", () => {
  expect(PUTS).toHaveLength(5);
});

it.each(PUTS)("$path $sent: as the record, to the word", async ({ path, sent, status, body }) => {
  const { ask, token } = memoryApi();
  const authorization = `Bearer ${await token()}`;
  const answer = await ask({
    method: "PUT",
    path,
    headers: { "content-type": "application/json", authorization },
    body: sent,
  });
  expect([answer.status, JSON.parse(answer.body)]).toEqual([status, JSON.parse(body)]);
});

it("both refusals of the record without a right to ask: a made-up token, a wrong password", async () => {
  const { ask } = memoryApi();
  const token = await ask({ path: "/agents", headers: { authorization: "Bearer x" } });
  const path = "/security/user/authenticate";
  const authorization = `Basic ${Buffer.from("wazuh:wrong").toString("base64")}`;
  const login = await ask({ method: "POST", path, headers: { authorization } });
  expect([token, login].map(({ status, body }): unknown[] => [status, JSON.parse(body)])).toEqual([
    [401, { title: "Unauthorized", detail: "Invalid token" }],
    [401, { title: "Unauthorized", detail: "Invalid credentials" }],
  ]);
});
