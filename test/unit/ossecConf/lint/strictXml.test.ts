import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { REMOTE, RULESET } from "./wholeFile";

const conf = (sections: string): string =>
  `<ossec_config>\n${REMOTE}\n${sections}\n${RULESET}</ossec_config>\n`;

function found(text: string): string[] {
  return lintOssecConf(text, { file: "ossec.conf" })
    .filter(({ severity }) => severity !== "note")
    .map(({ severity, code, line }) => `${severity} ${code} ${line ?? 0}`);
}

// Each was given to the real daemons of 4.14.7 and to the real reader of wazuh-clusterd: they took all of the first list;
// of the second the daemons took all, and wazuh-clusterd refused all.
test.each([
  "<!-- x -->",
  "<!-- a -- b -->",
  "<!---->",
  "<!-- a <!-- b -->",
  "<!-- &amp; & < <global> -->",
  "<global a='b\"c' ><logall>no</logall></global>",
  "<global><custom_alert_output>a & b &nope; &#10; &lt; \\\\ > \" ' x</custom_alert_output></global>",
  "<global>\n<logall>no</logall>\n</global> text",
  "<labels><label key='ä'>😀</label></labels>",
])("%j is XML to wazuh-clusterd", (sections) => {
  expect(found(conf(sections)).filter((one) => !/entity|stray-text/.test(one))).toEqual([]);
});

test.each([
  ["a comment that ends by !>", "<!-- x !>"],
  ["a comment that ends by --->", "<!-- x --->"],
  ["the shortest comment", "<!-->"],
  ["a comment inside of a name", "<glo<!-- x -->bal><logall>no</logall></global>"],
  ["the end of CDATA", "<global><custom_alert_output>]]></custom_alert_output></global>"],
  ["an escaped <", "<labels><label key='a'>\\<b</label></labels>"],
  ["a < in an attribute", "<labels><label key='a<b'>x</label></labels>"],
  ["a control character", "<labels><label key='a'>\x01</label></labels>"],
  ["an attribute without a name", '<global ="b"><logall>no</logall></global>'],
  ["an attribute that is no name", '<global 1="b"><logall>no</logall></global>'],
  ["an unknown prefix", '<global a:b="c"><logall>no</logall></global>'],
])("%s stops wazuh-clusterd", (_, sections) => {
  expect(found(conf(sections))).toEqual(["error no-xml 3"]);
});

test("a tag over two lines stops wazuh-clusterd, and is named where it begins", () => {
  const text = conf('<wodle\n name="syscollector"><disabled>yes</disabled></wodle>');
  expect(found(text)).toEqual(["error no-xml 3"]);
});

test("bytes that are no UTF-8", () => {
  const text = Buffer.from(conf("<!-- \xe4 -->"), "latin1").toString("utf8");
  expect(found(text)).toEqual(["error no-utf8 3"]);
});

test("the message names the cause and what follows", () => {
  expect(lintOssecConf(conf("<!-- x !>"), { file: "f" })).toEqual([
    {
      severity: "error",
      code: "no-xml",
      path: "f",
      value: "the file",
      reason:
        "is not XML: this comment does not end with -->; wazuh-clusterd -t refuses it, with or without a cluster, so neither the manager nor its API starts",
      instead:
        "write it as XML: a tag on one line, comments that end by -->, no control characters",
      line: 3,
      column: 1,
    },
  ]);
});
