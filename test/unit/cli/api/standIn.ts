import type { Transport } from "../../../../cli/lib/api/transport";
import { WazuhApi, type Clock } from "../../../../cli/lib/api/wazuhApi";
import { standInApi } from "../../../../lab/wazuh/api/api";
import type { ApiWorld } from "../../../../lab/wazuh/api/world";
import type { AgentView } from "../../../../lab/wazuh/api/listAgents";
import type { ApiRequest } from "../../../../lab/wazuh/api/message";
import { API_USERS } from "../../../../lab/wazuh/api/users";

const AGENTS: readonly AgentView[] = [
  { id: "000", name: "wazuh", status: "active" },
  {
    id: "001",
    name: "hel-1",
    ip: "10.0.0.1",
    status: "active",
    version: "Wazuh v4.14.7",
    os: { platform: "windows", name: "Microsoft Windows Server 2022 Standard", version: "10.0" },
  },
  { id: "002", name: "hel-2", status: "disconnected" },
  { id: "003", name: "nbg-1", ip: "10.0.0.3", status: "active", version: "Wazuh v4.14.7" },
];

/** The stand-in of the API in memory, with a clock that only moves when it is told to. */
export function memoryApi(world: Partial<ApiWorld> = {}) {
  let now = 1_800_000_000;
  const slept: number[] = [];
  const sent: string[] = [];
  const requests: ApiRequest[] = [];
  const answer = standInApi({
    now: () => now,
    agents: () => AGENTS,
    responses: () => ["firewall-drop3600"],
    send: (id, message) => {
      sent.push(`${id} ${message}`);
      return Promise.resolve(true);
    },
    ...world,
  });
  const ask = (request: Partial<ApiRequest>) => {
    const whole = {
      method: "GET",
      path: "/",
      headers: {},
      body: "",
      from: "192.0.2.1",
      ...request,
    };
    requests.push(whole);
    return answer(whole);
  };
  const transport: Transport = ({ body, ...rest }) =>
    ask({ ...rest, ...(body !== undefined && { body }) });
  const clock: Clock = {
    now: () => now,
    sleep: (seconds) => {
      slept.push(seconds);
      now += seconds;
      return Promise.resolve();
    },
  };
  const [{ name, password }, reader] = API_USERS;
  return {
    ask,
    slept,
    sent,
    paths: () => requests.map(({ method, path }) => `${method} ${path}`),
    pass: (seconds: number) => {
      now += seconds;
    },
    api: new WazuhApi(transport, { user: name, password }, clock),
    readerApi: new WazuhApi(transport, { user: reader.name, password: reader.password }, clock),
    apiOf: (given: string) => new WazuhApi(transport, { user: name, password: given }, clock),
    /** A token of the user with all rights. */
    token: async () => {
      const authorization = `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`;
      const path = "/security/user/authenticate?raw=true";
      return (await ask({ method: "POST", path, headers: { authorization } })).body;
    },
  };
}
