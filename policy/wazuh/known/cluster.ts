import type { Node } from "../read/node";
import { coded, type Around, type Ask } from "./ask";
import { given, isEnabled, isRead, STOP } from "./clusterd";
import { HAPROXY } from "./haproxy";
import { names, strict, type Holder } from "./section";
import { oneOf, yesNo, type Accepts } from "./values";

/** Characters that Wazuh takes in the name of a cluster or a node. */
const clusterName: Accepts = (value) =>
  /^["!#$%&'.\d:<=>?A-Z[\\\]^_a-z{|}~-]+$/.test(value)
    ? undefined
    : "write a name without blanks and slashes";

/** What wazuh-clusterd takes for no address of a node. */
const NO_ADDRESS = ["localhost", "NODE_IP", "0.0.0.0", "127.0.1.1"];

const nodesOf = (cluster: Node): readonly Node[] =>
  cluster.children
    .filter(({ name }) => name === "nodes")
    .flatMap(({ children }) => children.filter(({ content }) => content !== ""));

const isLast = (node: Node, { section }: Around): boolean => node === given(section, node.name);
const isPort = (port: number): boolean => port > 1024 && port < 65_535;

const text = (of: string, when: (around: Around) => boolean): Ask => ({
  of,
  wrong: ({ attributes, children }, around) =>
    when(around) && attributes.length + children.length > 0,
  reason: `has attributes or elements; ${STOP}`,
  instead: "write its value as text",
});

const KEY =
  "write 32 letters and digits, the same on every node; or <disabled>yes</disabled> without a cluster";

const ASKS = coded("cluster", [
  {
    of: "interval",
    wrong: (_, around) => isRead(around),
    effect: "ignored",
    code: "deprecated",
    reason: "is no longer read: it has no effect",
    instead: "remove it",
  },
  text("port", isRead),
  text("disabled", isRead),
  text("key", isEnabled),
  text("node_type", isEnabled),
  {
    of: "port",
    wrong: (port, around) => isRead(around) && isLast(port, around) && !/^\d+$/.test(port.content),
    reason: `is not a valid port; ${STOP}`,
    instead: "write 1516",
  },
  {
    of: "port",
    wrong: (port, around) =>
      isEnabled(around) &&
      isLast(port, around) &&
      /^\d+$/.test(port.content) &&
      !isPort(Number(port.content)),
    reason: `is not a port of 1025 to 65534; ${STOP}`,
    instead: "write 1516",
  },
  {
    wrong: (cluster, around) => isEnabled(around) && given(cluster, "key") === undefined,
    reason: `is enabled and has no <key>; ${STOP}`,
    instead: KEY,
  },
  {
    of: "key",
    wrong: (key, around) =>
      isEnabled(around) &&
      isLast(key, around) &&
      !(/^[\p{L}\p{N}_]+$/u.test(key.content) && Array.from(key.content).length === 32),
    secret: true,
    reason: `does not consist of 32 letters and digits, and the cluster is enabled; ${STOP}`,
    instead: KEY,
  },
  {
    wrong: (cluster, around) => isEnabled(around) && nodesOf(cluster).length === 0,
    reason: `names no node; ${STOP}`,
    instead: "write <nodes><node>the master's address</node></nodes>",
  },
]);

const NODES: Holder = {
  unknown: "unchecked",
  elements: {},
  code: "cluster",
  asks: [
    {
      of: "*",
      wrong: (node, around) => isEnabled(around) && NO_ADDRESS.includes(node.content),
      reason: `is not an address that other nodes can reach; ${STOP}`,
      instead: "write the address of the master",
    },
    {
      of: "*",
      wrong: (node, around) => isEnabled(around) && node === nodesOf(around.section)[1],
      effect: "ignored",
      reason: "is ignored: only the first node counts, the master",
      instead: "remove it",
    },
  ],
};

/** `<cluster>`, which all daemons read, and wazuh-clusterd once more in its own way at every start. */
export const CLUSTER: Holder = {
  ...strict({
    ...names("key socket_timeout connection_timeout interval nodes port bind_addr haproxy_helper"),
    name: clusterName,
    node_name: clusterName,
    node_type: oneOf("master", "worker", "client"),
    disabled: yesNo,
    hidden: yesNo,
  }),
  asks: ASKS,
  inner: { nodes: NODES, haproxy_helper: HAPROXY },
};
