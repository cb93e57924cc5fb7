import { rangesOf } from "./ranges";
import { valuesOf, type Source, type SourceRule } from "./source";

const DECODER = "windows_eventchannel";

/** windows.json, as policy/wazuh/stock/windowsRules.ts reads it. */
export function windowsFacts(source: Source): object {
  const { version, rules } = source;
  const isWindows = windowsOf(source);
  return {
    source: `stock rules of Wazuh ${version}, derived: the rules whose events are of the Windows event channel; ids and ranges of the stock rules`,
    rules: rangesOf(
      rules.filter(isWindows).map(({ id }) => id),
      rules.map(({ id }) => id),
    ),
  };
}

/** Whether a rule asks for a field that only these events have, as the many below `sysmon_event1` do. */
function asksWindows({ node }: SourceRule): boolean {
  return node.children.some(({ name, content, attributes }) => {
    const asked =
      name === "same_field"
        ? content
        : attributes.find((one) => one.name === (name === "list" ? "field" : "name"))?.value;
    return ["field", "list", "same_field"].includes(name) && asked?.trim().startsWith("win.");
  });
}

/** Whether a rule, and each rule that it stands below or counts, is one of events of the Windows event channel, by its decoder or by what it asks. */
function windowsOf({ rules }: Source): (rule: SourceRule) => boolean {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const known = new Map<number, boolean>();
  const inGroup = (name: string): readonly SourceRule[] =>
    rules.filter(({ groups }) => groups.split(",").some((one) => one.trim() === name));
  const above = ({ node }: SourceRule): readonly (SourceRule | undefined)[] => [
    ...["if_sid", "if_matched_sid"]
      .flatMap((name) => valuesOf(node, name))
      .flatMap((text) => text.split(/[\s,]+/).filter(Boolean))
      .map((id) => byId.get(Number(id))),
    ...["if_group", "if_matched_group"].flatMap((name) => valuesOf(node, name)).flatMap(inGroup),
  ];
  const look = (rule: SourceRule): boolean => {
    const before = known.get(rule.id);
    if (before !== undefined) return before;
    known.set(rule.id, true); // ends a circle: a rule says nothing of itself
    const decoders = valuesOf(rule.node, "decoded_as");
    const parents = above(rule).filter((one) => one !== rule);
    const is =
      asksWindows(rule) ||
      (decoders.length > 0
        ? decoders.every((name) => name === DECODER)
        : parents.length > 0 && parents.every((one) => one !== undefined && look(one)));
    known.set(rule.id, is);
    return is;
  };
  return look;
}
