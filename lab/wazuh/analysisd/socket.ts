import { chmodSync, chownSync, existsSync, statSync, unlinkSync } from "node:fs";
import { createServer, type Server } from "node:net";

import { asFolder } from "../daemon/log";
import type { SocketOwner } from "../daemon/relay";

/** Longest request that is read. */
const LONGEST = 1 << 20;

/**
 * Serves one request a connection over a stream socket: 4 bytes of length, little-endian, then the text; the answer alike.
 * @param owner of the socket: the user that the daemon runs as, `wazuh` by its folder.
 */
export async function serveRequests(
  path: string,
  answer: (request: string) => string | Promise<string>,
  owner: SocketOwner = "wazuh",
): Promise<Server> {
  if (existsSync(path)) unlinkSync(path);
  const server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on("error", () => socket.destroy());
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 4) return;
      const length = received.readUInt32LE(0);
      if (length > LONGEST) {
        socket.destroy();
        return;
      }
      if (received.length < 4 + length) return;
      const request = received.subarray(4, 4 + length).toString();
      void Promise.resolve(answer(request)).then((said) => {
        const text = Buffer.from(said);
        const head = Buffer.alloc(4);
        head.writeUInt32LE(text.length);
        socket.end(Buffer.concat([head, text]));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  chmodSync(path, 0o660);
  asFolder(path);
  if (owner === "root") chownSync(path, 0, statSync(path).gid);
  return server;
}
