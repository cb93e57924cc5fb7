import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { newKeyPair } from "../../../lab/keys";
import { sshServer, type TestServer } from "../provider/sshServer";

const PROGRAM = join(__dirname, "../../../bin/active-response.js");

/** As on an operator's machine: where the name CI is set at all, no spinner turns and no cursor is hidden. */
const OPERATOR_ENV: NodeJS.ProcessEnv = { ...process.env };
delete OPERATOR_ENV.CI;

interface Terminal {
  readonly code: number | null;
  readonly screen: string;
}

/** Runs the program on a terminal of so many columns; `press` is typed once `until` stands on the screen. */
function onTerminal(
  columns: number,
  args: readonly string[],
  typed?: { readonly until: string; readonly press: string },
): Promise<Terminal> {
  const words = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(" ");
  const child = spawn(
    "script",
    ["-qec", `stty cols ${columns} rows 24; exec ${words}`, "/dev/null"],
    { env: { ...OPERATOR_ENV, NO_COLOR: "", TERM: "xterm" }, stdio: ["pipe", "pipe", "pipe"] },
  );
  return new Promise((resolve) => {
    let screen = "";
    let pressed = false;
    child.stdout.on("data", (text: Buffer) => {
      screen += text.toString();
      if (typed && !pressed && screen.includes(typed.until)) {
        pressed = true;
        child.stdin.write(typed.press);
      }
    });
    // Only a bound: one that hangs in a loop hears nothing.
    const timer = setTimeout(() => child.kill("SIGKILL"), 60_000);
    child.on("close", (code) => {
      clearTimeout(timer);
      resolve({ code, screen });
    });
  });
}

describe.each([[0], [80]])("a terminal of %d columns", (columns) => {
  const key = newKeyPair();
  const dir = mkdtempSync(join(tmpdir(), "narrow-"));
  let mute: Server;
  let asked: TestServer;

  beforeAll(async () => {
    // Takes the connection and says nothing: the spinner has time.
    mute = createServer((socket) => socket.on("error", () => undefined));
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const { port } = mute.address() as AddressInfo;
    const stack = (name: string, at: number, seconds: number): void => {
      const host = (as: string): string =>
        JSON.stringify({
          name: as,
          host: as === "wazuh" ? "localhost" : "127.0.0.1",
          port: at,
          hostKey: key.publicKey,
        });
      writeFileSync(
        join(dir, `Pulumi.${name}.yaml`),
        `config:\n${[
          `ssh: ${JSON.stringify({ privateKey: key.privateKey, perDialTimeout: seconds })}`,
          `manager: ${host("wazuh")}`,
          `agents: [${host("web-1")}]`,
          "whitelist: {}",
          "responses: []",
        ]
          .map((line) => `  wazuh-active-response:${line}\n`)
          .join("")}`,
      );
    };
    asked = await sshServer();
    stack("asked", asked.port, 5);
    stack("mute", port, 60);
    stack("soon", port, 1);
  });
  afterAll(async () => {
    mute.close();
    await asked.close();
    rmSync(dir, { recursive: true });
  });

  it("shows what off could not switch, in our colours, and gives the cursor back", async () => {
    const { code, screen } = await onTerminal(columns, [
      ...["off", "--dir", dir, "--stack", "soon", "--reason", "test"],
    ]);
    expect({ code, screen }).toEqual({ code: 3, screen: expect.any(String) as string });
    expect(screen).toContain("switching 2 hosts off");
    expect(screen).toContain("\u001b[33moff\u001b[39m: 0 of 2 hosts");
    expect(screen).toContain("\u001b[31mNOT switched off: web-1: web-1 (127.0.0.1:");
    expect(screen.lastIndexOf("\u001b[?25h")).toBeGreaterThan(screen.lastIndexOf("\u001b[?25l"));
  });

  it.each([
    ["off", ["--reason", "test"], "switching 2 hosts off"],
    ["status", ["--no-drift"], "asking 2 hosts"],
    ["check", [], "checking 2 hosts"],
  ] as const)("%s hears Ctrl-C while its spinner turns", async (verb, more, until) => {
    const { code, screen } = await onTerminal(
      columns,
      [verb, "--dir", dir, "--stack", "mute", ...more],
      { until, press: "\u0003" },
    );
    expect({ code, screen }).toEqual({ code: 130, screen: expect.any(String) as string });
    expect(screen.lastIndexOf("\u001b[?25h")).toBeGreaterThan(screen.lastIndexOf("\u001b[?25l"));
  });

  it.each([
    ["an answer", "no\r", "web-1: not pinned: you said no"],
    ["Ctrl-C", "\u0003", "web-1: not pinned: you said no"],
    ["the end of the input", "\u0004", "web-1: not pinned: you said no"],
  ])("a question hears %s", async (_, press, said) => {
    const { code, screen } = await onTerminal(
      columns,
      ["trust", "web-1", "--dir", dir, "--stack", "asked"],
      { until: "Is it the same (yes/no)? ", press },
    );
    expect({ code, screen }).toEqual({ code: 1, screen: expect.stringContaining(said) as string });
  });
});
