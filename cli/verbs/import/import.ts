import { basename } from "node:path";

import type { Command } from "commander";
import { Document } from "yaml";

import {
  importOssecConf,
  type ImportedPolicy,
} from "../../../policy/ossecConf/import/importOssecConf";
import { ReadError } from "../../../policy/wazuh/read/readError";
import { EXIT } from "../../lib/exit";
import { readText } from "../../lib/readText";

/** Adds the verb `import`: the stack configuration that means the same as an existing ossec.conf. */
export function addImport(program: Command): void {
  program
    .command("import")
    .summary("convert an existing ossec.conf to stack configuration")
    .description(
      "convert the responses and the white list of an existing ossec.conf to stack configuration, and list what cannot be converted",
    )
    .argument("<file>", "ossec.conf of a manager, - for standard input")
    .option("--json", "print one JSON document instead of YAML")
    .addHelpText(
      "after",
      "\nExit codes: 0 all converted, 1 something left out, or nothing found, 2 Wazuh cannot read the file.\n\nExamples:\n  active-response import /var/ossec/etc/ossec.conf > imported.yaml\n  ssh wazuh cat /var/ossec/etc/ossec.conf | active-response import -\n",
    )
    .action((file: string, { json }: { readonly json?: boolean }) => {
      process.exitCode = run(file, json ?? false);
    });
}

function run(file: string, json: boolean): number {
  const text = readText(file);
  let imported: ImportedPolicy;
  try {
    imported = importOssecConf(text, basename(file));
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    console.error(`${file}:${error.line}:${error.column}: error: ${error.meaning}`);
    return EXIT.bad;
  }
  process.stdout.write(
    json ? `${JSON.stringify(imported, null, 2)}\n` : printImported(imported, basename(file)),
  );
  for (const { line, column, what, reason } of imported.omissions) {
    console.error(`${file}:${line}:${column}: left out: ${what} ${reason}`);
  }
  const nothing =
    imported.whitelist.length + imported.responses.length + imported.omissions.length === 0;
  if (nothing)
    console.error(
      `${file}: has no <white_list> and no <active-response>; is it the ossec.conf of a manager?`,
    );
  return nothing || imported.omissions.length > 0 ? EXIT.warnings : EXIT.ok;
}

const KEEP =
  " ignoreWindow: keep matches the file; without it, more than one address a minute is blocked.";

const OWN_RULES =
  " managerRules: no stock rule has these ids; make sure that the manager's etc/rules defines them, or the responses never fire.";

/** Prints stack configuration as YAML; what is left out stands in comments at the top. */
export function printImported(imported: ImportedPolicy, file: string): string {
  const { whitelist, responses, ignoreWindow, managerRules, omissions } = imported;
  const document = new Document({
    config: {
      "wazuh-active-response:whitelist": { common: whitelist },
      "wazuh-active-response:responses": responses,
      ...(ignoreWindow && { "wazuh-active-response:ignoreWindow": ignoreWindow }),
      ...(managerRules && { "wazuh-active-response:managerRules": managerRules }),
    },
  });
  document.commentBefore = [
    ` What ${file} means to Wazuh, as stack configuration; put the keys into Pulumi.<stack>.yaml,`,
    " then check it with: active-response lint",
    ...(ignoreWindow ? [KEEP] : []),
    ...(managerRules ? [OWN_RULES] : []),
    ...omissions.map(({ line, what, reason }) => ` Left out, line ${line}: ${what} ${reason}`),
  ].join("\n");
  return document.toString({ lineWidth: 0 });
}
