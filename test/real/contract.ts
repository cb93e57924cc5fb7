/**
 * What wazuh-analysisd of 4.14.7 says under `-t` to a section of ossec.conf: the first error, or nothing where it starts, and
 * then the rows that it writes to ar.conf behind its own six (config/active-response.c, analysisd/active-response.c).
 */
export interface Clause {
  readonly what: string;
  readonly conf: string;
  readonly says?: string;
  readonly rows?: readonly string[];
}

const FW =
  "<command><name>fw</name><executable>fw</executable><timeout_allowed>yes</timeout_allowed></command>";

function response(more: string, command = "fw", location = "local", before = FW): string {
  const named = command && `<command>${command}</command>`;
  const placed = location && `<location>${location}</location>`;
  return `${before}<active-response>${named}${placed}${more}</active-response>`;
}

const invalid = (element: string, value: string): string =>
  `(1235): Invalid value for element '${element}': ${value}.`;
const unknown = (element: string): string =>
  `(1230): Invalid element in the configuration: '${element}'.`;
const MISSING = "(1281): Missing options in the active response configuration.";
const HALF = "(1280): Missing command options. You must specify a 'name' and 'executable'.";

/** What is refused, with its words, and what is accepted and means something else than it seems to. */
export const CONTRACT: readonly Clause[] = [
  { what: "no command", conf: response("", ""), says: MISSING },
  {
    what: "a command that nobody defined",
    conf: response("", "nosuch"),
    says: "(1303): Invalid command 'nosuch' in the active response.",
  },
  {
    what: "a command that is defined behind it",
    conf: response("", "fw", "local", "") + FW,
    says: "(1303): Invalid command 'fw' in the active response.",
  },
  { what: "no location", conf: response("", "fw", ""), says: MISSING },
  {
    what: "a location that is none",
    conf: response("", "fw", "somewhere"),
    says: "(1302): Invalid active response location: 'somewhere'.",
  },
  {
    what: "an agent that is not named",
    conf: response("", "fw", "defined-agent"),
    says: "(1304): No agent defined for response.",
  },
  { what: "level 21", conf: response("<level>21</level>"), says: invalid("level", "21") },
  { what: "level -1", conf: response("<level>-1</level>"), says: invalid("level", "-1") },
  {
    what: "a level of letters",
    conf: response("<level>high</level>"),
    says: invalid("level", "high"),
  },
  { what: "level 20", conf: response("<level>20</level>"), rows: ["fw0 - fw - 0"] },
  {
    what: "disabled: true",
    conf: response("<disabled>true</disabled>"),
    says: invalid("disabled", "true"),
  },
  {
    what: "an agent's section",
    conf: "<active-response><disabled>no</disabled><ca_store>etc/wpk_root.pem</ca_store></active-response>",
    says: MISSING,
  },
  {
    what: "an unknown element",
    conf: response("<rule_id>5763</rule_id>"),
    says: unknown("rule_id"),
  },
  {
    what: "an empty response",
    conf: "<active-response></active-response>",
    says: unknown("active-response"),
  },
  { what: "an empty command", conf: "<command></command>", says: unknown("command") },
  { what: "an unknown section", conf: "<bogus><a>b</a></bogus>", says: unknown("bogus") },
  {
    what: "a name with !",
    conf: "<command><name>!fw</name><executable>fw</executable></command>",
    says: invalid("name", "!fw"),
  },
  {
    what: "a command without a name",
    conf: "<command><executable>fw</executable></command>",
    says: HALF,
  },
  {
    what: "a command without an executable",
    conf: "<command><name>fw</name></command>",
    says: HALF,
  },
  {
    what: "timeout_allowed: true",
    conf: FW.replace("yes", "true"),
    says: invalid("timeout_allowed", "true"),
  },
  {
    what: "an unknown element of a command",
    conf: FW.replace("</command>", "<args>x</args></command>"),
    says: unknown("args"),
  },
  {
    what: "a network of /33",
    conf: "<global><white_list>10.0.0.0/33</white_list></global>",
    says: "(1237): Invalid ip address: '10.0.0.0/33'.",
  },
  {
    what: "a name on the white list",
    conf: "<global><white_list>host.example</white_list></global>",
  },
  { what: "no trigger", conf: response("<timeout>600</timeout>"), rows: ["fw600 - fw - 600"] },
  { what: "a timeout of 10m", conf: response("<timeout>10m</timeout>"), rows: ["fw10 - fw - 10"] },
  {
    what: "a timeout of letters",
    conf: response("<timeout>abc</timeout>"),
    rows: ["fw0 - fw - 0"],
  },
  {
    what: "a timeout that its command does not allow",
    conf: response("<timeout>600</timeout>", "fw", "local", FW.replace("yes", "no")),
    rows: ["fw0 - fw - 0"],
  },
  { what: "a response that is off", conf: response("<disabled>yes</disabled>"), rows: [] },
  {
    what: "two equal responses",
    conf: response("<timeout>60</timeout>") + response("<timeout>60</timeout>", "fw", "local", ""),
    rows: ["fw60 - fw - 60", "fw60 - fw - 60"],
  },
  {
    what: "two commands of one name",
    conf: FW + FW.replace(">fw</exec", ">other</exec") + response("", "fw", "local", ""),
    rows: ["fw0 - fw - 0"],
  },
  { what: "a location that contains as", conf: response("", "fw", "last"), rows: ["fw0 - fw - 0"] },
];
