import { mkdtempSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Server, utils, type Connection, type ServerChannel } from "ssh2";

import { runOn } from "../../../ssh/onHost";

// How a command can end that is no exit: each says so, whatever its host has said.
describe("a command over SSH", () => {
  const host = utils.generateKeyPairSync("ed25519");
  const user = utils.generateKeyPairSync("ed25519");
  const keyFile = join(mkdtempSync(join(tmpdir(), "key-")), "key");
  let server: Server;
  let ends: (channel: ServerChannel, connection: Connection) => void;

  beforeAll(async () => {
    writeFileSync(keyFile, user.private, { mode: 0o600 });
    server = new Server({ hostKeys: [host.private] }, (connection) => {
      connection.on("error", () => undefined);
      connection.on("authentication", (context) => {
        context.accept();
      });
      connection.on("session", (accept) => {
        accept().on("exec", (run) => {
          ends(run(), connection);
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => {
    server.close();
  });

  const run = (): ReturnType<typeof runOn> => {
    const { port } = server.address() as AddressInfo;
    return runOn(
      { user: "root", privateKeyFile: keyFile },
      { name: "hel-1", host: "127.0.0.1", port, hostKey: host.public },
      "x",
      "",
    );
  };

  it("gives its exit code and all that it printed", async () => {
    ends = (channel) => {
      channel.stderr.write("the reason\n");
      channel.exit(70);
      channel.end("out");
    };
    expect(await run()).toEqual({ code: 70, stdout: "out", stderr: "the reason\n" });
  });

  it("that a signal ends says which", async () => {
    ends = (channel) => {
      channel.stderr.write("half a ");
      channel.exit("KILL", false, "");
      channel.end();
    };
    expect(await run()).toEqual({
      code: 70,
      stdout: "",
      stderr: "half a the command was ended by SIGKILL\n",
    });
  });

  it("whose connection ends before it is not taken for one that failed", async () => {
    ends = (channel, connection) => {
      channel.stderr.write("it had begun\n");
      connection.end();
    };
    await expect(run()).rejects.toThrow(
      "hel-1: the connection ended before the command did; it had said: it had begun",
    );
  });
});
