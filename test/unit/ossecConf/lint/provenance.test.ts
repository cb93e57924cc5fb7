import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { OF_ADDRESSES } from "./found";
import { REMOTE, RULESET } from "./wholeFile";

function found(executable: string, trigger: string): string[] {
  const command = `<command><name>c</name><executable>${executable}</executable><timeout_allowed>yes</timeout_allowed></command>`;
  const block = `<active-response><command>c</command><location>local</location>${trigger}</active-response>`;
  return lintOssecConf(`<ossec_config>${REMOTE}${command}${block}${RULESET}</ossec_config>`, {
    file: "ossec.conf",
  })
    .filter(({ code }) => OF_ADDRESSES.includes(code))
    .map(
      ({ severity, code, reason }) =>
        `${severity} ${code} ${/\(rules? [^)]*\)/.exec(reason)?.[0] ?? ""}`,
    );
}

const ids = (list: string): string => `<rules_id>${list}</rules_id>`;

test.each<[string, string, string[]]>([
  ["firewall-drop", ids("5763"), ["warning forgeable-address (rule 5760)"]],
  ["firewall-drop", ids("5763,5712"), ["warning forgeable-address (rules 5710, 5760)"]],
  ["host-deny", ids("5707"), ["warning forgeable-address (rule 5707)"]],
  ["disable-account", ids("5551"), ["warning forgeable-address (rule 5503)"]],
  ["firewall-drop", ids("4151"), ["warning unproven-source (rules 4151, 4101)"]],
  [
    "firewall-drop",
    "<level>14</level>",
    ["warning forgeable-address (rules 2501, 2502, 5503, 5707, 5710, 5758 and 28 more)"],
  ],
  // Good, given the file that the line came from.
  ["firewall-drop", ids("31151,3357,3651,3910,11306,51007,51011"), []],
  // What it does with an address is not known, or it asks by itself.
  ["restart-wazuh", ids("5763"), []],
  ["guarded-block-ip", ids("5763"), []],
])("%s at %s: %j", (executable, trigger, expected) => {
  expect(found(executable, trigger)).toEqual(expected);
});
