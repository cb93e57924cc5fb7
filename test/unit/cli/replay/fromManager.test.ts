import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

import { newKeyPair } from "../../../../lab/keys";
import type { Report } from "../../../../policy/replay/report/report";
import { finish, sshServer, type TestServer } from "../../provider/sshServer";
import { run } from "../run";
import { failure } from "./project";

const HOME = "/var/ossec/logs/alerts";
const folder = mkdtempSync(join(tmpdir(), "replay-manager-"));
const logs = join(folder, "alerts");
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const NOW = Math.floor(Date.now() / 1000);
const START = Date.parse("2026-11-01T00:00:00Z") / 1000;
let server: TestServer;

/** A file of a day, so many days ago, as Wazuh names it. */
function put(days: number, end: string, content: string | Buffer): void {
  const day = new Date((NOW - days * 86_400) * 1000);
  const name = `ossec-alerts-${String(day.getDate()).padStart(2, "0")}${end}`;
  const file = join(logs, String(day.getFullYear()), MONTHS[day.getMonth()] ?? "", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Eight failures so many days ago. */
function attack(days: number, from: string): string {
  const at = NOW - days * 86_400 - START - 60;
  return Array.from({ length: 8 }, (_, i) => `${failure(at + i, from)}\n`).join("");
}

beforeAll(async () => {
  server = await sshServer({
    exec: async (command, { channel, input }) => {
      // The host's shell, with its folder elsewhere.
      const shell = spawn("sh", ["-c", command.replaceAll(HOME, logs)]);
      shell.stdout.on("data", (chunk: Buffer) => channel.write(chunk));
      shell.stderr.on("data", (chunk: Buffer) => channel.stderr.write(chunk));
      shell.stdin.end(await input());
      const code = await new Promise<number>((ended) => shell.once("close", ended));
      finish(channel, code);
    },
  });
  const { privateKey } = newKeyPair();
  const at = (name: string): string =>
    JSON.stringify({ name, host: "127.0.0.1", port: server.port, hostKey: server.hostKey });
  writeFileSync(
    join(folder, "Pulumi.prod.yaml"),
    `config:\n${[
      `ssh: ${JSON.stringify({ privateKey })}`,
      `manager: ${at("wazuh")}`,
      "agents: [{ name: web-1, host: 10.2.0.1, hostKey: " + JSON.stringify(server.hostKey) + " }]",
      "whitelist: { common: [] }",
      "responses: [{ kind: block-ip, rules: [5763], timeout: 1h }]",
    ]
      .map((line) => `  wazuh-active-response:${line}\n`)
      .join("")}`,
  );
  put(0, ".json", attack(0, "203.0.113.1"));
  put(2, ".json.gz", gzipSync(attack(2, "203.0.113.2")));
  put(2, "-001.json.gz", gzipSync(attack(2, "203.0.113.3")));
  put(9, ".json.gz", gzipSync(attack(9, "203.0.113.4")));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const left = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith("active-response-alerts-"));

describe("replay --from-manager", () => {
  it("reads the days that were asked for over one connection, and leaves nothing on either side", async () => {
    const before = readdirSync(logs, { recursive: true }).sort();
    const { stdout, code } = await run([
      "replay",
      "--from-manager",
      "--since",
      "3d",
      "--dir",
      folder,
      "--json",
    ]);
    const report = JSON.parse(stdout) as Report;
    expect(report.rows.map(({ subject }) => subject).sort()).toEqual([
      "203.0.113.1",
      "203.0.113.2",
      "203.0.113.3",
    ]);
    expect(report.input).toMatchObject({ alerts: 24, faults: [] });
    expect(code).toBe(0);
    expect(server.connections()).toBe(1);
    expect(readdirSync(logs, { recursive: true }).sort()).toEqual(before);
    expect(left()).toEqual([]);
  });

  it("stops at the limit, and says what to write", async () => {
    const { code, stderr } = await run([
      "replay",
      "--from-manager",
      "--limit",
      "0",
      "--dir",
      folder,
    ]);
    expect(stderr).toBe(
      "active-response: --from-manager: wazuh has more than 0 MB of packed alerts in these days; give fewer by --since, or more by --limit\n",
    );
    expect(code).toBe(64);
    expect(left()).toEqual([]);
  });

  it("gives the host's own words where there are no alerts", async () => {
    rmSync(logs, { recursive: true });
    const { code, stderr } = await run(["replay", "--from-manager", "--dir", folder]);
    expect(stderr).toMatch(/^active-response: wazuh: its alerts cannot be read: .*cd: .*alerts/);
    expect(code).toBe(3);
  });
});
