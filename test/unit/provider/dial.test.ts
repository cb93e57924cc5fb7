import { connect, createServer, type AddressInfo, type Server } from "node:net";

import { utils } from "ssh2";

import { newKeyPair } from "../../../lab/keys";
import { attempt, connectionTo } from "./attempt";
import { sshServer, type ServerOptions, type TestServer } from "./sshServer";

const servers: TestServer[] = [];
const serving = async (options: ServerOptions = {}): Promise<TestServer> => {
  const server = await sshServer(options);
  servers.push(server);
  return server;
};

beforeAll(() => {
  delete process.env["SSH_AUTH_SOCK"];
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe("the host key", () => {
  it("that is pinned is taken", async () => {
    expect((await attempt(connectionTo(await serving()), "x")).error).toBeUndefined();
  });

  it("that is another is refused, and no command is run", async () => {
    const server = await serving();
    const { error } = await attempt(connectionTo(server, { hostKey: newKeyPair().publicKey }), "x");
    expect({ error, commands: server.commands, methods: server.methods }).toEqual({
      error: "after 0 failed attempts: ssh: handshake failed: ssh: host key mismatch",
      commands: [],
      methods: [],
    });
  });

  it("of any kind is taken where none is pinned", async () => {
    const { hostKey, ...unpinned } = connectionTo(await serving());
    expect(hostKey).toMatch(/^ssh-ed25519 /);
    expect((await attempt(unpinned, "x")).error).toBeUndefined();
  });

  it("that is no key is refused before a packet is sent", async () => {
    const server = await serving();
    const { error } = await attempt(connectionTo(server, { hostKey: "FILL-IN" }), "x");
    expect({ error, connections: server.connections() }).toEqual({
      error: "failed to parse host key: ssh: no key found",
      connections: 0,
    });
  });
});

/** A key behind the password `sesame`; made again where ssh2 drops its first byte, as in lab/keys.ts. */
function lockedKey(): string {
  for (;;) {
    const how = { passphrase: "sesame", cipher: "aes256-ctr", rounds: 1 };
    const { private: text } = utils.generateKeyPairSync("ed25519", how);
    if (!(utils.parseKey(text, "sesame") instanceof Error)) return text;
  }
}
const locked = lockedKey();

describe("the private key", () => {
  it("is opened by its password", async () => {
    const at = connectionTo(await serving(), { privateKey: locked, privateKeyPassword: "sesame" });
    expect((await attempt(at, "x")).error).toBeUndefined();
  });

  it.each([
    [{ privateKey: locked }, "ssh: this private key is passphrase protected"],
    [
      { privateKey: locked, privateKeyPassword: "abracadabra" },
      "x509: decryption password incorrect",
    ],
    [{ privateKey: "no key" }, "ssh: no key found"],
  ])("that cannot be used is told at once: %#", async (changes, error) => {
    const server = await serving();
    const at = connectionTo(server, { ...changes, dialErrorLimit: 10 });
    expect((await attempt(at, "x")).error).toBe(error);
    expect(server.connections()).toBe(0);
  });

  it("that the host does not know is refused", async () => {
    const at = connectionTo(await serving({ authenticate: () => false }));
    expect((await attempt(at, "x")).error).toBe(
      "after 0 failed attempts: ssh: handshake failed: ssh: unable to authenticate, no supported methods remain",
    );
  });
});

it("a password is used where there is no key", async () => {
  const server = await serving({
    authenticate: (context) => context.method === "password" && context.password === "secret",
  });
  const { privateKey, ...at } = connectionTo(server, { password: "secret" });
  expect(privateKey).toContain("OPENSSH PRIVATE KEY");
  expect((await attempt(at, "x")).error).toBeUndefined();
});

it("an agent that is not there is told at once", async () => {
  const server = await serving();
  const { error } = await attempt(
    connectionTo(server, { agentSocketPath: "/nonexistent/agent" }),
    "x",
  );
  expect(error).toBe("dial unix /nonexistent/agent: connect: no such file or directory");
  expect(server.connections()).toBe(0);
});

describe("a host that is off", () => {
  const unused = (): Promise<number> =>
    new Promise((resolve) => {
      const probe = createServer().listen(0, "127.0.0.1", () => {
        const { port } = probe.address() as AddressInfo;
        probe.close(() => {
          resolve(port);
        });
      });
    });

  it.each([
    [0, []],
    [2, ["Dial 1/2 failed: retrying", "Dial 2/2 failed: retrying"]],
  ])("is tried again dialErrorLimit (%i) times", async (dialErrorLimit, status) => {
    const port = await unused();
    const at = connectionTo({ port, hostKey: newKeyPair().publicKey }, { dialErrorLimit });
    expect(await attempt(at, "x")).toEqual({
      error:
        `after ${dialErrorLimit} failed attempts: ` +
        `dial tcp 127.0.0.1:${port}: connect: connection refused`,
      status,
      warnings: [],
      errors: [],
    });
  });

  it("without a limit is tried until the run is cancelled", async () => {
    const at = connectionTo(
      { port: await unused(), hostKey: newKeyPair().publicKey },
      { dialErrorLimit: -1 },
    );
    const cancel = new AbortController();
    const tried = attempt(at, "x", {}, cancel.signal);
    setTimeout(() => {
      cancel.abort();
    }, 300);
    const { error, status } = await tried;
    expect(error).toBe("The operation was aborted");
    expect(status[0]).toBe("Dial 1/inf failed: retrying");
  });

  it("is given up after perDialTimeout where it does not answer", async () => {
    const silent: Server = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    const { port } = silent.address() as AddressInfo;
    const at = connectionTo({ port, hostKey: newKeyPair().publicKey }, { perDialTimeout: 1 });
    const { error } = await attempt(at, "x");
    silent.close();
    expect(error).toBe(`after 0 failed attempts: dial tcp 127.0.0.1:${port}: i/o timeout`);
  });
});

describe("a bastion", () => {
  const bastion = (): Promise<TestServer> =>
    serving({
      forwards: (host, port) =>
        new Promise((resolve, reject) => {
          const socket = connect(port, host, () => {
            resolve(socket);
          });
          socket.once("error", reject);
        }),
    });

  it("leads to the host: both keys are pinned, the command runs on the host only", async () => {
    const [through, target] = [await bastion(), await serving()];
    const at = connectionTo(target, { proxy: connectionTo(through) });
    expect((await attempt(at, "x")).error).toBeUndefined();
    expect([through.commands, target.commands]).toEqual([[], ["x"]]);
    expect([through.connections(), target.connections()]).toEqual([1, 1]);
  });

  it("with another key is refused", async () => {
    const [through, target] = [await bastion(), await serving()];
    const proxy = connectionTo(through, { hostKey: newKeyPair().publicKey });
    expect((await attempt(connectionTo(target, { proxy }), "x")).error).toBe(
      "proxy: after 0 failed attempts: ssh: handshake failed: ssh: host key mismatch",
    );
    expect(target.connections()).toBe(0);
  });

  it("does not hide that the host behind it has another key", async () => {
    const [through, target] = [await bastion(), await serving()];
    const at = connectionTo(target, {
      hostKey: newKeyPair().publicKey,
      proxy: connectionTo(through),
    });
    expect((await attempt(at, "x")).error).toBe(
      "proxy: ssh: handshake failed: ssh: host key mismatch",
    );
    expect(target.commands).toEqual([]);
  });
});
