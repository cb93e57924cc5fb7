import { isMap, isScalar, parseDocument, stringify, type Pair } from "yaml";

const KEY = "wazuh-active-response:repair";

/**
 * Adds hosts to the key `repair` of a stack file; everything else of its text stays as it is, to the byte.
 * @param when goes behind each host: a new value is what makes the next apply run there.
 * @throws Error for a text without a `config` mapping.
 */
export function withRepairs(text: string, hosts: readonly string[], when: string): string {
  const config = parseDocument(text).get("config");
  const [first] = isMap(config) ? config.items : [];
  if (!isMap(config) || !config.range || !first) throw new Error("the stack file has no config");
  const old = config.items.find(({ key }) => isScalar(key) && key.value === KEY);
  const repairs = {
    ...(isMap(old?.value) ? (old.value.toJSON() as Record<string, string>) : {}),
    ...Object.fromEntries(hosts.map((host) => [host, when])),
  };
  const indent = " ".repeat(startOf(first) - (text.lastIndexOf("\n", startOf(first)) + 1));
  const block = stringify({ [KEY]: repairs }, { lineWidth: 0 }).replace(/^(?=.)/gm, indent);
  const [from, to] = old ? [startOf(old), endOf(old)] : [config.range[1], config.range[1]];
  const before = text.slice(0, from).trimEnd();
  const after = text.slice(to);
  return `${before}\n${block}${after.replace(/^\s*\n/, "")}`;
}

function startOf({ key }: Pair): number {
  return isScalar(key) ? (key.range?.[0] ?? 0) : 0;
}

function endOf({ value }: Pair): number {
  return isMap(value) || isScalar(value) ? (value.range?.[1] ?? 0) : 0;
}
