import type { Node } from "../read/node";
import { coded, has, within, type Around, type Ask } from "./ask";

const STOP = "wazuh-maild does not start, so neither does the manager";

/** The last element of a name in all `<global>` of the file: that one counts. */
const last = (name: string, { sections }: Around): Node | undefined =>
  within(sections, "global")
    .filter((element) => element.name === name)
    .at(-1);

const fromLog = (around: Around): boolean =>
  last("email_log_source", around)?.content === "alerts.log";

const isOn = (mail: Node, around: Around): boolean =>
  mail === last("email_notification", around) && mail.content === "yes";

/** wazuh-maild reads one of the two alert files, and does not start where that one is not written. */
export const MAIL_SOURCE = coded("mail-source", [
  {
    of: "email_notification",
    wrong: (mail, around) =>
      isOn(mail, around) && fromLog(around) && last("alerts_log", around)?.content === "no",
    reason: `needs alerts.log, which is not written; ${STOP}`,
    instead: "write <alerts_log>yes</alerts_log> too",
  },
  {
    of: "email_notification",
    wrong: (mail, around) =>
      isOn(mail, around) && !fromLog(around) && last("jsonout_output", around)?.content !== "yes",
    reason: `needs alerts.json, which is not written; ${STOP}`,
    instead: "write <jsonout_output>yes</jsonout_output> too",
  },
]);

/** Elements of `<email_alerts>` that pick alerts, by the values with which they do. */
const SELECTS: Readonly<Record<string, RegExp>> = {
  event_location: /^/,
  group: /^/,
  do_not_delay: /^/,
  do_not_group: /^/,
  level: /[1-9]/,
  rule_id: /^[ ,]*\d/,
  format: /^sms$/,
};

const namesSomebody = (mail: Node, { sections }: Around): boolean =>
  has(mail, "email_to") || within(sections, "global").some(({ name }) => name === "email_to");

/** What wazuh-maild asks of `<email_alerts>`. */
export const EMAIL_ALERTS: readonly Ask[] = coded("incomplete", [
  {
    wrong: (mail, around) => !namesSomebody(mail, around),
    reason: "names no <email_to>; wazuh-maild does not start (1264)",
    instead: "add <email_to>",
  },
  {
    wrong: (mail, around) =>
      namesSomebody(mail, around) &&
      !mail.children.some(({ name, content }) => SELECTS[name]?.test(content)),
    reason: "names no alerts; wazuh-maild does not start (1264)",
    instead: "add <level>, <rule_id>, <group> or <event_location>",
  },
]);
