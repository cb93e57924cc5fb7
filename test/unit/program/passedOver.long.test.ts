import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

import { passedOver } from "../../../program/passedOver";
import { sshServer } from "../provider/sshServer";

const ends: (() => Promise<void> | void)[] = [];

/** A server that does so much with a connection and no more. */
async function serverThat(speak: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined));
    speak(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  ends.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

describe("passedOver", () => {
  afterAll(async () => {
    for (const end of ends) await end();
  });

  it("tells a server that goes on from one that hangs, hangs up, or is not there", async () => {
    const real = await sshServer();
    ends.push(() => real.close());
    const ports = {
      up: real.port,
      "greets-and-hangs": await serverThat((socket) => socket.write("SSH-2.0-OpenSSH_9.2\r\n")),
      "hangs-at-once": await serverThat(() => undefined),
      "hangs-up": await serverThat((socket) => socket.end()),
      off: 1,
    };
    const agents = Object.entries(ports).map(([name, port]) => ({
      name,
      host: "127.0.0.1",
      port,
      hostKey: real.hostKey,
    }));
    const { reasons } = await passedOver({ offline: "warn", maxOffline: 4 }, agents, 5);
    expect(Object.fromEntries(reasons)).toEqual({
      "greets-and-hangs": `is off: 127.0.0.1:${ports["greets-and-hangs"]} greets, then says nothing more within 5 s (ssh.perDialTimeout)`,
      "hangs-at-once": `is off: 127.0.0.1:${ports["hangs-at-once"]} does not answer within 5 s (ssh.perDialTimeout)`,
      "hangs-up": `is off: 127.0.0.1:${ports["hangs-up"]} hangs up before it has greeted`,
      off: "is off: 127.0.0.1:1 cannot be reached (ECONNREFUSED)",
    });
  });

  it("touches nothing where the canary is off, or more agents than the stack allows", async () => {
    const off = ["hel-1", "hel-2"].map((name) => ({
      name,
      host: "127.0.0.1",
      port: 1,
      hostKey: "ssh-ed25519 AAAA",
    }));
    const lines = off.map(({ name }) => `${name}: 127.0.0.1:1 cannot be reached (ECONNREFUSED)`);
    await expect(
      passedOver({ offline: "warn", maxOffline: 4, canary: "hel-2" }, off),
    ).rejects.toThrow(["the canary hel-2 is off; nothing was touched:", ...lines].join("\n"));
    await expect(passedOver({ offline: "warn" }, off)).rejects.toThrow(
      ["2 agents are off, and rollout.maxOffline is 1; nothing was touched:", ...lines].join("\n"),
    );
    // What is skipped or gone is not asked, and so counts for nothing.
    const { reasons, gone } = await passedOver({ offline: "warn", skip: ["hel-1"] }, off);
    expect(Object.fromEntries(reasons)).toEqual({
      "hel-1": "is named in rollout.skip",
      "hel-2": "is off: 127.0.0.1:1 cannot be reached (ECONNREFUSED)",
    });
    expect([...gone]).toEqual([]);
  });

  it("asks again where a server hangs up, as one does at which too many knock", async () => {
    const real = await sshServer();
    ends.push(() => real.close());
    let knocks = 0;
    const port = await serverThat((socket) => {
      if (++knocks < 3) socket.end("Exceeded MaxStartups\r\n");
      else socket.write("SSH-2.0-OpenSSH_9.2\r\nits key exchange");
    });
    const agents = [{ name: "busy", host: "127.0.0.1", port, hostKey: real.hostKey }];
    const { reasons } = await passedOver({ offline: "warn", maxOffline: 1 }, agents);
    expect([reasons.size, knocks]).toEqual([0, 3]);
  });
});
