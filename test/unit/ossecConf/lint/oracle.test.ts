import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { lintOssecConf } from "../../../../policy/ossecConf/lint/lintOssecConf";
import { OF_ADDRESSES } from "./found";

// Each file was given to the real daemons of Wazuh 4.14.7; verdicts.tsv says what they did and what lint must say.
const FOLDER = join(__dirname, "../../../oracle");
const ROWS = readFileSync(join(FOLDER, "verdicts.tsv"), "utf8")
  .trim()
  .split("\n")
  .slice(1)
  .map((line) => {
    const [file = "", real = "", verdict = "", what = ""] = line.split("\t");
    return { file, real, verdict, what };
  });

function verdictOf(file: string): { verdict: string; found: string[] } {
  const findings = lintOssecConf(readFileSync(join(FOLDER, file), "utf8"), { file }).filter(
    ({ code }) => !OF_ADDRESSES.includes(code),
  );
  const severities = new Set(findings.map(({ severity }) => severity));
  const verdict = severities.has("error")
    ? "error"
    : severities.has("warning")
      ? "warning"
      : "clean";
  return {
    verdict,
    found: findings.filter(({ severity }) => severity !== "note").map(({ code }) => code),
  };
}

test.each(ROWS)("$file: $verdict ($what)", ({ file, verdict }) => {
  expect(verdictOf(file).verdict).toBe(verdict);
});

test("every file has its row", () => {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".conf"));
  expect(ROWS.map(({ file }) => file).sort()).toEqual(files.sort());
});

test.each([
  ["01-global-closed-by-ar.conf", ["unreadable"]],
  ["02-whitelist-notip.conf", ["whitelist-substring"]],
  ["02b-whitelist-badcidr.conf", ["whitelist-refused"]],
  ["02d-whitelist-empty.conf", ["whitelist-everything"]],
  ["02f-whitelist-v6.conf", ["whitelist-never"]],
  ["02h-whitelist-comma.conf", ["whitelist-never"]],
  ["03-rulesid-nonexist.conf", ["unknown-rule"]],
  ["03b-rulesid-text.conf", ["rules-id"]],
  ["04-unknown-command.conf", ["unknown-command"]],
  ["04c-command-missing-exe.conf", ["executable-unknown"]],
  ["04e-command-no-exe.conf", ["command-incomplete"]],
  ["05-bad-location.conf", ["location"]],
  ["05c-defined-agent-noid.conf", ["agent-id"]],
  ["05e-level-99.conf", ["level"]],
  ["05f-no-trigger.conf", ["no-trigger"]],
  ["05h-timeout-text.conf", ["timeout"]],
  ["05k-unknown-elem.conf", ["unknown-element"]],
  ["05l-group.conf", ["unknown-group"]],
  ["05m-disabled.conf", ["refused-value"]],
  ["06-unknown-section.conf", ["unknown-section"]],
  ["06e-empty-file.conf", ["no-remote"]],
  ["06f-empty-conf.conf", ["no-remote"]],
  ["06h-missing-list.conf", ["list-missing"]],
  ["06k-lt-in-value.conf", ["unreadable"]],
  ["06m-xml-decl.conf", ["unreadable"]],
])("%s is found for its own reason, and for no other: %j", (file, codes) => {
  expect(verdictOf(file).found).toEqual(codes);
});
