/** What wazuh-analysisd of 4.14.7 answers on queue/sockets/analysis to a request that it refuses (analysisd/asyscom.c). */
export interface RequestClause {
  readonly what: string;
  readonly request: string;
  /** The whole answer. */
  readonly answer: string;
  /** The line of asyscom.c, v4.14.7. */
  readonly line: number;
}

const refused = (error: number, message: string): string =>
  JSON.stringify({ error, message, data: {} });
const getconfig = (parameters: unknown): string =>
  JSON.stringify({ command: "getconfig", parameters });

/** The numbers are those of the enum at asyscom.c:24, v4.14.7. */
export const REQUESTS_CONTRACT: readonly RequestClause[] = [
  {
    what: "no JSON",
    request: "getconfig global",
    answer: refused(2, "Invalid JSON input"),
    line: 106,
  },
  { what: "null", request: "null", answer: refused(3, "Empty command"), line: 195 },
  { what: "no command", request: "{}", answer: refused(3, "Empty command"), line: 195 },
  {
    what: "a command that is a number",
    request: '{"command":5}',
    answer: refused(3, "Empty command"),
    line: 195,
  },
  {
    what: "an unknown command",
    request: '{"command":"nosuch"}',
    answer: refused(4, "Unrecognized command"),
    line: 192,
  },
  {
    what: "getconfig without parameters",
    request: '{"command":"getconfig"}',
    answer: refused(5, "Empty parameters"),
    line: 164,
  },
  {
    what: "getconfig with a list of parameters",
    request: getconfig(["global"]),
    answer: refused(5, "Empty parameters"),
    line: 164,
  },
  {
    what: "getconfig without a section",
    request: getconfig({}),
    answer: refused(6, "Empty section"),
    line: 161,
  },
  {
    what: "a section that is a number",
    request: getconfig({ section: 1 }),
    answer: refused(6, "Empty section"),
    line: 161,
  },
  {
    what: "an unknown section",
    request: getconfig({ section: "nosuch" }),
    answer: refused(7, "Unrecognized or not configured section"),
    line: 158,
  },
];
