/** A stock rule as far as the lab's engine needs it; texts are the lab's own. */
type StockRule = readonly [
  head: string,
  ...options: (readonly [element: string, content: string])[],
];

const SSHD: readonly StockRule[] = [
  ['id="5700" level="0" noalert="1"', ["decoded_as", "sshd"]],
  [
    'id="5710" level="5"',
    ["if_sid", "5700"],
    ["match", "illegal user|invalid user"],
    ["group", "authentication_failed,invalid_login,"],
  ],
  [
    'id="5712" level="10" frequency="8" timeframe="120" ignore="60"',
    ["if_matched_sid", "5710"],
    ["same_source_ip", ""],
    ["group", "authentication_failures,"],
  ],
  [
    'id="5715" level="3"',
    ["if_sid", "5700"],
    ["match", "^Accepted|authenticated.$"],
    ["group", "authentication_success,"],
  ],
  [
    'id="5716" level="5"',
    ["if_sid", "5700"],
    ["match", "^Failed|^error: PAM: Authentication"],
    ["group", "authentication_failed,"],
  ],
  [
    'id="5718" level="5"',
    ["if_sid", "5700"],
    ["match", "not allowed because"],
    ["group", "invalid_login,"],
  ],
  [
    'id="5719" level="10" frequency="8" timeframe="120" ignore="60"',
    ["if_matched_sid", "5718"],
    ["same_source_ip", ""],
    ["group", "invalid_login,"],
  ],
  [
    'id="5720" level="10" frequency="8"',
    ["if_matched_sid", "5716"],
    ["same_source_ip", ""],
    ["group", "authentication_failures,"],
  ],
  ['id="5721" level="0"', ["if_sid", "5700"], ["match", "Received disconnect from"]],
  ['id="5722" level="0"', ["if_sid", "5700"], ["match", "Connection closed"]],
  [
    'id="5760" level="5"',
    ["if_sid", "5700,5716"],
    ["match", "Failed password|Failed keyboard|authentication error"],
    ["group", "authentication_failed,"],
  ],
  [
    'id="5763" level="10" frequency="8" timeframe="120" ignore="60"',
    ["if_matched_sid", "5760"],
    ["same_source_ip", ""],
    ["group", "authentication_failures,"],
  ],
];

const RESPONSES: readonly StockRule[] = [
  ['id="650" level="0"', ["decoded_as", "ar_log_json"]],
  ...["firewall-drop", "host-deny", "route-null"].flatMap((program, index): StockRule[] => [
    [
      `id="${651 + 2 * index}" level="3"`,
      ["if_sid", "650"],
      ['field name="parameters.program"', program],
      ['field name="command"', "add"],
    ],
    [
      `id="${652 + 2 * index}" level="3"`,
      ["if_sid", "650"],
      ['field name="parameters.program"', program],
      ['field name="command"', "delete"],
    ],
  ]),
  ['id="657" level="3"', ["if_sid", "650"], ['field name="command"', "add|delete"]],
  ['id="658" level="5"', ["if_sid", "650"], ["status", "inactive"]],
];

const AUDIT: readonly StockRule[] = [
  ['id="80700" level="0"', ["decoded_as", "auditd"]],
  [
    'id="80792" level="3"',
    ["if_sid", "80700"],
    [
      'list field="audit.key" lookup="match_key_value" check_value="command"',
      "etc/lists/audit-keys",
    ],
    ["group", "audit_command,"],
  ],
];

const SYSLOG: readonly StockRule[] = [['id="86600" level="0"', ["decoded_as", "json"]]];

/** The lab's small ruleset: file name to text. Ids, levels and matching are those of Wazuh 4.14. */
export const STOCK_RULES: Readonly<Record<string, string>> = {
  "0015-ossec_rules.xml": file("ossec,active_response,", RESPONSES),
  "0095-sshd_rules.xml": file("syslog,sshd,", SSHD),
  "0365-auditd_rules.xml": file("audit,", AUDIT),
  "0475-suricata_rules.xml": file("ids,json,", SYSLOG),
};

function file(group: string, rules: readonly StockRule[]): string {
  const printed = rules.map(([head, ...options]) => {
    const id = /id="(\d+)"/.exec(head)?.[1] ?? "";
    const lines = [...options, ["description", `Lab rule ${id}.`] as const].map(
      ([element, content]) => `    <${element}>${content}</${element.split(" ")[0] ?? ""}>\n`,
    );
    return `  <rule ${head}>\n${lines.join("")}  </rule>\n`;
  });
  return `<!-- Stand-in of the lab: some of the stock rules, texts of our own. -->\n<group name="${group}">\n${printed.join("")}</group>\n`;
}
