import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { newKeyPair } from "../../../lab/keys";
import { newProgram } from "../../../cli/main";
import { finish, sshServer, type TestServer } from "../provider/sshServer";
import { run } from "./run";

/** Clears the screen, fakes an answer, fills the clipboard, turns the direction, hides; and a word to be found by. */
const HOSTILE =
  "\u001b[2J\u001b[Hnobody is blocked\u001b]52;c;T1dORUQ=\u0007\u009b31m\r\u202e\u200b\u2028\u0085OWNED";
const OBEYED = /[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/;

const decision = (script: string, said: string): string =>
  `2026/11/30 10:14:30 active-response/bin/${script}: ${JSON.stringify({
    version: 1,
    origin: { name: script, module: "active-response" },
    command: "add",
    active_response: {
      decision: said,
      subject: "203.0.113.66",
      why: `${HOSTILE}\nnobody is blocked`,
      rule: HOSTILE,
      alert: "1.2",
    },
  })}`;
const set = { nftables: [{ set: { elem: ["203.0.113.66", HOSTILE] } }] };
const alert = { id: "1.2", full_log: `${HOSTILE}\nnobody is blocked` };

/** A host that was taken over: whatever it is asked, this is the answer. */
function answerOf(command: string): { readonly out: string; readonly code: number } {
  const ok = (out: string): { out: string; code: number } => ({ out, code: 0 });
  if (command.includes("agent_control -l"))
    return ok(
      `   ID: 001, Name: web-1, IP: any, Active\n   ID: 002, Name: ${HOSTILE}, IP: any, Active\n`,
    );
  if (command.includes("printf 'version") || command.includes("version %s"))
    return ok(
      `version ${HOSTILE}\nconnection ${HOSTILE}\nexecd yes\nset ${JSON.stringify(set)}\n` +
        `decision ${decision("guarded-block-ip", "blocked")}\n`,
    );
  if (command.includes("logs/alerts && grep")) return ok(`${JSON.stringify(alert)}\n`);
  if (command.includes("active-responses.log.1"))
    return ok(`${decision("guarded-block-ip", "observed")}\n`);
  if (command.includes("wc -c")) return ok("0\n");
  if (command.includes("custom-isolate") || command.includes("tail -c"))
    return ok(
      `isolate\n${decision("custom-isolate", "refused")}\n${decision("custom-release", "refused")}\n`,
    );
  if (command.includes("msg_to_agent")) return ok("");
  return { out: HOSTILE, code: 1 };
}

describe("texts that attack the terminal", () => {
  const key = newKeyPair();
  const dir = mkdtempSync(join(tmpdir(), "hostile-"));
  const alerts = join(dir, "alerts.json");
  let server: TestServer;

  beforeAll(async () => {
    server = await sshServer({
      exec: async (command, { channel, input }) => {
        await input();
        const { out, code } = answerOf(command);
        channel.write(out);
        channel.stderr.write(
          Buffer.concat([
            Buffer.from(`${HOSTILE}\nnobody is blocked\n${HOSTILE}`),
            Buffer.from([0xff, 0x9b]),
          ]),
        );
        finish(channel, code);
      },
    });
    const at = (name: string): string =>
      JSON.stringify({
        name,
        host: name === "wazuh" ? "localhost" : "127.0.0.1",
        port: server.port,
        hostKey: server.hostKey,
      });
    const stack = (more: readonly string[]): string =>
      `config:\n${[
        `ssh: ${JSON.stringify({ privateKey: key.privateKey, perDialTimeout: 5 })}`,
        `manager: ${at("wazuh")}`,
        `agents: [${at("web-1")}]`,
        ...more,
      ]
        .map((line) => `  wazuh-active-response:${line}\n`)
        .join("")}`;
    const isolate = { kind: "isolate-host", allow: [{ to: "192.0.2.0/24", reason: "office" }] };
    const good = ["whitelist: {}", `responses: ${JSON.stringify([isolate])}`];
    writeFileSync(join(dir, "Pulumi.good.yaml"), stack(good));
    writeFileSync(
      join(dir, "Pulumi.bad.yaml"),
      stack([
        `whitelist: ${JSON.stringify({ common: [{ address: HOSTILE, name: HOSTILE }] })}`,
        "responses: []",
      ]),
    );
    writeFileSync(
      join(dir, "ossec.conf"),
      `<ossec_config><global><white_list>${HOSTILE}</white_list></global>\n` +
        `<active-response><command>${HOSTILE}</command></active-response></ossec_config>\n`,
    );
  });
  afterAll(async () => {
    await server.close();
    rmSync(dir, { recursive: true });
  });

  const conf = join(dir, "ossec.conf");
  const good = ["--dir", dir, "--stack", "good"];
  const bad = ["--dir", dir, "--stack", "bad"];
  const reason = ["--reason", "test"];
  const proof = ["--reason", "test", "--within", "5"];
  /** Every verb, by a way on which text from elsewhere comes to be printed. */
  const WAYS: Readonly<Record<string, readonly (readonly string[])[]>> = {
    lint: [
      ["lint", conf],
      ["lint", conf, "--json"],
      ["lint", ...bad],
      ["lint", ...good, "--enrolled"],
    ],
    import: [
      ["import", conf],
      ["import", conf, "--json"],
    ],
    migrate: [
      ["migrate", conf],
      ["migrate", conf, "--json"],
      ["migrate", ...bad],
    ],
    adopt: [
      ["adopt", ...good, "--file", conf],
      ["adopt", ...good],
    ],
    trust: [["trust", HOSTILE, ...good]],
    plan: [["plan", ...bad]],
    render: [["render", ...bad, "--out", join(dir, "out")]],
    check: [
      ["check", ...good],
      ["check", ...good, "--json"],
    ],
    status: [
      ["status", ...good, "--no-drift"],
      ["status", ...good, "--json"],
    ],
    blocks: [
      ["blocks", ...good],
      ["blocks", "203.0.113.66", ...good],
      ["blocks", ...good, "--json"],
    ],
    unblock: [
      ["unblock", "203.0.113.66", ...good],
      ["unblock", "203.0.113.66", ...good, "--json"],
    ],
    isolate: [
      ["isolate", "nobody", ...good, "--yes", "nobody", ...proof],
      ["isolate", "web-1", ...good, "--yes", "web-1", ...proof],
    ],
    release: [["release", "web-1", ...good, "--yes", "web-1", ...proof, "--json"]],
    drill: [["drill", ...good]],
    completion: [["completion", HOSTILE]],
    observed: [
      ["observed", ...good],
      ["observed", ...good, "--json"],
    ],
    off: [
      ["off", ...good, ...reason],
      ["off", ...good, ...reason, "--json"],
    ],
    on: [["on", ...good, ...reason]],
    replay: [
      ["replay", alerts, ...good],
      ["replay", alerts, ...good, "--json"],
      ["replay", "--from-manager", ...good],
    ],
  };

  // A line that is played, and one that cannot be read.
  writeFileSync(
    alerts,
    [
      JSON.stringify({
        timestamp: "2026-11-01T00:00:00.000+0000",
        rule: { level: 3, id: "5715", groups: [HOSTILE] },
        agent: { id: "001", name: HOSTILE },
        manager: { name: HOSTILE },
        id: HOSTILE,
        full_log: HOSTILE,
        data: { srcip: "203.0.113.9", dstuser: HOSTILE },
        location: HOSTILE,
      }),
      `{"rule": ${HOSTILE.replaceAll("\n", " ")}`,
      "",
    ].join("\n"),
  );

  it("are tried on every verb", () => {
    expect(Object.keys(WAYS).sort()).toEqual(
      newProgram()
        .commands.map((command) => command.name())
        .sort(),
    );
  });

  it.each(
    Object.values(WAYS)
      .flat()
      .map((args, i) => [`${args[0] ?? ""}, way ${i}`, args] as const),
  )("come out of %s as text", async (_, args) => {
    const { stdout, stderr } = await run(args);
    const printed = stdout + stderr;
    expect(printed).toContain("OWNED");
    expect(printed.split("\n").filter((line) => OBEYED.test(line))).toEqual([]);
    // No line of theirs poses as one of ours.
    expect(printed.split("\n").filter((line) => /^nobody is blocked/.test(line))).toEqual([]);
    const json = args.includes("--json") && stdout !== "" ? stdout : "null";
    expect(() => JSON.parse(json) as unknown).not.toThrow();
  });
});

describe("the ways to the terminal", () => {
  const ROOT = join(__dirname, "../../..");
  const sources = [
    "cli",
    "config",
    "program",
    "components",
    "tools/engine",
    "ssh",
    "policy",
  ].flatMap((folder) =>
    (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  );
  const holding = (pattern: RegExp): string[] =>
    sources.filter((file) => pattern.test(readFileSync(join(ROOT, file), "utf8")));

  it("none goes around the guard but what steers the screen", () => {
    expect(holding(/\bwriteRaw\(/)).toEqual(["cli/verbs/status/status.ts"]);
    expect(
      holding(/"inherit"|\/dev\/(?:tty|std(?:out|err))|(?:writeSync|writeFileSync)\([12],/),
    ).toEqual(["cli/lib/files/changeFile.ts"]);
  });
});
