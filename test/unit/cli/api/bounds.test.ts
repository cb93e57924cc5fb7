import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { tlsTransport, type Answer, type Transport } from "../../../../cli/lib/api/transport";
import { WazuhApi, type Clock } from "../../../../cli/lib/api/wazuhApi";
import { loadStack } from "../../../../cli/lib/stack";
import { managerOf } from "../../../../cli/lib/manager/manager";
import type { GoodStack } from "../../../../cli/lib/joined";
import { newKeyPair } from "../../../../lab/keys";
import { slowness } from "../../../slowness";
import { finish, sshServer } from "../../provider/sshServer";
import { writeFileSync } from "node:fs";

const TOKEN = { status: 200, body: '{"data":{"token":"a.b-c_d"},"error":0}' };
const agent = (i: number) => ({ id: String(i).padStart(3, "0"), name: `a${i}`, status: "active" });
const page = (items: unknown, total: unknown = 1): string =>
  JSON.stringify({ data: { affected_items: items, total_affected_items: total }, error: 0 });

/** An API that answers each request for agents with the next of these, the last one for ever. */
function apiOf(...bodies: (string | Answer)[]) {
  let now = 0;
  let asked = 0;
  const transport: Transport = ({ path }) => {
    now += 1;
    if (path.startsWith("/security")) return Promise.resolve(TOKEN);
    const next = bodies[Math.min(asked, bodies.length - 1)] ?? "";
    asked += 1;
    return Promise.resolve(typeof next === "string" ? { status: 200, body: next } : next);
  };
  const clock: Clock = {
    now: () => now,
    sleep: (seconds) => {
      now += seconds;
      return Promise.resolve();
    },
  };
  return { api: new WazuhApi(transport, { user: "u", password: "p" }, clock), asked: () => asked };
}

const said = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "nothing was refused",
    (error: unknown) => `${(error as Error).name}: ${(error as Error).message}`,
  );

describe("an answer that is none of the API's", () => {
  test.each([
    ["{}", "data: Invalid input: expected object, received undefined"],
    ['{"data":{}}', "data.affected_items: Invalid input: expected array, received undefined"],
    ['{"data":null}', "data: Invalid input: expected object, received null"],
    ["[]", "not JSON from the API"],
    ["null", "not JSON from the API"],
    ["", "not JSON from the API"],
    ["<html>\n<b>it works</b>", "not JSON from the API"],
    [page({}), "data.affected_items: Invalid input: expected array, received object"],
    [page([null]), "data.affected_items.0: Invalid input: expected object, received null"],
    [
      page([{ id: 1, name: "a", status: "active" }]),
      "data.affected_items.0.id: Invalid input: expected string, received number",
    ],
    [
      page([], "many"),
      "data.total_affected_items: Invalid input: expected number, received string",
    ],
  ])("%s counts as an API that is down", async (body, why) => {
    expect(await said(apiOf(body).api.agents())).toBe(
      `ApiDownError: its answer cannot be read (${why})`,
    );
  });

  test("so does one to a command, or to a log-in, whose token is not printed", async () => {
    const command = { command: "!custom-isolate", alert: {} } as const;
    expect(await said(apiOf('{"data":{}}').api.send(["001"], command))).toBe(
      "ApiDownError: its answer cannot be read (data.affected_items: Invalid input: expected array, received undefined)",
    );
    const strange: Transport = () =>
      Promise.resolve({ status: 200, body: '{"data":{"token":"a\\r\\nb"}}' });
    const api = new WazuhApi(strange, { user: "u", password: "p" });
    expect(await said(api.agents())).toBe(
      "ApiDownError: its answer cannot be read (data.token: Invalid string: must match pattern /^[\\w.=-]+$/)",
    );
  });

  test("a refusal by something else is one line of bearable length", async () => {
    const body = `\u001b[2J<html>\n${"x".repeat(100_000)}`;
    expect(await said(apiOf({ status: 503, body }).api.agents())).toBe(
      `ApiDownError: the API answers 503: \\u001b[2J<html>\\u000a${"x".repeat(279)}...`,
    );
  });

  test("names that attack the terminal become text, and stay on one line", async () => {
    const { api } = apiOf(page([{ ...agent(1), name: "a\n\u001b[2J", version: "\u009b" }]));
    expect(await api.agents()).toEqual([
      { id: "001", name: "a\\u000a\\u001b[2J", status: "active", version: "\\u009b" },
    ]);
  });
});

describe("a list that does not end", () => {
  test("the same page again and again", async () => {
    const { api, asked } = apiOf(page([agent(1), agent(2)], 1_000_000));
    expect(await said(api.agents())).toBe(
      "ApiDownError: its list of agents does not end: 2 after 4",
    );
    expect(asked()).toBe(2);
  });

  test("new agents for ever: two minutes are enough", async () => {
    let at = 0;
    const bodies = Array.from({ length: 500 }, () => page([agent(++at)], 1_000_000));
    const { api, asked } = apiOf(...bodies);
    expect(await said(api.agents())).toMatch(/^ApiDownError: its list of agents does not end: /);
    expect(asked()).toBeLessThan(125);
  });

  test("more agents than there can be", async () => {
    let at = 0;
    const bodies = Array.from({ length: 50 }, () =>
      page(
        Array.from({ length: 20_000 }, () => agent(++at)),
        1e9,
      ),
    );
    expect(await said(apiOf(...bodies).api.agents())).toBe(
      "ApiDownError: its list of agents does not end: 220000 after 220000",
    );
  });
});

describe("an answer over the network", () => {
  const dir = mkdtempSync(join(tmpdir(), "api-"));
  let server: Server;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let url: string;
  let certificate: string;

  beforeAll(async () => {
    const [key, cert] = [join(dir, "key.pem"), join(dir, "cert.pem")];
    const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    execFileSync(
      "openssl",
      [...kind, "-nodes", "-days", "2", "-subj", "/CN=x", "-keyout", key, "-out", cert],
      { stdio: "ignore" },
    );
    const print = ["x509", "-in", cert, "-noout", "-fingerprint", "-sha256"];
    certificate = execFileSync("openssl", print).toString().trim().split("=")[1] ?? "";
    server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, to) => {
      to.on("error", () => undefined);
      answer(request, to);
    });
    server.on("clientError", (_, socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(dir, { recursive: true });
  });

  const request = { method: "GET", path: "/agents", headers: {} } as const;
  const bounds = { seconds: 1, bytes: 10_000 };
  const ask = (): Promise<string> => said(tlsTransport(url, { certificate }, bounds)(request));

  test("that drips is given up in time, and the connection closed", async () => {
    let closed: () => void;
    const end = new Promise<void>((resolve) => (closed = resolve));
    answer = (_, to) => {
      to.writeHead(200);
      const timer = setInterval(() => to.write(" "), 20);
      to.on("close", () => {
        clearInterval(timer);
        closed();
      });
    };
    const began = Date.now();
    expect(await ask()).toBe("ApiDownError: 127.0.0.1: the answer was not complete within 1 s");
    expect(Date.now() - began).toBeLessThan(5_000 * slowness());
    await end;
  });

  test("whose head drips, too", async () => {
    answer = (_, to) => {
      to.socket?.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => to.socket?.write("x: y\r\n"), 50);
      to.socket?.on("close", () => {
        clearInterval(timer);
      });
    };
    expect(await ask()).toBe("ApiDownError: 127.0.0.1: the answer was not complete within 1 s");
  });

  test("that is longer than any is cut off", async () => {
    answer = (_, to) => {
      to.writeHead(200);
      const more = (): void => {
        while (to.write("x".repeat(1000))) if (to.destroyed) return;
        to.once("drain", more);
      };
      more();
    };
    expect(await ask()).toBe("ApiDownError: 127.0.0.1: the answer is longer than 10000 bytes");
  });

  test("a letter that comes in two parts is one letter", async () => {
    answer = (_, to) => {
      to.writeHead(200);
      to.write(Buffer.from([0x22, 0xc3]));
      setImmediate(() => to.end(Buffer.from([0xbc, 0x22])));
    };
    expect(await tlsTransport(url, { certificate })(request)).toEqual({ status: 200, body: '"ü"' });
  });

  test("and then SSH is asked: an API that answers {} is no reason to stay blind", async () => {
    answer = (_, to) => to.end('{"data":{}}');
    const key = newKeyPair();
    const manager = await sshServer({
      exec: async (_, { channel, input }) => {
        await input();
        channel.write("   ID: 001, Name: web-1, IP: any, Active\n");
        finish(channel, 0);
      },
    });
    const { port, hostKey } = manager;
    const lines = [
      `ssh: ${JSON.stringify({ privateKey: key.privateKey })}`,
      `manager: ${JSON.stringify({ name: "wazuh", host: "127.0.0.1", port, hostKey })}`,
      `api: ${JSON.stringify({ url, certificate, user: "u", password: "p" })}`,
      "agents: []",
      "whitelist: {}",
      "responses: []",
    ].map((line) => `  wazuh-active-response:${line}\n`);
    writeFileSync(join(dir, "Pulumi.api.yaml"), `config:\n${lines.join("")}`);
    const stack = (await loadStack({ dir, stack: "api" })) as GoodStack;
    const notes: string[] = [];
    const way = managerOf(stack, undefined, (line) => notes.push(line));
    expect(await way.agents()).toEqual([{ id: "001", name: "web-1", ip: "any", status: "active" }]);
    expect([way.way(), notes]).toEqual([
      "SSH",
      [
        "the API is down (its answer cannot be read (data.token: Invalid input: expected string, received undefined)); going over SSH to wazuh",
      ],
    ]);
    await manager.close();
  });
});
