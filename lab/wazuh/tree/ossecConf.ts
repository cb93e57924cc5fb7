/** What a manager's file is made of. */
export interface ManagerConfArgs {
  readonly node: string;
  readonly type: "master" | "worker";
  /** Address of the master; undefined for a manager without a cluster. */
  readonly master: string | undefined;
}

/** Names of stock commands and their executables, and whether they take a timeout. */
const COMMANDS: readonly (readonly [string, string, boolean])[] = [
  ["disable-account", "disable-account", true],
  ["restart-wazuh", "restart-wazuh", false],
  ["firewall-drop", "firewall-drop", true],
  ["host-deny", "host-deny", true],
  ["route-null", "route-null", true],
  ["win_route-null", "route-null.exe", true],
  ["netsh", "netsh.exe", true],
];

/** A manager's ossec.conf with the sections of a stock one, shorter. */
export function managerConf({ node, type, master }: ManagerConfArgs): string {
  const commands = COMMANDS.map(
    ([name, executable, timed]) => `  <command>
    <name>${name}</name>
    <executable>${executable}</executable>
${timed ? "    <timeout_allowed>yes</timeout_allowed>\n" : ""}  </command>
`,
  );
  return `<!-- Manager of the lab: the sections of a stock file. -->
<ossec_config>
  <global>
    <jsonout_output>yes</jsonout_output>
    <alerts_log>yes</alerts_log>
    <logall>no</logall>
    <email_notification>no</email_notification>
    <agents_disconnection_time>15m</agents_disconnection_time>
    <update_check>yes</update_check>
  </global>

  <alerts>
    <log_alert_level>3</log_alert_level>
    <email_alert_level>12</email_alert_level>
  </alerts>

  <remote>
    <connection>secure</connection>
    <port>1514</port>
    <protocol>tcp</protocol>
  </remote>

  <syscheck>
    <disabled>no</disabled>
  </syscheck>

  <!-- Addresses that no response touches -->
  <global>
    <white_list>127.0.0.1</white_list>
    <white_list>^localhost.localdomain$</white_list>
  </global>

${commands.join("\n")}
  <!--
  <active-response>
    blocks of one's own
  </active-response>
  -->

  <localfile>
    <log_format>syslog</log_format>
    <location>/var/ossec/logs/active-responses.log</location>
  </localfile>

  <localfile>
    <log_format>syslog</log_format>
    <location>/var/log/auth.log</location>
  </localfile>

  <ruleset>
    <decoder_dir>ruleset/decoders</decoder_dir>
    <rule_dir>ruleset/rules</rule_dir>
    <rule_exclude>0215-policy_rules.xml</rule_exclude>
    <list>etc/lists/audit-keys</list>
    <decoder_dir>etc/decoders</decoder_dir>
    <rule_dir>etc/rules</rule_dir>
  </ruleset>

  <auth>
    <disabled>no</disabled>
    <port>1515</port>
  </auth>

  <cluster>
    <name>wazuh</name>
    <node_name>${node}</node_name>
    <node_type>${type}</node_type>
    <key></key>
    <port>1516</port>
    <bind_addr>0.0.0.0</bind_addr>
    <nodes>
      <node>${master ?? "NODE_IP"}</node>
    </nodes>
    <hidden>no</hidden>
    <disabled>${master === undefined ? "yes" : "no"}</disabled>
  </cluster>
</ossec_config>
`;
}

/** An agent's ossec.conf. @param manager address of its manager. */
export function agentConf(manager: string): string {
  const logs = [
    ["syslog", "/var/log/auth.log"],
    ["audit", "/var/log/audit/audit.log"],
    ["json", "/var/log/wazuh-events.json"],
    ["syslog", "/var/ossec/logs/active-responses.log"],
  ].map(
    ([format, location]) => `  <localfile>
    <log_format>${format ?? ""}</log_format>
    <location>${location ?? ""}</location>
  </localfile>
`,
  );
  return `<!-- Agent of the lab: the sections of a stock file. -->
<ossec_config>
  <client>
    <server>
      <address>${manager}</address>
      <port>1514</port>
      <protocol>tcp</protocol>
    </server>
    <notify_time>10</notify_time>
  </client>

  <syscheck>
    <disabled>no</disabled>
  </syscheck>

${logs.join("\n")}
  <active-response>
    <disabled>no</disabled>
    <ca_store>etc/wpk_root.pem</ca_store>
    <ca_verification>yes</ca_verification>
  </active-response>
</ossec_config>
`;
}
