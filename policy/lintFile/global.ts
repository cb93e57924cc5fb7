import type { Node } from "../read/node";
import { sectionsOf, type OssecConf } from "../read/ossecConf";
import type { Report } from "./report";
import { number, type Accepts } from "./values";

const START = "the daemons of the manager do not start with it";

/** What of `<global>` stops a daemon by more than one element's own value. */
export function lintGlobal(conf: OssecConf, report: Report): void {
  const elements = sectionsOf(conf, "global").flatMap(({ children }) => [...children]);
  for (const limits of elements.filter(({ name }) => name === "limits")) lintLimits(limits, report);
  lintMailSource(elements, report);
}

const EPS: Readonly<Record<string, Accepts>> = {
  maximum: number(0, 100_000),
  timeframe: number(1, 3600),
};

function lintLimits(limits: Node, report: Report): void {
  const all = limits.children.filter(({ name }) => name === "eps");
  for (const empty of [limits, ...all].filter(({ children }) => children.length === 0)) {
    report.error("empty-section", empty, `is empty; ${START} (1230)`, "remove it, or fill it");
  }
  for (const child of all.flatMap(({ children }) => children)) {
    const instead = EPS[child.name]?.(child.content);
    if (instead === undefined) continue;
    report.error("refused-value", child, `is no value that Wazuh takes; ${START} (1235)`, instead);
  }
}

/** wazuh-maild reads one of the two alert files, and does not start where that one is not written. */
function lintMailSource(elements: readonly Node[], report: Report): void {
  const last = (name: string): Node | undefined =>
    elements.filter((element) => element.name === name).at(-1);
  const mail = last("email_notification");
  if (mail?.content !== "yes") return;
  const fromLog = last("email_log_source")?.content === "alerts.log";
  const [file, needed, written] = fromLog
    ? ["alerts.log", "alerts_log", last("alerts_log")?.content !== "no"]
    : ["alerts.json", "jsonout_output", last("jsonout_output")?.content === "yes"];
  if (written) return;
  report.error(
    "mail-source",
    mail,
    `needs ${file}, which is not written; wazuh-maild does not start, and so the manager does not`,
    `write <${needed}>yes</${needed}> beside it`,
  );
}
