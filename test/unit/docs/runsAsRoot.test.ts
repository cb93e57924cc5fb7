import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { bootstrap } from "../../../policy/bundle/bootstrap";
import { printBundle } from "../../../policy/bundle/bundle";
import { run } from "../cli/run";
import { blocksOf, readPages } from "./pages";

const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJmXo0X4V0Vq8m1mC3WbPjYv5pVh9gq3u0mWfY4Jp1a2";
const STACK = {
  ssh: { user: "root", agentSocketPath: "/run/agent" },
  manager: { name: "wazuh", host: "10.0.0.2", hostKey: KEY },
  agents: [{ name: "gitlab", host: "10.0.0.3", hostKey: KEY }],
  whitelist: { common: [{ address: "10.0.0.0/24", name: "office" }] },
  responses: [{ kind: "block-ip", rules: [5763], timeout: "1h" }],
};

const page = readPages().find(({ file }) => file === "docs/security.md");
const commands =
  page === undefined
    ? []
    : blocksOf(page, "sh")
        .flatMap(({ text }) => text.split("\n"))
        .map((line) => line.split(" "));

/** The sum that a preview of a host's `stdin` has behind "installer". */
function previewed(role: "agent" | "master"): string | undefined {
  const stdin = printBundle({ host: "x", role, tools: [], files: {} });
  return Object.keys((JSON.parse(stdin) as { installer: object }).installer)[0];
}

describe("the example of docs/security.md, played", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "as-root-"));
    const lines = Object.entries(STACK).map(
      ([key, value]) => `  wazuh-active-response:${key}: ${JSON.stringify(value)}\n`,
    );
    writeFileSync(join(folder, "Pulumi.mine.yaml"), `config:\n${lines.join("")}`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it("is two commands: one of ours, and one that everybody has", () => {
    expect(commands.map(([first, second]) => [first, second])).toEqual([
      ["npx", "active-response"],
      ["sha256sum", "rendered/gitlab/var/lib/wazuh-active-response/installer"],
    ]);
  });

  it("gives the sum that a preview names, of what the host runs", async () => {
    const [[, , ...verb] = [], [sum = "", ...file] = []] = commands;
    const out = verb.map((word) => (word === "rendered" ? join(folder, word) : word));
    expect(await run([...out, "--dir", folder])).toMatchObject({ code: 0 });
    const { stdout } = spawnSync(sum, file, { cwd: folder, encoding: "utf8" });
    expect(stdout).toBe(`${previewed("agent")}  ${file[0]}\n`);
    const manager = spawnSync(sum, [(file[0] ?? "").replace("gitlab", "wazuh")], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(manager.stdout.slice(0, 64)).toBe(previewed("master"));
  });

  it("gives the command that a preview shows, and each file that the page names", () => {
    const named = [...(page?.text ?? "").matchAll(/^\| (`_as-root\/.*?) \|/gm)].flatMap(
      ([, names = ""]) => [...names.matchAll(/`(.*?)`/g)].map(([, name = ""]) => name),
    );
    expect(named).toHaveLength(4);
    const texts = named.map((name) => readFileSync(join(folder, "rendered", name), "utf8"));
    for (const text of texts) expect(text.length).toBeGreaterThan(1000);
    expect(texts[2]).toBe(`${bootstrap("apply", false)}\n`);
  });
});
