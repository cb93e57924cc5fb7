import { execFileSync } from "node:child_process";

import { completionOf } from "../../../cli/verbs/completion/completion";
import { EXIT, EXIT_MEANINGS } from "../../../cli/lib/exit";
import { newProgram } from "../../../cli/main";
import { judge } from "../../../cli/lib/isolation/agentProof";
import { parseAgentState, type AgentState } from "../../../cli/lib/isolation/agentState";
import { readAlerts } from "../../../cli/lib/isolation/managerProof";
import { run } from "./run";

const VERBS = newProgram().commands.map((command) => command.name());

describe("every verb", () => {
  test.each(VERBS)("%s --help has two examples of itself", async (verb) => {
    const { code, stdout } = await run([verb, "--help"]);
    expect(code).toBe(0);
    const [, examples = ""] = stdout.split("Examples:\n");
    expect(
      examples.match(new RegExp(`^ {2}.*active-response ${verb}( |$)`, "gm"))?.length,
    ).toBeGreaterThanOrEqual(2);
  });

  test.each(VERBS)("%s --help fits 100 columns", async (verb) => {
    const { stdout } = await run([verb, "--help"]);
    const wide = stdout.split("\n").filter((line) => line.length > 100 && !/^ {2}--dir/.test(line));
    expect(wide).toEqual([]);
  });

  test("the help lists every exit code with its meaning", async () => {
    const { stdout } = await run(["--help"]);
    const listed = [...stdout.matchAll(/^ {2}(\d+) +(.+)$/gm)].map(([, code, text]) => [
      Number(code),
      text,
    ]);
    expect(listed).toEqual(Object.values(EXIT).map((code) => [code, EXIT_MEANINGS[code]]));
  });
});

describe("completion", () => {
  const complete = (...words: string[]): string[] => {
    const script = `${completionOf(newProgram(), "bash")}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _active_response; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return execFileSync("bash", ["-c", script], { encoding: "utf8" }).trim().split("\n");
  };

  test("bash completes verbs and a verb's options", () => {
    expect(complete("active-response", "un")).toEqual(["unblock"]);
    expect(complete("active-response", "isolate", "--re")).toEqual(["--reason"]);
  });

  test("fish has a line for every option; zsh reads bash's form; others are refused", () => {
    const fish = completionOf(newProgram(), "fish");
    for (const verb of VERBS) expect(fish).toContain(`-f -a ${verb} -d '`);
    expect(completionOf(newProgram(), "zsh")).toContain("bashcompinit");
    expect(() => completionOf(newProgram(), "tcsh")).toThrow("write one of bash, zsh, fish");
  });
});

describe("the proof of an isolation", () => {
  const decision = (script: string, word: string): string =>
    `2026/11/25 10:14:30 active-response/bin/${script}: {"version":1,"origin":{"name":"${script}","module":"active-response"},"active_response":{"action":"add","decision":"${word}","subject":"this host","why":"because","rule":"-","alert":"-","agent":"-"}}`;
  const state = (table: string, packets: string, ...lines: string[]): AgentState =>
    parseAgentState(
      [`table ${table}`, `packets ${packets}`, "agentd", "kept", "size 7", ...lines].join("\n"),
    );
  const OPEN = state("", "");
  const isolated = decision("custom-isolate", "isolated");

  test("what the agent's kernel says, read", () => {
    expect(state("12", "3+0+4", isolated)).toMatchObject({
      table: "12",
      packets: 7,
      kept: true,
      size: 7,
    });
    expect(OPEN).toEqual({ packets: 0, agentd: true, kept: true, size: 7, decisions: [] });
  });

  test("on the agent: a new table, packets of the manager that it let in, and its own decision", () => {
    const seen = (now: AgentState, seconds?: number) => judge("isolate", OPEN, now, seconds);
    expect(seen(OPEN)).toBeUndefined();
    expect(seen(state("12", "0", isolated), 3)).toBeUndefined();
    expect(seen(state("12", "0", isolated), 25)).toEqual({
      ok: true,
      unproven: true,
      words:
        "its nft table is loaded, and nothing came from the manager in 25 s (isolated: because)",
    });
    expect(seen({ ...state("12", "7", isolated), agentd: false }, 25)?.words).toBe(
      "its nft table is loaded, and its wazuh-agentd does not run (isolated: because)",
    );
    expect(seen(state("12", "3+4", isolated), 3)).toEqual({
      ok: true,
      words:
        "over SSH, its nft table is loaded, and 7 packets came from the manager since (isolated: because)",
    });
    expect(seen(state("", "", decision("custom-isolate", "refused")))).toEqual({
      ok: false,
      words: "because",
    });
  });

  test("on an agent whose disk is full: its kernel alone, after a while, and what that means", () => {
    const full = parseAgentState("table 12\npackets 2\nagentd\nsize 7\n");
    expect(judge("isolate", OPEN, full, 1)).toBeUndefined();
    expect(judge("isolate", OPEN, full, 6)).toEqual({
      ok: true,
      words:
        "over SSH, its nft table is loaded, and 2 packets came from the manager since, its log says nothing; it will NOT survive a reboot",
    });
    expect(judge("release", full, OPEN, 6)).toEqual({
      ok: true,
      words:
        "over SSH, its nft table is gone, its log says nothing; it will be isolated again at the next boot, since its isolation.nft cannot be removed",
    });
  });

  test("on the manager: the line of this agent, this script, this way round", () => {
    const alert = (id: string, script: string, command: string): string =>
      JSON.stringify({
        rule: { id: "657" },
        agent: { id },
        data: { command, parameters: { program: `active-response/bin/${script}` } },
      });
    const seen = (line: string) => readAlerts("isolate", "001", "custom-isolate", `${line}\n{"cut`);
    expect(seen(alert("002", "custom-isolate", "add"))).toBeUndefined();
    expect(seen(alert("001", "custom-release", "add"))).toBeUndefined();
    expect(seen(alert("001", "custom-isolate", "delete"))).toBeUndefined();
    expect(seen(alert("001", "custom-isolate", "add"))).toEqual({
      ok: true,
      words: "its log line reached the manager, rule 657",
    });
  });
});
