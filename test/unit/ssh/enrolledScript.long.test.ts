import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { SCRIPTS } from "../../../policy/render/scriptFolder";
import { readEnrolled } from "../../../ssh/readEnrolled";
import { slowness } from "../../slowness";
import { recordedGetconfig } from "../../real/records";

const SCRIPT = join(SCRIPTS, "host", "enrolled.pl");
const COUNT = 300;

/** Messages of both sockets: four bytes of length, little-endian, then the text. */
function listen(path: string, answer: (text: string) => string | undefined): Promise<Server> {
  const server = createServer((socket: Socket) => {
    let heard = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (piece) => {
      heard = Buffer.concat([heard, piece]);
      while (heard.length >= 4 && heard.length >= 4 + heard.readUInt32LE(0)) {
        const end = 4 + heard.readUInt32LE(0);
        const said = answer(heard.subarray(4, end).toString());
        heard = heard.subarray(end);
        if (said === undefined) continue;
        const head = Buffer.alloc(4);
        head.writeUInt32LE(Buffer.byteLength(said));
        socket.write(Buffer.concat([head, Buffer.from(said)]));
      }
    });
  });
  return new Promise((resolve) => {
    server.listen(path, () => {
      resolve(server);
    });
  });
}

const page = (query: string): string => {
  const [, last, limit] = /id > (\d+) ORDER BY id LIMIT (\d+)$/.exec(query) ?? [];
  const rows = Array.from({ length: COUNT }, (_, i) => ({
    id: i,
    name: i === 0 ? "wazuh" : `agent-${i}`,
    ...(i !== 3 && { os_platform: i === 2 ? "windows" : "debian" }),
    connection_status: i === 5 ? "disconnected" : "active",
  }));
  return `ok ${JSON.stringify(rows.filter(({ id }) => id > Number(last)).slice(0, Number(limit)))}`;
};

describe("the question that a manager is asked", () => {
  const home = mkdtempSync(join(tmpdir(), "manager-"));
  const servers: Server[] = [];
  const asked: string[] = [];
  let database: (query: string) => string | undefined = page;

  beforeAll(async () => {
    mkdirSync(join(home, "queue", "db"), { recursive: true });
    mkdirSync(join(home, "queue", "sockets"));
    servers.push(await listen(join(home, "queue", "db", "wdb"), (query) => database(query)));
    servers.push(
      await listen(join(home, "queue", "sockets", "remote"), (request) => {
        asked.push(request);
        const id = Number(request.split(" ")[0]);
        // Of 7 nothing is ever heard; 8 has no execd.
        if (id === 7) return undefined;
        if (id === 8) return "err Unable to connect with socket";
        // As the real one answers, recorded in test/real.
        const said = recordedGetconfig("active-response");
        return id === 9 ? said.replace('"no"', '"yes"') : said;
      }),
    );
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(home, { recursive: true });
  });

  const ask = (seconds = "4"): Promise<{ code: number; stdout: string; stderr: string }> =>
    new Promise((resolve) => {
      // The agent that never answers costs all of the seconds.
      execFile("perl", [SCRIPT, home, seconds], (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      });
    });

  it("reads wazuh-db page by page, and waits a few seconds only for an agent that does not answer", async () => {
    const before = Date.now();
    const { code, stdout, stderr } = await ask();
    expect([code, stderr]).toEqual([0, ""]);
    expect(Date.now() - before).toBeLessThan(14_000 * slowness());
    const agents = readEnrolled(stdout);
    expect(agents).toHaveLength(COUNT - 1);
    expect(agents.slice(0, 9)).toEqual([
      { id: "001", name: "agent-1", platform: "debian", disabled: false },
      { id: "002", name: "agent-2", platform: "windows" },
      { id: "003", name: "agent-3", disabled: false },
      { id: "004", name: "agent-4", platform: "debian", disabled: false },
      { id: "005", name: "agent-5", platform: "debian" },
      { id: "006", name: "agent-6", platform: "debian", disabled: false },
      { id: "007", name: "agent-7", platform: "debian" },
      { id: "008", name: "agent-8", platform: "debian" },
      { id: "009", name: "agent-9", platform: "debian", disabled: true },
    ]);
    expect(agents.filter(({ disabled }) => disabled !== undefined)).toHaveLength(COUNT - 5);
    expect(asked).toHaveLength(COUNT - 3);
    expect(asked[0]).toBe("001 com getconfig active-response");
  });

  it("says why where wazuh-db does not answer", async () => {
    database = () => undefined;
    const { stderr } = await ask("1");
    expect(stderr).toBe("wazuh-db and the agents did not answer within 6 s\n");
    database = page;
  });

  it("says why where wazuh-db cannot tell", async () => {
    database = () => "err Cannot execute Global database query; no such table: agent";
    expect(await ask()).toEqual({
      code: expect.any(Number) as number,
      stdout: "",
      stderr: "wazuh-db: err Cannot execute Global database query; no such table: agent\n",
    });
    database = page;
  });
});
