import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { newKeyPair } from "../../../lab/keys";
import { slowness } from "../../slowness";
import { finish, sshServer, type TestServer } from "../provider/sshServer";
import { run, runProgram } from "./run";

/** Which all have to answer that do not hang: seconds are long on a quiet machine, and short on a busy one. */
const SECONDS = Math.ceil(2 * slowness());

/** A port that takes connections, says what it is given, and then nothing for ever. */
interface Mute {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function mute(words: string): Promise<Mute> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    if (words !== "") socket.write(words);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };
}

describe("check of hosts that hang", () => {
  const key = newKeyPair();
  const dir = mkdtempSync(join(tmpdir(), "hanging-"));
  const servers: (TestServer | Mute)[] = [];
  let hosts: Record<string, { port: number; hostKey: string }>;
  let bastion: TestServer;

  beforeAll(async () => {
    const clean = await sshServer({
      exec: async (_, { channel, input }) => {
        await input();
        channel.write('{"drift":[]}\n');
        finish(channel, 0);
      },
    });
    const silent = await mute("");
    const banner = await mute("SSH-2.0-OpenSSH_9.2\r\n");
    const halfway = await sshServer({
      exec: (_, { channel }) => {
        channel.write('{"drift":[');
      },
    });
    bastion = await sshServer({ forwards: () => new Promise(() => undefined) });
    servers.push(clean, silent, banner, halfway, bastion);
    hosts = {
      clean,
      silent: { port: silent.port, hostKey: key.publicKey },
      banner: { port: banner.port, hostKey: key.publicKey },
      halfway,
    };
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.close()));
    rmSync(dir, { recursive: true });
  });

  const stack = (name: string, proxy?: object): void => {
    const at = (host: string): string =>
      JSON.stringify({
        name: host,
        host: "127.0.0.1",
        port: hosts[host]?.port,
        hostKey: hosts[host]?.hostKey,
      });
    const ssh = { privateKey: key.privateKey, perDialTimeout: SECONDS, ...(proxy && { proxy }) };
    const lines = [
      `ssh: ${JSON.stringify(ssh)}`,
      `manager: ${at("clean")}`,
      `agents: [${["silent", "banner", "halfway"].map(at).join(", ")}]`,
      "whitelist: {}",
      "responses: []",
    ];
    writeFileSync(
      join(dir, `Pulumi.${name}.yaml`),
      `config:\n${lines.map((line) => `  wazuh-active-response:${line}\n`).join("")}`,
    );
  };
  const port = (host: string): number => hosts[host]?.port ?? 0;

  test("after the connection, after the banner, in the middle of the command: each is said, the rest is checked", async () => {
    stack("direct");
    const began = Date.now();
    const { code, stdout } = await run([
      "check",
      "--dir",
      dir,
      "-s",
      "direct",
      "--limit",
      `${SECONDS}`,
      "--json",
    ]);
    expect(Date.now() - began).toBeLessThan(5_000 * SECONDS);
    expect(code).toBe(3);
    const found = JSON.parse(stdout) as { host: string; state: string; reason?: string }[];
    expect(found.map(({ host, state, reason }) => [host, state, reason])).toEqual([
      ["clean", "clean", undefined],
      [
        "silent",
        "unreachable",
        `silent (127.0.0.1:${port("silent")}): accepts the connection, and then nobody is logged in within ${SECONDS} s (ssh.perDialTimeout); the host hangs, is very busy or far away, or something other than SSH listens there`,
      ],
      [
        "banner",
        "unreachable",
        `banner (127.0.0.1:${port("banner")}): accepts the connection, and then nobody is logged in within ${SECONDS} s (ssh.perDialTimeout); the host hangs, is very busy or far away, or something other than SSH listens there`,
      ],
      [
        "halfway",
        "unreachable",
        `halfway (127.0.0.1:${port("halfway")}): the command did not end within ${SECONDS} s; the host hangs, or is very busy`,
      ],
    ]);
  });

  test("a block that was lifted on all hosts but one that hangs is no success", async () => {
    stack("unblock");
    const words = ["unblock", "203.0.113.9", "--dir", dir, "-s", "unblock", "--json"];
    const { code, stdout } = await run([...words, "--agent", "clean", "--agent", "silent"]);
    expect(JSON.parse(stdout)).toMatchObject([
      { host: "clean", what: "lifted" },
      { host: "silent", what: "unreachable" },
    ]);
    expect(code).toBe(3);
    expect((await run([...words, "--agent", "clean"])).code).toBe(0);
  });

  test("a bastion that never connects further holds nobody up", async () => {
    const { port: at, hostKey } = bastion;
    stack("bastion", { host: "127.0.0.1", port: at, hostKey });
    const { code, stdout } = await run(["check", "--dir", dir, "-s", "bastion", "--json"]);
    expect(code).toBe(3);
    const found = JSON.parse(stdout) as { reason: string }[];
    expect(found.map(({ reason }) => reason)).toEqual(
      ["clean", "silent", "banner", "halfway"].map(
        (host) => `${host} through the bastion: no answer within ${SECONDS} s`,
      ),
    );
  });

  test("the program ends, although the hosts keep their connections open", async () => {
    stack("process");
    const { code, stdout } = await runProgram([
      "check",
      "--dir",
      dir,
      "-s",
      "process",
      "--limit",
      `${SECONDS}`,
      "--json",
    ]);
    expect(code).toBe(3);
    expect(stdout).toContain(`the command did not end within ${SECONDS} s`);
  });

  test("a limit that is no number of seconds is refused", async () => {
    stack("limit");
    const { code, stderr } = await run(["check", "--dir", dir, "-s", "limit", "--limit", "0"]);
    expect(code).toBe(64);
    expect(stderr).toBe(
      'active-response: --limit: "0" is not a valid number of seconds; write 1 to 9999\n',
    );
  });
});
