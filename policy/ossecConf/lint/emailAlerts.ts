import type { Node } from "../../wazuh/read/node";
import { sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import type { Report } from "./report";

/** `<email_alerts>` that names nobody, or no alert: wazuh-maild does not start with it. */
export function lintEmailAlerts(conf: OssecConf, report: Report): void {
  const everybody = sectionsOf(conf, "global").some(({ children }) =>
    children.some(({ name }) => name === "email_to"),
  );
  for (const mail of sectionsOf(conf, "email_alerts")) {
    if (mail.children.length === 0) continue;
    const to = everybody || mail.children.some(({ name }) => name === "email_to");
    if (to && mail.children.some(selects)) continue;
    report.error(
      "incomplete",
      mail,
      `names ${to ? "no alerts" : "no <email_to>"}; wazuh-maild does not start (1264)`,
      to ? "add <level>, <rule_id>, <group> or <event_location>" : "add <email_to>",
    );
  }
}

function selects({ name, content }: Node): boolean {
  switch (name) {
    case "event_location":
    case "group":
    case "do_not_delay":
    case "do_not_group":
      return true;
    case "level":
      return Number(content) > 0;
    case "rule_id":
      return /^[ ,]*\d/.test(content);
    case "format":
      return content === "sms";
    default:
      return false;
  }
}
