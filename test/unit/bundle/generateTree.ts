import { Draw } from "../wazuh/rules/draw";

/** What a manager has, and what our part is to say. */
export interface GeneratedTree {
  /** Our part of ossec.conf. */
  readonly part: string;
  /** Our rules file. */
  readonly own: string;
  /** The manager's own rules files. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
}

/** Stock rules that responses are bound to, those that they count, those above, and some beside. */
const STOCK =
  "5763 5760 5716 5720 5710 5712 5700 5551 5503 5500 1 31151 31101 31100 40111 5758 60122 60204 2501 2502 80792".split(
    " ",
  );
const BOUND = "5763 5720 5712 5551 5760 31151 60204 2502 100050 100051 100900 100902".split(" ");
const GROUPS =
  "authentication_failed authentication_failures ^local web|attack sshd nothing ours".split(" ");
const FILES = "local_rules.xml 0095-a.xml 0001-first.xml zzz.xml".split(" ");

/** What 5763, 5720, 5712 and 5551 count. */
const COUNTED = ["5760", "5716", "5710", "5503"];

/** A manager with up to ten rules of its own, near what our part waits for. */
export function generateTree(seed: number): GeneratedTree {
  const draw = new Draw(seed);
  // By groups and levels: then the whole stock is read.
  const isMany = draw.oneIn(4);
  const ids = Array.from({ length: 1 + draw.below(10) }, (_, i) => String(100900 + i));
  const bound = Array.from({ length: 1 + draw.below(3) }, () => draw.of(BOUND));
  const near = (): string =>
    draw.of([
      ...STOCK,
      ...bound,
      ...bound,
      ...bound,
      ...COUNTED,
      ...COUNTED,
      ...ids,
      "100050",
      "100051",
      "119999",
    ]);
  const parents = (): string => {
    switch (isMany ? draw.below(12) : 5 + draw.below(7)) {
      case 0:
        return `<if_group>${draw.of(GROUPS)}</if_group>`;
      case 1:
        return `<if_level>${draw.of(["10", "5", "14", "0"])}</if_level>`;
      case 2:
        return `<if_matched_sid>${near()}</if_matched_sid>`;
      case 3:
        return `<if_matched_group>${draw.of([...GROUPS, "!sshd", "ours,$"])}</if_matched_group>`;
      case 4:
        return draw.oneIn(2)
          ? ""
          : `<category>${draw.of(["syslog", "ossec", "web-log"])}</category>`;
      case 5:
        return `<if_sid>${near()}, ${near()}</if_sid>${draw.oneIn(2) ? `<if_matched_sid>${near()}</if_matched_sid>` : ""}`;
      case 6:
        return `<if_sid>${near()}${draw.oneIn(3) ? "x" : ""}</if_sid>`;
      default:
        return `<if_sid>${near()}</if_sid>`;
    }
  };
  const condition = (): string =>
    draw.oneIn(2)
      ? ""
      : draw.of([
          "<match>x</match>",
          "<match></match>",
          '<match negate="yes"></match>',
          "<regex></regex>",
          "<srcip>10.0.0.1</srcip>",
          "<user>root</user>",
          '<field name="x">y</field>',
          "<info>x</info>",
        ]);
  const attributes = (level: number): string =>
    [
      ` level="${level}"`,
      draw.oneIn(8) ? ' noalert="1"' : "",
      draw.oneIn(15) ? ' maxsize="10"' : "",
    ].join("");
  const rule = (id: string, more = ""): string => {
    const group = draw.oneIn(4) ? `<group>${draw.of(GROUPS).replace(/[|^]/g, ",")},</group>` : "";
    const options = draw.oneIn(10) ? "<options>no_ar</options>" : "";
    return `<rule id="${id}"${attributes(draw.of([0, 0, 3, 5, 6, 10, 12, 15]))}${more}><description>x</description>${parents()}${condition()}${group}${options}</rule>`;
  };
  const texts = new Map<string, string[]>();
  for (const id of ids) {
    const name = draw.oneIn(2) ? "local_rules.xml" : draw.of(FILES);
    const all = texts.get(name) ?? [];
    all.push(
      draw.oneIn(8) ? rule(draw.of(STOCK.slice(0, 10)), ' overwrite="yes"') : rule(id),
      ...(draw.oneIn(15) ? [rule(id, draw.oneIn(2) ? ' overwrite="yes"' : "")] : []),
    );
    texts.set(name, all);
  }
  const group = (rules: readonly string[], name: string): string =>
    `<group name="${name},">\n${rules.join("\n")}\n</group>\n`;
  const selector = !isMany
    ? ""
    : draw.oneIn(4)
      ? `<rules_group>${draw.of(["authentication_failures", "authentication_failed|attack", "local"])}</rules_group>${draw.oneIn(2) ? "<level>10</level>" : ""}`
      : draw.oneIn(6)
        ? "<level>12</level>"
        : "";
  return {
    part: `<ossec_config>
  <command><name>block-ip</name><executable>guarded-block-ip</executable></command>
  <active-response><command>block-ip</command><location>local</location>${draw.oneIn(6) && selector ? "" : `<rules_id>${bound.join(",")}</rules_id>`}${selector}</active-response>
</ossec_config>
`,
    own: group([rule("100050"), rule("100051")], "ours"),
    files: [...texts].map(([name, rules]) => ({ name, text: group(rules, "local") })),
  };
}
