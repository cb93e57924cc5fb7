import { compileOsRegex } from "../osRegex";
import { LABELS } from "./labels";
import { MAIL_SOURCE } from "./mail";
import { REMOTE } from "./remote";
import { atLeastOne, filled, number, sized, time, yesNo } from "./values";
import { names, numbers, strict, yesNos, type Attributes, type Holder } from "./section";

const size = { b: 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };
const SIZES = { ...size, B: size.b, K: size.k, M: size.m, G: size.g };

/** Files of a folder by a pattern of Wazuh's own; an attribute of another name leaves none, and that is refused. */
const PATTERN: Attributes = {
  takes: {
    pattern: (value) =>
      compileOsRegex(value) ? undefined : "write a pattern of OS_Regex, such as .xml$",
  },
  unknown: "refused",
  wrongValue: "refused",
  caseless: true,
};

/** What a manager does: its settings, its connections, its rules and its responses. */
export const CORE: Readonly<Record<string, Holder>> = {
  global: {
    ...strict({
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
        SIZES,
        1_000_000,
        2 ** 40,
        "write 0, or 1M to 1024G with B, K, M or G",
      ),
      queue_size: atLeastOne,
      agents_disconnection_time: time(1),
      agents_disconnection_alert_time: time(0),
    }),
    asks: MAIL_SOURCE,
    inner: {
      limits: {
        elements: names("eps"),
        unknown: "unchecked",
        empty: "refused",
        inner: {
          eps: {
            elements: { maximum: number(0, 100_000), timeframe: number(1, 3600) },
            unknown: "unchecked",
            empty: "refused",
          },
        },
      },
    },
  },
  alerts: strict({ email_alert_level: number(), log_alert_level: number() }),
  logging: {
    unknown: "unchecked",
    elements: {
      log_format: (value) =>
        /^(?:\s*(?:plain|json)\s*(?:,\s*(?:plain|json)\s*)?)?$/.test(value)
          ? undefined
          : "write plain, json or plain,json",
    },
  },
  remote: REMOTE,
  ruleset: {
    ...strict(
      names("rule_include rule_dir list decoder_include decoder_dir rule_exclude decoder_exclude"),
    ),
    attributes: { rule_dir: PATTERN, decoder_dir: PATTERN },
  },
  command: strict(names("name expect executable timeout_allowed extra_args")),
  "active-response": strict(
    names(
      "command location agent_id rules_id rules_group level timeout disabled repeated_offenders ca_store",
    ),
  ),
  rule_test: {
    empty: "refused",
    unknown: "section off",
    wrongValue: "section off",
    elements: {
      enabled: yesNo,
      threads: (value) => (value === "auto" ? undefined : number(1)(value)),
      max_sessions: number(1),
      session_timeout: time(1),
    },
  },
  socket: {
    ...strict({
      ...names("prefix"),
      name: (value) => (value === "agent" || value === "" ? "write another name" : undefined),
      location: filled,
      mode: (value) => (/^(?:tcp|udp)$/i.test(value) ? undefined : "write tcp or udp"),
    }),
    needed: ["name", "location"],
  },
  labels: LABELS,
};
