/** The kinds of patterns that a condition takes. */
export type PatternKind = "osmatch" | "osregex" | "pcre2" | "string";

/** Elements of a rule whose text is a pattern, with the kind that Wazuh takes where `type` says nothing (rules.c:325, v4.14.7). */
export const PATTERNS: ReadonlyMap<string, PatternKind> = new Map<string, PatternKind>([
  ["regex", "osregex"],
  ["action", "string"],
  ..."match user srcgeoip dstgeoip id srcport dstport status hostname data extra_data program_name system_name protocol location url"
    .split(" ")
    .map((name): [string, PatternKind] => [name, "osmatch"]),
]);

/** Elements whose text is kept as it is, up to 2047 bytes (loadmemory, rules.c:2027). */
export const TEXTS: ReadonlySet<string> = new Set(
  "description cve if_sid if_group if_level if_matched_regex if_matched_group".split(" "),
);

/** Elements that compare with counted events: they need if_matched_sid, if_matched_group or if_matched_regex. */
export const COMPARING: ReadonlySet<string> = new Set(
  "same_source_ip same_srcip same_dstip same_src_port same_srcport same_dst_port same_dstport same_protocol same_action same_location same_srcuser same_user same_field different_dstip different_src_port different_srcport different_dst_port different_dstport different_srcuser different_user not_same_user different_location not_same_field different_field global_frequency".split(
    " ",
  ),
);

/** Of those, the names that are compared letter by letter: `<Same_ID>` is not known. */
export const COMPARING_EXACT: ReadonlySet<string> = new Set(
  "same_id same_url same_data same_extra_data same_status same_system_name same_srcgeoip same_dstgeoip different_srcip not_same_source_ip different_protocol different_action different_id not_same_id different_url different_data different_extra_data different_status different_system_name different_srcgeoip different_dstgeoip".split(
    " ",
  ),
);

/** Elements that are gone: Wazuh warns and passes them over. */
export const GONE: ReadonlySet<string> = new Set(["same_agent", "not_same_agent"]);

/** Elements that are looked at one by one. */
const SINGLE: ReadonlySet<string> = new Set(
  "decoded_as info time weekday group srcip dstip field list compiled_rule category if_matched_sid check_diff if_fts options ignore check_if_ignored mitre".split(
    " ",
  ),
);

/** Whether Wazuh knows an element of a rule. */
export function isElement(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    PATTERNS.has(lower) ||
    TEXTS.has(lower) ||
    COMPARING.has(lower) ||
    COMPARING_EXACT.has(name) ||
    GONE.has(lower) ||
    SINGLE.has(lower)
  );
}

/** Values of `<options>`. */
export const OPTIONS: readonly string[] =
  "alert_by_email no_email_alert log_alert no_log no_ar no_full_log no_counter".split(" ");
/** Values of `<category>`. */
export const CATEGORIES: readonly string[] =
  "firewall ids syslog web-log squid windows ossec".split(" ");
/** Values of `<compiled_rule>`: functions that are built into wazuh-analysisd. */
export const COMPILED: readonly string[] =
  "check_id_size comp_mswin_targetuser_calleruser_diff comp_srcuser_dstuser is_simple_http_request is_valid_crawler".split(
    " ",
  );
/** Values of `lookup` of `<list>`. */
export const LOOKUPS: readonly string[] =
  "match_key not_match_key match_key_value address_match_key not_address_match_key address_match_key_value".split(
    " ",
  );
/** Fields that Wazuh decodes itself: `<field>` does not take them (rules.c:3189). */
export const STATIC_FIELDS: ReadonlySet<string> = new Set(
  "srcip dstip srcgeoip dstgeoip srcport dstport user srcuser dstuser url id data extra_data status protocol system_name action".split(
    " ",
  ),
);
