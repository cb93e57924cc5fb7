import type { AddressInfo } from "node:net";

import { Server, utils } from "ssh2";

import { offeredKey, runOn } from "../../../ssh/onHost";

/** A server with these host keys, in this process. */
async function serverWith(...keys: readonly string[]): Promise<Server> {
  const server = new Server({ hostKeys: [...keys] }, (connection) => {
    connection.on("error", () => undefined);
    connection.on("authentication", (context) => {
      context.accept();
    });
    connection.on("session", (accept) => {
      accept().on("exec", (run) => {
        const channel = run();
        channel.exit(0);
        channel.end("there");
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const at = (server: Server, hostKey = ""): Parameters<typeof offeredKey>[1] => ({
  name: "hel-1",
  host: "127.0.0.1",
  port: (server.address() as AddressInfo).port,
  hostKey,
});
/** Without the comment of the pair. */
const line = (key: string): string => key.trim().split(" ").slice(0, 2).join(" ");

describe("the key that a host offers to be pinned", () => {
  const ed25519 = utils.generateKeyPairSync("ed25519");
  const rsa = utils.generateKeyPairSync("rsa", { bits: 2048 });
  const user = utils.generateKeyPairSync("ed25519");
  const ssh = { user: "root", privateKey: user.private };

  it.each([256, 384, 521] as const)(
    "is the ECDSA key of %d bits where there is no ed25519 key, as in FIPS mode; pinned, it lets in",
    async (bits) => {
      const ecdsa = utils.generateKeyPairSync("ecdsa", { bits });
      const server = await serverWith(rsa.private, ecdsa.private);
      try {
        const key = await offeredKey(ssh, at(server));
        expect(key).toBe(line(ecdsa.public));
        expect(key.split(" ")[0]).toBe(`ecdsa-sha2-nistp${bits}`);
        expect(await runOn(ssh, at(server, key), "x", "")).toMatchObject({ stdout: "there" });
      } finally {
        server.close();
      }
    },
  );

  it("is the ed25519 key where there are both", async () => {
    const ecdsa = utils.generateKeyPairSync("ecdsa", { bits: 256 });
    const server = await serverWith(ecdsa.private, ed25519.private);
    try {
      expect(await offeredKey(ssh, at(server))).toBe(line(ed25519.public));
    } finally {
      server.close();
    }
  });

  it("is none where the host has an RSA key alone", async () => {
    const server = await serverWith(rsa.private);
    try {
      await expect(offeredKey(ssh, at(server))).rejects.toThrow(
        /^hel-1 \(127\.0\.0\.1:\d+\): .*no matching (?:host key|server host key) /,
      );
    } finally {
      server.close();
    }
  });
});
