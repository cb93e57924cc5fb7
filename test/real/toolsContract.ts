/** What a tool of a manager of 4.14.7 with one agent, 001, prints, and how it ends. Nothing of these is sent to an agent. */
export interface ToolClause {
  readonly tool: "agent_control" | "verify-agent-conf";
  readonly argv: readonly string[];
  readonly code: number;
  /** Standard output without usage and, of verify-agent-conf's, the lines of standard error without their time. */
  readonly prints: string;
  /** A source line of v4.14.7, or the record in this folder. */
  readonly source: string;
}

const refused = (prints: string, source: string, ...argv: string[]): ToolClause => ({
  tool: "agent_control",
  argv,
  code: 1,
  prints: `\n${prints}\n`,
  source,
});

/** agent.conf files that the clauses name, below the folder that a test puts in place of FOLDER. */
export const AGENT_CONFS = {
  "fine.conf": "<agent_config></agent_config>\n",
  "bogus.conf": "<agent_config><bogus><a>b</a></bogus></agent_config>\n",
} as const;

export const TOOLS_CONTRACT: readonly ToolClause[] = [
  {
    tool: "agent_control",
    argv: ["-l"],
    code: 0,
    prints:
      "\nWazuh agent_control. List of available agents:\n   ID: 000, Name: MANAGER (server), IP: 127.0.0.1, Active/Local\n   ID: 001, Name: AGENT, IP: any, Active\n\nList of agentless devices:\n\n",
    source: "agent_control-l.txt",
  },
  {
    tool: "agent_control",
    argv: ["-L"],
    code: 0,
    prints: "\nWazuh agent_control. Available active responses:\n\n\n",
    source: "util/agent_control.c:225",
  },
  refused(
    "** Invalid agent id '099'.",
    "util/agent_control.c:339",
    "-b",
    "192.0.2.7",
    "-f",
    "x",
    "-u",
    "099",
  ),
  refused(
    "** Invalid argument combination.",
    "util/agent_control.c:660",
    "-b",
    "192.0.2.7",
    "-u",
    "001",
  ),
  refused(
    "** Selected active response does not exist.",
    "util/agent_control.c:627",
    ...["-b", "192.0.2.7", "-f", "nosuch", "-u", "001"],
  ),
  {
    tool: "verify-agent-conf",
    argv: ["-f", "FOLDER/fine.conf"],
    code: 0,
    prints: "verify-agent-conf: OK\n\n",
    source: "util/verify-agent-conf.c:85",
  },
  {
    tool: "verify-agent-conf",
    argv: ["-f", "FOLDER/nosuch.conf"],
    code: 1,
    prints: "verify-agent-conf: ERROR: [FOLDER/nosuch.conf] is not a valid file.\n\n",
    source: "util/verify-agent-conf.c:77",
  },
  {
    tool: "verify-agent-conf",
    argv: ["-f", "FOLDER/bogus.conf"],
    code: 1,
    prints:
      "verify-agent-conf: ERROR: (1230): Invalid element in the configuration: 'bogus'.\nverify-agent-conf: ERROR: (1202): Configuration error at 'FOLDER/bogus.conf'.\nverify-agent-conf: ERROR: (1207): Syscheck remote configuration in 'FOLDER/bogus.conf' is corrupted.\n",
    source: "error_messages/error_messages.h:67",
  },
];
