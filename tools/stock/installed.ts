import { readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";

import { lastChild } from "../../policy/wazuh/read/ossecConf";
import { readNodes, type Node } from "../../policy/wazuh/read/node";
import { valuesOf, type Source } from "./source";

/** installed.json: what an install puts beside the ruleset. Read from the installers and from the templates of ossec.conf. */
export function installedFacts(folder: string, { version, rules }: Source): object {
  const template = (name: string): readonly Node[] =>
    readNodes(readFileSync(join(folder, "etc/templates/config/generic", name), "utf8"));
  const asked = new Set(rules.flatMap(({ node }) => valuesOf(node, "list")));
  const lists = template("rules.template").flatMap((ruleset) => valuesOf(ruleset, "list"));
  return {
    source: `Wazuh ${version}, derived. executables: files under active-response/bin, agents on Windows included. commands: those that the stock ossec.conf of a manager defines, with their executables. lists: those that it names, and whether a stock rule asks one. agentless: files of the folder agentless`,
    executables: [
      ...installedInto("active-response/bin", folder),
      ...onWindows("active-response\\bin", folder),
    ].sort(),
    commands: Object.fromEntries(
      template("ar-commands.template").map((command) => [
        lastChild(command, "name")?.content ?? "",
        lastChild(command, "executable")?.content ?? "",
      ]),
    ),
    lists: Object.fromEntries(lists.map((list) => [list, asked.has(list)])),
    agentless: [...installedInto("agentless", folder)].sort(),
  };
}

/** Files that src/init/inst-functions.sh installs into a folder; their patterns are looked up in src/. */
function installedInto(target: string, folder: string): readonly string[] {
  const script = readFileSync(join(folder, "src/init/inst-functions.sh"), "utf8");
  const line = new RegExp(
    String.raw`^\s*\$\{INSTALL\} -m .* (\S+) \$\{INSTALLDIR\}/${target}/?$`,
    "gm",
  );
  return [...script.matchAll(line)].flatMap(([, from = ""]) => {
    const [before, after] = basename(from).split("*");
    if (before === undefined || after === undefined) return [basename(from)];
    return readdirSync(join(folder, "src", dirname(from))).filter(
      (name) => name.startsWith(before) && name.endsWith(after),
    );
  });
}

/** Files that the installer of an agent on Windows puts into a folder. */
function onWindows(target: string, folder: string): readonly string[] {
  const script = readFileSync(join(folder, "src/win32/wazuh-installer.nsi"), "utf8");
  return [...script.matchAll(/^\s*File \/oname=(\S+)\\(\S+) /gm)].flatMap(([, into, name = ""]) =>
    into === target ? [name] : [],
  );
}
