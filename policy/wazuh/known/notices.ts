import { AGENTLESS } from "./agentless";
import { EMAIL_ALERTS } from "./mail";
import { number, oneOf, yesNo } from "./values";
import { names, numbers, strict, type Holder } from "./section";

/** Where alerts go, and what is watched without an agent. */
export const NOTICES: Readonly<Record<string, Holder>> = {
  email_alerts: {
    ...strict({
      ...names("email_to rule_id group event_location do_not_delay do_not_group"),
      format: oneOf("default", "full", "sms"),
      level: number(),
    }),
    asks: EMAIL_ALERTS,
  },
  syslog_output: {
    ...strict({
      ...names("server rule_id group location"),
      port: number(),
      level: number(),
      format: oneOf("default", "cef", "json", "splunk"),
      use_fqdn: yesNo,
    }),
    needed: ["server"],
  },
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
    asks: AGENTLESS,
  },
  reports: strict(
    names("title type category group rule level location showlogs srcip user frequency email_to"),
  ),
};
