import { readFileSync } from "node:fs";
import { join } from "node:path";

import { judgeAgentConf } from "../config/agentConf";
import { error } from "../config/words";
import type { ToolResult } from "./agentControl";
import { told } from "./check";

/**
 * `verify-agent-conf -f FILE`: whether an agent.conf can be read. It ends with 1 where it refuses, its words go to standard
 * error and to the log of its home, as those of the real one. Without -f it looks at the group `default` alone here.
 */
export function verifyAgentConf(home: string, argv: readonly string[]): ToolResult {
  const at = argv.indexOf("-f");
  const file = at === -1 ? join(home, "etc/shared/default/agent.conf") : (argv[at + 1] ?? "");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    // Its words end their line themselves, and the log ends it again (util/verify-agent-conf.c:77, v4.14.7).
    return told("verify-agent-conf", home, true, [error(`[${file}] is not a valid file.\n`)]);
  }
  const { refused, words } = judgeAgentConf(text, file);
  const { code, output } = told("verify-agent-conf", home, refused, words);
  return { code, output: refused ? output : `${output}verify-agent-conf: OK\n\n` };
}
