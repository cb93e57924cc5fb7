import type { Node } from "../read/node";
import { type Around, type Ask, has } from "./ask";
import { isEnabled, isPlainText, isRead, STOP } from "./clusterd";
import { names, type Holder } from "./section";
import { oneOf, yesNo, type Accepts } from "./values";

/** A whole number as Python reads it. */
const WHOLE = /^\s*[+-]?\d+(?:_\d+)*\s*$/;
const wholeOf = (text: string): number =>
  WHOLE.test(text) ? Number(text.replaceAll("_", "")) : Number.NaN;
const partOf = (text: string): number => (text.trim() === "" ? Number.NaN : Number(text));

/** Bounds of each number; asked only of a cluster that is enabled. */
const NUMBERS: Readonly<Record<string, readonly [least: number, most: number]>> = {
  haproxy_port: [1024, 65_535],
  frequency: [10, Infinity],
  agent_reconnection_stability_time: [10, Infinity],
  agent_reconnection_time: [0, Infinity],
  agent_chunk_size: [100, Infinity],
  remove_disconnected_node_after: [0, Infinity],
};
const TEXTS =
  "haproxy_address haproxy_user haproxy_password haproxy_resolver haproxy_backend haproxy_cert client_cert client_cert_key " +
  "client_cert_password excluded_nodes imbalance_tolerance";

/** wazuh-clusterd gets a text; what it gets of another element is asked no further. */
const isText = (node: Node, around: Around): boolean => isRead(around) && isPlainText(node);

const numbersOf = ([of, [least, most]]: readonly [string, readonly [number, number]]): Ask[] => [
  {
    of,
    wrong: (node, around) => isText(node, around) && Number.isNaN(wholeOf(node.content)),
    reason: `is not a valid number; ${STOP}`,
    instead: `write a number of at least ${least}`,
  },
  {
    of,
    wrong: (node, around) =>
      isText(node, around) &&
      isEnabled(around) &&
      (wholeOf(node.content) < least || wholeOf(node.content) > most),
    reason: `is out of range; ${STOP}`,
    instead: `write a number of at least ${least}`,
  },
];

const isHttps = ({ children }: Node): boolean =>
  children.filter(({ name }) => name === "haproxy_protocol").at(-1)?.content === "https";

const ELEMENTS: Readonly<Record<string, Accepts>> = {
  ...names(`${TEXTS} ${Object.keys(NUMBERS).join(" ")}`),
  haproxy_disabled: yesNo,
  haproxy_protocol: oneOf("http", "https"),
};

/** The other daemons take it, and so have said nothing of it. */
const isTaken = ({ name, content }: Node): boolean =>
  Object.hasOwn(ELEMENTS, name) && ELEMENTS[name]?.(content) === undefined;

/** `<haproxy_helper>`, which wazuh-clusterd and the other daemons read each in its own way. */
export const HAPROXY: Holder = {
  code: "cluster",
  unknown: "refused",
  elements: ELEMENTS,
  asks: [
    {
      of: "*",
      wrong: (child, around) => isRead(around) && !isPlainText(child) && isTaken(child),
      reason: `is empty, or has attributes or elements; ${STOP}`,
      instead: "remove it, or write text",
    },
    ...Object.entries(NUMBERS).flatMap(numbersOf),
    {
      of: "imbalance_tolerance",
      wrong: (node, around) => {
        const part = partOf(node.content);
        const isPart = isEnabled(around) ? part > 0 && part <= 1 : !Number.isNaN(part);
        return isText(node, around) && !isPart;
      },
      reason: `is not a valid fraction of 1; ${STOP}`,
      instead: "write a number above 0, up to 1, such as 0.1",
    },
    {
      wrong: (helper, around) => isRead(around) && !has(helper, "haproxy_disabled"),
      reason: `has no <haproxy_disabled>; ${STOP}`,
      instead: "write <haproxy_disabled>no</haproxy_disabled>",
    },
    {
      wrong: (helper, around) => isRead(around) && isHttps(helper) && !has(helper, "haproxy_cert"),
      reason: `has the protocol https and no <haproxy_cert>; ${STOP}`,
      instead: "add <haproxy_cert>",
    },
    {
      // The daemons ask whether text, be it blanks, stands behind the last element, instead of asking the element.
      wrong: (helper) =>
        has(helper, "haproxy_address", "haproxy_user", "haproxy_password") && helper.content === "",
      reason:
        "ends without a blank or a line break before </haproxy_helper>, which Wazuh reads as a missing address; the daemons of the manager do not start with it",
      instead: "write </haproxy_helper> on a line of its own",
    },
  ],
};
