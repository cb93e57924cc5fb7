import { readFileSync } from "node:fs";
import { join } from "node:path";

import { DAEMONS, judge } from "../../../lab/wazuh/config/judge";

const ORACLE = join(__dirname, "..", "..", "oracle");

function refusedBy(text: string): string[] {
  return DAEMONS.manager.filter((daemon) => judge(daemon, text).refused);
}

const verdicts = readFileSync(join(ORACLE, "verdicts.tsv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => line.split("\t"))
  .map(([file = "", verdict = ""]): [string, string] => [file, verdict.split(" ")[0] ?? ""]);

describe("the daemons' -t gives the verdicts of the real ones", () => {
  it.each(verdicts)("%s is %s", (file, verdict) => {
    const by = refusedBy(readFileSync(join(ORACLE, file), "utf8"));
    expect(by.length > 0 ? "refused" : "accepted").toBe(verdict);
  });

  it("knows all 29 files", () => {
    expect(verdicts).toHaveLength(29);
  });
});

describe("words of a refusal", () => {
  const words = (daemon: string, file: string): string[] =>
    judge(daemon, readFileSync(join(ORACLE, file), "utf8")).words.map(
      ({ level, text }) => `${level}: ${text}`,
    );

  it("names the command that is not defined", () => {
    expect(words("wazuh-analysisd", "04-unknown-command.conf")).toEqual([
      "ERROR: (1303): Invalid command 'no-such' in the active response.",
      "CRITICAL: (1202): Configuration error at 'etc/ossec.conf'.",
    ]);
  });

  it("counts lines as Wazuh's parser does", () => {
    expect(words("wazuh-db", "01b-global-closed-by-ar-mini.conf")[0]).toBe(
      "ERROR: (1226): Error reading XML file 'etc/ossec.conf': XMLERR: Element 'global' not closed. (line 4).",
    );
  });
});

describe("sections", () => {
  const root = (inner: string): string => `<ossec_config>${inner}</ossec_config>`;

  it.each(["<command></command>", "<active-response/>", "<bogus><a/></bogus>"])(
    "%s stops every daemon that reads the file by its sections",
    (section) => {
      const readers = DAEMONS.manager.filter(
        (daemon) => !["wazuh-clusterd", "wazuh-execd", "wazuh-apid"].includes(daemon),
      );
      expect(refusedBy(root(section))).toEqual(readers);
    },
  );

  it("lets an empty syscheck pass", () => {
    expect(refusedBy(root("<syscheck></syscheck>"))).toEqual([]);
  });

  it("refuses an agent's active-response pasted into a manager", () => {
    const pasted =
      "<active-response><disabled>no</disabled><ca_store>etc/wpk_root.pem</ca_store></active-response>";
    expect(refusedBy(root(pasted))).toEqual(["wazuh-analysisd"]);
  });
});
