import { atoi } from "../read/cNumber";
import { SCHEDULE } from "./schedule";
import { any, filled, number, oneOf, sized, time, yesNo, type Accepts } from "./values";

/** How the daemons of a manager read a section of ossec.conf. */
export interface Section {
  /** A section without any element in it is refused, by every daemon. */
  readonly refusedEmpty: boolean;
  /**
   * What an element that is not on the list does: `refused`, the daemon does not start; `section off`, the section has no
   * effect; `ignored`; `unchecked`, this lint does not look into the section.
   */
  readonly unknown: "refused" | "section off" | "ignored" | "unchecked";
  readonly elements: Readonly<Record<string, Accepts>>;
  /** What a value that an element does not take does. @default the daemon does not start */
  readonly wrongValue?: "section off";
  /** Elements whose value stops a daemon in any case. */
  readonly stopping?: readonly string[];
  /** Elements without which the section is refused, unless it is empty. */
  readonly needed?: readonly string[];
}

const names = (text: string): Record<string, Accepts> =>
  Object.fromEntries(text.split(" ").map((name) => [name, any]));

const yesNos = (text: string): Record<string, Accepts> =>
  Object.fromEntries(text.split(" ").map((name) => [name, yesNo]));

const numbers = (text: string): Record<string, Accepts> =>
  Object.fromEntries(text.split(" ").map((name) => [name, number()]));

const strict = (elements: Record<string, Accepts>): Section => ({
  refusedEmpty: true,
  unknown: "refused",
  elements,
});

const unchecked = (refusedEmpty: boolean): Section => ({
  refusedEmpty,
  unknown: "unchecked",
  elements: {},
});

/** Characters that Wazuh takes in the name of a cluster or a node. */
const clusterName: Accepts = (value) =>
  /^["!#$%&'.\d:<=>?A-Z[\\\]^_a-z{|}~-]+$/.test(value)
    ? undefined
    : "write a name without blanks and slashes";

/**
 * Every section that a manager of 4.14.7 knows, from read_main_elements of src/config/config.c and the readers that it
 * calls. All daemons read the whole file, so a section that is not here is refused by every one of them.
 */
export const SECTIONS: Readonly<Record<string, Section>> = {
  global: strict({
    ...names(
      "prelude_profile geoipdb zeromq_uri zeromq_server_cert zeromq_client_cert custom_alert_output forward_to " +
        "compress_alerts limits white_list cti-url email_from email_reply_to email_idsname smtp_server helo_server",
    ),
    ...yesNos("email_notification prelude_output zeromq_output jsonout_output alerts_log logall"),
    ...yesNos("logall_json update_check"),
    ...numbers("prelude_log_level integrity_checking rootkit_detection host_information stats"),
    ...numbers("memory_size"),
    email_to: (value) =>
      /[a-z0-9._-]+@[a-z0-9._-]/i.test(value) ? undefined : "write an e-mail address",
    email_maxperhour: number(1, 1_000_000),
    email_log_source: (value) =>
      /^\d*$/.test(value) ? "write alerts.log or alerts.json" : undefined,
    rotate_interval: sized(
      { s: 1, m: 60, h: 3600, d: 86_400 },
      600,
      86_400,
      "write 0, or 10m to 24h with s, m, h or d",
    ),
    max_output_size: sized(
      { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30, B: 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 },
      1_000_000,
      2 ** 40,
      "write 0, or 1M to 1024G with B, K, M or G",
    ),
    queue_size: (value) =>
      /^\s*\+?0*[1-9]\d*$/.test(value) ? undefined : "write a number of at least 1",
    agents_disconnection_time: time(1),
    agents_disconnection_alert_time: time(0),
  }),
  alerts: strict({ email_alert_level: number(), log_alert_level: number() }),
  logging: {
    refusedEmpty: false,
    unknown: "unchecked",
    elements: {
      log_format: (value) =>
        /^(?:\s*(?:plain|json)\s*(?:,\s*(?:plain|json)\s*)?)?$/.test(value)
          ? undefined
          : "write plain, json or plain,json",
    },
  },
  remote: strict({
    ...names(
      "protocol ipv6 local_ip allowed-ips denied-ips rids_closing_time connection_overtake_time agents",
    ),
    connection: oneOf("secure", "syslog"),
    port: number(1, 65_535),
    queue_size: (value) =>
      /^\s*\+?0*[1-9]\d*$/.test(value) ? undefined : "write a number of at least 1",
  }),
  ruleset: strict(
    names("rule_include rule_dir list decoder_include decoder_dir rule_exclude decoder_exclude"),
  ),
  command: strict(names("name expect executable timeout_allowed extra_args")),
  "active-response": strict(
    names(
      "command location agent_id rules_id rules_group level timeout disabled repeated_offenders ca_store",
    ),
  ),
  email_alerts: strict({
    ...names("email_to rule_id group event_location do_not_delay do_not_group"),
    format: oneOf("default", "full", "sms"),
    level: number(),
  }),
  syslog_output: strict({
    ...names("server rule_id group location"),
    port: number(),
    level: number(),
    format: oneOf("default", "cef", "json", "splunk"),
    use_fqdn: yesNo,
  }),
  integration: {
    ...strict({
      ...names("name api_key hook_url rule_id group event_location alert_format options"),
      ...numbers("level timeout retries"),
      max_log: number(165, 1024),
    }),
    needed: ["name"],
  },
  agentless: {
    ...strict({
      ...names("host type run_command arguments"),
      port: number(),
      frequency: number(),
      state: oneOf("periodic", "stay_connected", "periodic_diff"),
    }),
    needed: ["host", "state", "type"],
  },
  reports: strict(
    names("title type category group rule level location showlogs srcip user frequency email_to"),
  ),
  localfile: strict({
    ...names(
      "location command log_format alias query label target out_format exclude only-future-events " +
        "ignore restrict multiline_regex filter",
    ),
    age: (value) =>
      /^\s*\+?0*[1-9]\d*[wdhms]?/.test(value) && /^\s*\+?\d+(?:[wdhms].*)?$/s.test(value)
        ? undefined
        : "write a number with s, m, h, d or w",
    reconnect_time: (value) =>
      /^\s*[+-]?0*[1-9]\d*(?![\dwdhms])/.test(value)
        ? "write a number with s, m, h, d or w"
        : undefined,
    frequency: (value) => (value === "hourly" || value === "daily" ? undefined : number()(value)),
    ignore_binaries: yesNo,
    log_format: (value) =>
      LOG_FORMATS.has(value) || /^multi-line *: *\d*[1-9]/.test(value)
        ? undefined
        : "write one of the formats of Wazuh, such as syslog or json",
  }),
  rootcheck: {
    refusedEmpty: false,
    unknown: "section off",
    wrongValue: "section off",
    elements: {
      ...names("rootkit_files rootkit_trojans windows_audit system_audit windows_apps"),
      ...names("windows_malware base_directory ignore"),
      ...yesNos("scanall readall disabled skip_nfs check_dev check_files check_if check_pids"),
      ...yesNos("check_ports check_sys check_trojans check_unixaudit check_winapps check_winaudit"),
      ...yesNos("check_winmalware"),
      ...numbers("frequency"),
    },
  },
  syscheck: {
    refusedEmpty: false,
    unknown: "ignored",
    wrongValue: "section off",
    stopping: ["alert_new_files", "auto_ignore"],
    elements: {
      ...names(
        "directories windows_registry scan_time scan_day database file_limit registry_limit",
      ),
      ...names("ignore registry_ignore prefilter_cmd nodiff remove_old_diff whodata"),
      ...names("synchronization diff max_eps windows_audit_interval process_priority"),
      ...yesNos("alert_new_files auto_ignore disabled scan_on_start skip_nfs skip_dev skip_sys"),
      ...yesNos("skip_proc restart_audit allow_remote_prefilter_cmd"),
      ...numbers("frequency max_files_per_second"),
      process_priority: (value) =>
        /^\s*(?:-(?:1?\d|20)|\+?1?\d)$/.test(value) ? undefined : "write a number of -20 to 19",
    },
  },
  rule_test: {
    refusedEmpty: true,
    unknown: "section off",
    wrongValue: "section off",
    elements: {
      enabled: yesNo,
      threads: (value) => (value === "auto" ? undefined : number(1)(value)),
      max_sessions: number(1),
      session_timeout: time(1),
    },
  },
  auth: {
    refusedEmpty: false,
    unknown: "refused",
    elements: {
      ...names(
        "force limit_maxagents ciphers ssl_agent_ca ssl_manager_cert ssl_manager_key agents key_request",
      ),
      force_time: number(),
      // authd takes the last 16 bits of the number that the value begins with.
      port: (value) => ((atoi(value) & 0xffff) === 0 ? "write a number of 1 to 65535" : undefined),
      ...yesNos("disabled ipv6 use_source_ip force_insert purge use_password ssl_verify_host"),
      ...yesNos("ssl_auto_negotiate remote_enrollment"),
    },
  },
  cluster: strict({
    ...names("key socket_timeout connection_timeout interval nodes port bind_addr haproxy_helper"),
    name: clusterName,
    node_name: clusterName,
    node_type: oneOf("master", "worker", "client"),
    disabled: yesNo,
    hidden: yesNo,
  }),
  socket: {
    ...strict({
      ...names("prefix"),
      name: (value) => (value === "agent" || value === "" ? "write another name" : undefined),
      location: filled,
      mode: (value) => (/^(?:tcp|udp)$/i.test(value) ? undefined : "write tcp or udp"),
    }),
    needed: ["name", "location"],
  },
  labels: strict({ label: any }),
  sca: {
    refusedEmpty: false,
    unknown: "refused",
    elements: {
      ...SCHEDULE,
      ...names("policies"),
      enabled: yesNo,
      scan_on_start: yesNo,
      skip_nfs: yesNo,
    },
  },
  database_output: unchecked(true),
  client: unchecked(true),
  anti_tampering: unchecked(true),
  client_buffer: unchecked(false),
  wodle: unchecked(false),
  "vulnerability-detection": {
    refusedEmpty: false,
    unknown: "ignored",
    elements: names("enabled index-status feed-update-interval offline-url"),
  },
  "vulnerability-detector": unchecked(false),
  indexer: {
    refusedEmpty: false,
    unknown: "ignored",
    elements: names("enabled hosts ssl"),
  },
  "gcp-pubsub": unchecked(false),
  "gcp-bucket": unchecked(false),
  "fluent-forward": unchecked(false),
  "agent-upgrade": unchecked(true),
  "task-manager": unchecked(true),
  wdb: unchecked(true),
  github: unchecked(true),
  office365: unchecked(true),
  "ms-graph": unchecked(true),
};

const LOG_FORMATS = new Set(
  (
    "syslog generic json snort-full snort-fast apache iis squid nmapg mysql_log ossecalert mssql_log postgresql_log " +
    "djb-multilog syslog-pipe command full_command audit multi-line-regex eventlog eventchannel macos journald"
  ).split(" "),
);

const hash =
  (digits: number): Accepts =>
  (value) =>
    value.length === digits ? undefined : `write ${digits} hexadecimal digits`;

/** Elements of a `<wodle>` by its name; other modules are not looked into. An unknown element stops wazuh-modulesd. */
export const WODLES: Readonly<Record<string, Readonly<Record<string, Accepts>>>> = {
  "cis-cat": {
    ...SCHEDULE,
    ...names("content java_path ciscat_path"),
    ...yesNos("scan-on-start disabled"),
    ciscat_binary: oneOf("CIS-CAT.sh", "Assessor-CLI.sh"),
    timeout: (value) => (atoi(value) > 0 ? undefined : "write seconds"),
  },
  syscollector: {
    ...names("synchronization hotfixes"),
    interval: SCHEDULE["interval"] ?? any,
    ...yesNos("network os hardware packages ports processes groups users services"),
    ...yesNos("browser_extensions scan_on_start disabled"),
  },
  command: {
    ...SCHEDULE,
    ...names("tag"),
    command: filled,
    timeout: number(),
    verify_md5: hash(32),
    verify_sha1: hash(40),
    verify_sha256: hash(64),
    ...yesNos("disabled ignore_output run_on_start skip_verification"),
  },
  osquery: {
    ...names("bin_path log_path config_path pack"),
    ...yesNos("disabled run_daemon add_labels"),
  },
  "docker-listener": {
    ...SCHEDULE,
    ...yesNos("run_on_start disabled"),
    attempts: (value) => (atoi(value) > 0 ? undefined : "write a number of at least 1"),
  },
};
