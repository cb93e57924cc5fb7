import type { Node } from "../../wazuh/read/node";
import { type OssecConf, sectionsOf } from "../../wazuh/read/ossecConf";
import type { FileCodes } from "./fileCodes";
import { lintHaproxy } from "./haproxy";
import type { Report } from "./report";

const STOP = "wazuh-clusterd -t refuses it, and so the manager does not start (3004)";
/** What wazuh-clusterd takes for no address of a node. */
const NO_ADDRESS = new Set(["localhost", "NODE_IP", "0.0.0.0", "127.0.1.1"]);

/**
 * What wazuh-clusterd asks of `<cluster>` at every start. It takes the last section alone, passes over empty elements, and
 * takes a cluster for enabled where nothing says `<disabled>yes`.
 */
export function lintCluster(conf: OssecConf, report: Report): void {
  const all = sectionsOf(conf, "cluster");
  for (const before of all.slice(0, -1))
    lintHaproxy(before, { clusterd: false, enabled: false }, report);
  const cluster = all.at(-1);
  if (!cluster || cluster.children.length === 0) return;
  const given = (name: string): Node | undefined =>
    cluster.children.filter((child) => child.name === name && child.content !== "").at(-1);
  const port = given("port");
  const enabled = given("disabled")?.content !== "yes";
  lintHaproxy(cluster, { clusterd: true, enabled }, report);
  lintOutdated(cluster, report);
  lintPlain(cluster, enabled, report);
  if (port && !/^\d+$/.test(port.content)) {
    report.error("cluster", port, `is no port; ${STOP}`, "write 1516");
  }
  if (!enabled) return;
  lintKey(cluster, given("key"), report);
  if (port && /^\d+$/.test(port.content) && !isPort(Number(port.content))) {
    report.error("cluster", port, `is no port of 1025 to 65534; ${STOP}`, "write 1516");
  }
  lintNodes(cluster, report);
}

/** What is read as text: with an attribute or an element it is none to wazuh-clusterd. */
function lintPlain(cluster: Node, enabled: boolean, report: Report): void {
  const names = enabled ? ["port", "disabled", "key", "node_type"] : ["port", "disabled"];
  for (const child of cluster.children.filter(({ name }) => names.includes(name))) {
    if (child.attributes.length + child.children.length === 0) continue;
    report.error(
      "cluster",
      child,
      `has attributes or elements; ${STOP}`,
      "write its value as text",
    );
  }
}

function lintOutdated(cluster: Node, report: Report): void {
  for (const interval of cluster.children.filter(({ name }) => name === "interval")) {
    report.warning("deprecated", interval, "is no longer read: it has no effect", "remove it");
  }
}

function isPort(port: number): boolean {
  return port > 1024 && port < 65_535;
}

function lintKey(cluster: Node, key: Node | undefined, report: Report): void {
  const instead =
    "write 32 letters and digits, the same on every node; or <disabled>yes</disabled> without a cluster";
  if (!key) {
    report.error("cluster", cluster, `is enabled and has no <key>; ${STOP}`, instead);
  } else if (!/^[\p{L}\p{N}_]+$/u.test(key.content) || Array.from(key.content).length !== 32) {
    const { line, column } = key;
    const reason = `is enabled, and its <key> is not 32 letters and digits; ${STOP}`;
    report.add("error", "cluster", { line, column }, "<cluster>", reason, instead);
  }
}

function lintNodes(cluster: Node, report: Report): void {
  const all = cluster.children.filter(({ name }) => name === "nodes");
  const nodes = all.flatMap(({ children }) => children.filter(({ content }) => content !== ""));
  if (nodes.length === 0) {
    report.error(
      "cluster",
      all.at(-1) ?? cluster,
      `names no node; ${STOP}`,
      "write <nodes><node>the master's address</node></nodes>",
    );
  }
  for (const node of nodes.filter(({ content }) => NO_ADDRESS.has(content))) {
    report.error(
      "cluster",
      node,
      `is no address that other nodes reach; ${STOP}`,
      "write the address of the master",
    );
  }
  const [, second] = nodes;
  if (second) {
    report.warning(
      "cluster",
      second,
      "is passed over: only the first node counts, the master",
      "remove it",
    );
  }
}

/** What is found here. */
export const clusterCodes: FileCodes = {
  cluster: {
    severity: ["error", "warning"],
    doc: {
      what: "A value of `<cluster>` is not one that the cluster takes.",
      why: "wazuh-clusterd does not start, and so the manager does not; or the value has no effect.",
      instead: "Write what the finding names.",
      example: "<cluster><port>0</port></cluster>",
    },
  },
};
