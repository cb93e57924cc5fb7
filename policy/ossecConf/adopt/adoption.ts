import { importOssecConf, type ImportedPolicy } from "../import/importOssecConf";
import { omit, type Omission } from "../import/omission";
import { fallbacksOf } from "../lint/together";
import {
  activeResponseOf,
  type ReadActiveResponse,
  type ReadBlock,
  type ReadCommand,
} from "../../wazuh/read/activeResponse";
import type { Node } from "../../wazuh/read/node";
import { readOssecConf, sectionsOf, type OssecConf } from "../../wazuh/read/ossecConf";
import { STOCK_COMMANDS } from "../../wazuh/stock/stockExecutables";
import { withoutOurPart } from "./comments";
import { extentOf } from "./extent";
import { freeToGo } from "./updateCheck";

/** An element of a manager's ossec.conf that the stack can say. */
export interface Adopted<T> {
  readonly line: number;
  /** What says the same in the stack. */
  readonly value: T;
}

/** What of a manager's ossec.conf goes over into the stack, and what stays. */
export interface Adoption {
  readonly responses: readonly Adopted<ImportedPolicy["responses"][number]>[];
  readonly whitelist: readonly Adopted<ImportedPolicy["whitelist"][number]>[];
  readonly ignoreWindow?: ImportedPolicy["ignoreWindow"];
  /** Exact texts that leave the file, in its order. */
  readonly texts: readonly string[];
  /** What is left where it is, in the order of the file. */
  readonly stays: readonly Omission[];
}

/** Decides what the caller will not have in the stack: the reason, or undefined. */
export type Refusal = (line: number) => string | undefined;

/**
 * Reads what a manager binds outside of our part, and which texts of the file say it: what the stack can say goes over,
 * all else stays and is named. A `<command>` goes where everything that uses it goes.
 * @param file how the file is called in the names of entries.
 * @param refusal keeps further elements where they are, by their line. @default none
 * @throws ReadError where Wazuh's own reader refuses the text.
 */
export function adoptionOf(
  text: string,
  file: string,
  refusal: Refusal = () => undefined,
): Adoption {
  const rest = withoutOurPart(text);
  const conf = readOssecConf(rest);
  const read = activeResponseOf(conf);
  const imported = importOssecConf(rest, file);
  const stays = [...imported.omissions];
  const isOmitted = ({ line, column }: Node): boolean =>
    stays.some((one) => one.line === line && one.column === column);

  const staying = (node: Node, why: string | undefined): boolean => {
    if (why !== undefined) stays.push(omit(node, why));
    return why !== undefined;
  };
  const fallbacks = fallbacksOf(read.blocks);
  const sayable = read.blocks.filter((one) => !fallbacks.has(one) && !isOmitted(one.node));
  const responses = sayable.flatMap((block, i) => {
    const value = imported.responses[i];
    const why = refusal(block.node.line) ?? whyNotTaken(rest, block.node, offenders(block, stays));
    return value === undefined || staying(block.node, why) ? [] : [{ block, value }];
  });
  const entries = read.whitelist
    .filter((node) => !isOmitted(node))
    .filter((node) => !staying(node, refusal(node.line) ?? whyNotTaken(rest, node)));
  const whitelist = imported.whitelist.flatMap((value) => {
    const node = entries.find(({ line }) => value.reason?.startsWith(`line ${line} of `));
    return node ? [{ line: node.line, value }] : [];
  });
  const nodes = [
    ...responses.map(({ block }) => block.node),
    ...commandsThatGo(read, new Set(responses.map(({ block }) => block))),
    ...whitelistThatGoes(conf, new Set(entries), stays),
  ];
  return {
    responses: responses.map(({ block, value }) => ({ line: block.node.line, value })),
    whitelist,
    ...(imported.ignoreWindow && { ignoreWindow: imported.ignoreWindow }),
    texts: textsOf(rest, withRoots(conf, nodes)),
    stays: stays.sort((a, b) => a.line - b.line || a.column - b.column),
  };
}

function offenders(block: ReadBlock, stays: readonly Omission[]): string | undefined {
  const has = block.node.children.some(
    ({ name, line }) => name === "repeated_offenders" && stays.some((one) => one.line === line),
  );
  return has
    ? "contains <repeated_offenders>, whose steps a stack has per response: escalate of block-ip"
    : undefined;
}

function whyNotTaken(text: string, node: Node, why?: string): string | undefined {
  if (why !== undefined) return why;
  const extent = extentOf(text, node);
  if (!extent) return "is written in a form whose end is not found";
  return text.slice(extent.from, extent.to).includes("\uFFFD")
    ? "contains bytes that are not valid UTF-8"
    : undefined;
}

/** Definitions of the user's own that nothing uses any longer once the blocks have gone. */
function commandsThatGo(
  { commands, blocks }: ReadActiveResponse,
  gone: ReadonlySet<ReadBlock>,
): Node[] {
  const isStock = ({ name, executable }: ReadCommand): boolean =>
    STOCK_COMMANDS.get(name) === executable;
  return commands
    .filter((command) => !isStock(command))
    .filter(({ name }) => {
      const users = blocks.filter(({ command }) => command === name);
      return users.length > 0 && users.every((user) => gone.has(user));
    })
    .map(({ node }) => node);
}

/** Entries that go, or the whole `<global>` where nothing else is in it: an empty one is fatal to Wazuh. */
function whitelistThatGoes(conf: OssecConf, entries: ReadonlySet<Node>, stays: Omission[]): Node[] {
  const globals = sectionsOf(conf, "global");
  const going = (section: Node): Node[] => section.children.filter((child) => entries.has(child));
  const whole = globals.filter(
    (section) => section.children.length > 0 && going(section).length === section.children.length,
  );
  const free = freeToGo(globals, whole);
  for (const section of whole) {
    if (!free.includes(section)) stays.push(omit(section, LAST_GLOBAL));
  }
  return [...free, ...globals.filter((section) => !whole.includes(section)).flatMap(going)];
}

const LAST_GLOBAL =
  "is the last <global> and so decides update_check; its entries are in the stack as well";

/** A root that would be left empty goes as a whole: Wazuh does not start with one. */
function withRoots({ roots }: OssecConf, nodes: readonly Node[]): Node[] {
  const going = new Set(nodes);
  const emptied = roots.filter(
    ({ children }) => children.length > 0 && children.every((child) => going.has(child)),
  );
  const inThem = new Set(emptied.flatMap(({ children }) => [...children]));
  return [...emptied, ...nodes.filter((node) => !inThem.has(node))];
}

function textsOf(text: string, nodes: readonly Node[]): string[] {
  return nodes
    .flatMap((node) => extentOf(text, node) ?? [])
    .sort((a, b) => a.from - b.from)
    .map(({ from, to }) => text.slice(from, to));
}
