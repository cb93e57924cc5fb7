import { readFileSync } from "node:fs";
import { join } from "node:path";

import { leftoversIn } from "../../../policy/migrate/leftovers";

const told = (text: string): string[] =>
  leftoversIn(text).map(({ line, what, effect }) => `${effect} ${line} ${what}`);

describe("what must not be carried over to wazuh-manager.conf", () => {
  it("is named once each, what stops the manager first", () => {
    expect(
      told(`<ossec_config>
  <global>
    <agents_disconnection_time>10m</agents_disconnection_time>
    <logall>no</logall>
    <white_list>127.0.0.1</white_list>
    <white_list>10.0.0.0/8</white_list>
  </global>
  <localfile><location>x</location></localfile>
  <command><name>a</name></command>
  <command><name>b</name></command>
  <wodle name="syscollector"></wodle>
  <wodle name="cis-cat"></wodle>
  <remote><connection>secure</connection><port>1514</port></remote>
  <active-response><command>a</command></active-response>
  <alerts><log_alert_level>3</log_alert_level></alerts>
  <ruleset></ruleset>
</ossec_config>
`),
    ).toEqual([
      "fatal 4 <global>/<logall>",
      "fatal 9 <command>",
      "fatal 13 <remote>/<connection>",
      "fatal 15 <alerts>",
      "fatal 16 <ruleset>",
      "silent 5 <global>/<white_list>",
      "silent 8 <localfile>",
      'silent 11 <wodle name="syscollector">',
      "silent 14 <active-response>",
    ]);
  });

  it("is in every stock file: <alerts>, <command> and <ruleset>", () => {
    const stock = readFileSync(join(__dirname, "../../oracle/00-ok-ar.conf"), "utf8");
    const fatal = leftoversIn(stock).filter(({ effect }) => effect === "fatal");
    expect(fatal.map(({ what }) => what)).toEqual(
      expect.arrayContaining(["<alerts>", "<command>", "<ruleset>", "<remote>/<connection>"]),
    );
  });

  it("is nothing in a file of Wazuh 5", () => {
    expect(told("<wazuh_config><global></global></wazuh_config>\n")).toEqual([]);
  });
});
