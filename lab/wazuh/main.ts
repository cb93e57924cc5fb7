import { readFileSync, writeSync } from "node:fs";
import { join } from "node:path";

import { runAgentd } from "./agent/agentd";
import { runClusterd } from "./agent/clusterd";
import { runRemoted } from "./agent/remoted";
import { runAnalysisd } from "./analysisd/main";
import { runApid } from "./api/main";
import { judge } from "./config/judge";
import { error } from "./config/words";
import { lineOf, logOf } from "./daemon/log";
import { runExecd } from "./execd/main";
import { runExecdOfFive } from "./execd/mainFive";
import { agentControl, type ToolResult } from "./tools/agentControl";
import { testConfig } from "./tools/check";
import { verifyAgentConf } from "./tools/verifyAgentConf";

/** The stand-ins as one program: `main.js NAME HOME [ARGUMENT...]`; lab/wazuh/host/launcher.sh starts it. */
async function main([name = "", home = "", ...argv]: readonly string[]): Promise<void> {
  const at = argv.indexOf("-c");
  if (argv.includes("-t")) finish(testConfig(name, home, at === -1 ? undefined : argv[at + 1]));
  else if (name === "agent_control") finish(await agentControl(home, argv));
  else if (name === "verify-agent-conf") finish(verifyAgentConf(home, argv));
  else await start(name, home);
}

function finish({ code, output }: ToolResult): never {
  writeSync(code === 0 ? 1 : 2, output);
  process.exit(code);
}

async function start(name: string, home: string): Promise<void> {
  if (name === "wazuh-execd-5") return runExecdOfFive(home);
  const { refused, words, roots } = judge(
    name,
    readFileSync(join(home, "etc", "ossec.conf"), "utf8"),
  );
  if (refused) {
    writeSync(2, words.map((word) => `${lineOf(name, word)}\n`).join(""));
    process.exit(1);
  }
  switch (name) {
    case "wazuh-analysisd":
      return runAnalysisd(home);
    case "wazuh-execd":
      return runExecd(home, roots);
    case "wazuh-remoted":
      return runRemoted(home);
    case "wazuh-agentd":
      return runAgentd(home, roots);
    case "wazuh-clusterd":
      return runClusterd(home, roots);
    case "wazuh-apid":
      return runApid(home);
    default:
      throw new Error(`${name} is no stand-in of the lab`);
  }
}

const [, , ...args] = process.argv;

/** The words of a program that ends for a reason of its own: to whoever started it, and to the log. */
function die(fault: unknown): never {
  const [name = "", home = ""] = args;
  const word = error(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  logOf(home, name)(word);
  try {
    writeSync(2, `${lineOf(name, word)}\n`);
  } finally {
    process.exit(1);
  }
}

process.on("uncaughtException", die);
main(args).catch(die);
