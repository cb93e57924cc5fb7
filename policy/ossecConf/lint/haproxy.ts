import type { Node } from "../../wazuh/read/node";
import { isPlainText } from "./clusterdTexts";
import { START } from "./effect";
import type { Report } from "./report";
import { oneOf, yesNo, type Accepts } from "../../wazuh/known/values";

const STOP = "wazuh-clusterd -t refuses it, and so the manager does not start (3004)";

/** A whole number as Python reads it. */
const WHOLE = /^\s*[+-]?\d+(?:_\d+)*\s*$/;

/** The least number of each; asked only of a cluster that is enabled. */
const LEAST: Readonly<Record<string, number>> = {
  haproxy_port: 1024,
  frequency: 10,
  agent_reconnection_stability_time: 10,
  agent_reconnection_time: 0,
  agent_chunk_size: 100,
  remove_disconnected_node_after: 0,
};
const TEXTS =
  "haproxy_address haproxy_user haproxy_password haproxy_resolver haproxy_backend haproxy_cert client_cert client_cert_key " +
  "client_cert_password excluded_nodes";
const WORDS: Readonly<Record<string, Accepts>> = {
  haproxy_disabled: yesNo,
  haproxy_protocol: oneOf("http", "https"),
};
const KNOWN = new Set([
  ...Object.keys(LEAST),
  ...TEXTS.split(" "),
  ...Object.keys(WORDS),
  "imbalance_tolerance",
]);

/** Who reads a `<cluster>`: the daemons each of them, wazuh-clusterd the last alone, and more of it where it is enabled. */
interface Reader {
  readonly clusterd: boolean;
  readonly enabled: boolean;
}

/** What stops the manager in `<haproxy_helper>`, which wazuh-clusterd and the daemons read each in its own way. */
export function lintHaproxy(cluster: Node, reader: Reader, report: Report): void {
  for (const helper of cluster.children.filter(({ name }) => name === "haproxy_helper")) {
    if (helper.children.length === 0) continue;
    for (const child of helper.children) lintChild(child, reader, report);
    lintTogether(helper, reader, report);
  }
}

function lintChild(child: Node, { clusterd, enabled }: Reader, report: Report): void {
  const error = (reason: string, instead: string): void => {
    report.error("cluster", child, reason, instead);
  };
  const { name, content } = child;
  if (clusterd && !isPlainText(child)) {
    error(`is empty, or has attributes or elements; ${STOP}`, "remove it, or write text");
    return;
  }
  if (!KNOWN.has(name)) error(`is unknown in <haproxy_helper>; ${START} (1230)`, "remove it");
  const instead = WORDS[name]?.(content);
  if (instead !== undefined) error(`is no value that Wazuh takes; ${START}`, instead);
  if (!clusterd) return;
  if (name in LEAST) {
    const least = LEAST[name] ?? 0;
    const most = name === "haproxy_port" ? 65_535 : Number.MAX_SAFE_INTEGER;
    const number = WHOLE.test(content) ? Number(content.replaceAll("_", "")) : Number.NaN;
    if (Number.isNaN(number)) error(`is no number; ${STOP}`, `write a number of at least ${least}`);
    else if (enabled && (number < least || number > most)) {
      error(`is out of range; ${STOP}`, `write a number of at least ${least}`);
    }
  } else if (name === "imbalance_tolerance") {
    const number = content.trim() === "" ? Number.NaN : Number(content);
    if (Number.isNaN(number) || (enabled && !(number > 0 && number <= 1))) {
      error(`is no part of 1; ${STOP}`, "write a number above 0, up to 1, such as 0.1");
    }
  }
}

function lintTogether(helper: Node, { clusterd }: Reader, report: Report): void {
  const has = (name: string): boolean => helper.children.some((child) => child.name === name);
  const error = (reason: string, instead: string): void => {
    report.error("cluster", helper, reason, instead);
  };
  if (clusterd && !has("haproxy_disabled")) {
    error(`has no <haproxy_disabled>; ${STOP}`, "write <haproxy_disabled>no</haproxy_disabled>");
  }
  const https = helper.children.filter(({ name }) => name === "haproxy_protocol").at(-1);
  if (clusterd && https?.content === "https" && !has("haproxy_cert")) {
    error(`has the protocol https and no <haproxy_cert>; ${STOP}`, "add <haproxy_cert>");
  }
  // The daemons ask whether text, be it blanks, stands behind the last element, instead of asking the element.
  const named = ["haproxy_address", "haproxy_user", "haproxy_password"].some(has);
  if (named && helper.content === "") {
    error(
      `ends without a blank or a line break before </haproxy_helper>, which Wazuh takes for a missing address; ${START}`,
      "write </haproxy_helper> on a line of its own",
    );
  }
}
