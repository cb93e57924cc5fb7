import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { execFileSync, spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { arConfOf, readArConfig, STOCK_AR_CONF } from "../../../lab/wazuh/config/activeResponse";
import { judge } from "../../../lab/wazuh/config/judge";
import { sectionsOf } from "../../../lab/wazuh/config/sections";
import { CONTRACT } from "../../real/contract";

/** What a wazuh-analysisd makes of an ossec.conf: its first error, and ar.conf where it has none. */
interface Analysisd {
  readonly says: string;
  readonly arConf: string;
}

const standIn = (conf: string): Analysisd => {
  const { words, roots } = judge("wazuh-analysisd", conf);
  return {
    says: words.find(({ level }) => level === "ERROR")?.text ?? "",
    arConf: arConfOf(readArConfig(sectionsOf(roots))),
  };
};

/** `WAZUH_HOME`: the home of a manager that somebody has built or installed; what runs is a copy of it, as root. */
const HOME = process.env.WAZUH_HOME ?? "";
const copy = HOME === "" ? "" : mkdtempSync(join(tmpdir(), "contract-"));
// Owners count: it reads its files as the user wazuh.
if (copy !== "") execFileSync("cp", ["-a", `${HOME}/.`, copy]);
afterAll(() => {
  if (copy !== "") rmSync(copy, { recursive: true });
});

const real = (conf: string): Analysisd => {
  writeFileSync(join(copy, "etc/ossec.conf"), conf);
  const { stderr, error } = spawnSync(join(copy, "bin/wazuh-analysisd"), ["-t"], {
    encoding: "utf8",
  });
  if (error) throw error;
  return {
    says: /: ERROR: (.*?)\s*$/m.exec(stderr)?.[1] ?? "",
    arConf: readFileSync(join(copy, "etc/shared/ar.conf"), "utf8"),
  };
};

const ALL: readonly (readonly [string, (conf: string) => Analysisd])[] = [
  ["the stand-in of wazuh-analysisd", standIn],
  ...(copy === "" ? [] : ([["the real wazuh-analysisd", real]] as const)),
];

describe.each(ALL)("%s", (_name, analysisd) => {
  it.each(CONTRACT)("$what", ({ conf, says = "", rows }) => {
    const found = analysisd(`<ossec_config>\n${conf}\n</ossec_config>\n`);
    expect(found.says).toBe(says);
    const own = rows?.map((row) => `${row}\n`).join("");
    expect(says === "" && own !== undefined ? found.arConf : own).toBe(
      own === undefined ? undefined : STOCK_AR_CONF + own,
    );
  });
});
