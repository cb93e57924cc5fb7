import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";

import { load } from "../analysisd/loaded";
import { writeArConf } from "../analysisd/arConfFile";
import { judge } from "../config/judge";
import { error, type Words } from "../config/words";
import { append, lineOf } from "../daemon/log";
import type { ToolResult } from "./agentControl";

/**
 * A daemon's `-t`: what it says of a configuration.
 * @param file path of the configuration, below the home or absolute; its rules are those of the home.
 */
export function testConfig(daemon: string, home: string, file = "etc/ossec.conf"): ToolResult {
  const path = isAbsolute(file) ? file : join(home, file);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch {
    return told(daemon, home, true, [
      error(
        `(1226): Error reading XML file '${file}': XMLERR: File '${file}' not found. (line 0).`,
      ),
    ]);
  }
  if (daemon !== "wazuh-analysisd" && daemon !== "wazuh-logtest-legacy") {
    const { refused, words } = judge(daemon, text, file);
    return told(daemon, home, refused, words);
  }
  const { refused, words, arConf } = load(home, text);
  // The test of the rules alone does not read the responses.
  if (daemon === "wazuh-analysisd") writeArConf(home, arConf);
  return told(daemon, home, refused, words);
}

/** A tool's words as it prints them; they go to the log as well. */
export function told(daemon: string, home: string, refused: boolean, words: Words): ToolResult {
  const lines = words.map((word) => `${lineOf(daemon, word)}\n`).join("");
  append(join(home, "logs", "ossec.log"), lines);
  return { code: refused ? 1 : 0, output: lines };
}
