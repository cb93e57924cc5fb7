import { readFileSync } from "node:fs";
import { join } from "node:path";

// Answers of a real Wazuh, of 4.14.7 where nothing else is said, as they were recorded: the text files beside this one.

const text = (name: string): string => readFileSync(join(__dirname, name), "utf8");

/** What wazuh-execd answered to `getconfig SECTION`. */
export function recordedGetconfig(section: string): string {
  const start = `com getconfig ${section}: `;
  const line = text("getconfig-execd.txt")
    .split("\n")
    .find((one) => one.startsWith(start));
  if (line === undefined) throw new Error(`getconfig-execd.txt has no "${start}"`);
  return line.slice(start.length);
}

/** What analysisd answered to getconfig of <global>, commands and active responses, a line each. */
export function recordedLoaded(): string {
  return text("getconfig-analysisd.txt").replace(/^(?:global|command|active_response): /gm, "");
}

/** What the daemons of a version said of a section behind their own stock ossec.conf: which of them refused it, and the first words. */
export function recordedVersions(): readonly {
  readonly what: string;
  readonly version: string;
  readonly refusedBy: string;
  readonly words: string;
  readonly section: string;
}[] {
  return text("versions.tsv")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => {
      const [what = "", version = "", refusedBy = "", words = "", section = ""] = line.split("\t");
      return { what, version, refusedBy, words, section };
    });
}

/** What the API answered, in the order of the file: the request as it is written there, the status, the body. */
export function recordedApi(): readonly {
  readonly request: string;
  readonly status: number;
  readonly body: string;
}[] {
  return [...text("api.txt").matchAll(/^\$ (.*)\nHTTP (\d+)\n(.*)$/gm)].map(
    ([, request = "", status, body = ""]) => ({ request, status: Number(status), body }),
  );
}

/** An alert as the manager wrote it to alerts.json. */
export interface RecordedAlert {
  readonly rule: { readonly id: string; readonly level: number; readonly mail: boolean };
  readonly agent: { readonly id: string; readonly name: string; readonly ip?: string };
  readonly manager: { readonly name: string };
  readonly full_log: string;
  readonly location: string;
  readonly [key: string]: unknown;
}

/** Lines of alerts.json of a manager with one agent, in the order in which it wrote them. */
export function recordedAlerts(): readonly RecordedAlert[] {
  return text("alerts.jsonl")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as RecordedAlert);
}

/** What a command printed on a manager or agent; START is how its line begins behind the `$ `. */
export function recordedCommand(start: string): readonly string[] {
  const parts = text("commands.txt").split(/^\$ /m);
  const found = parts.find((part) => part.startsWith(start));
  if (found === undefined) throw new Error(`commands.txt has no "${start}"`);
  return found.trimEnd().split("\n").slice(1);
}

/** Of the lines of an `ls -l`: mode, owner and group by name. */
export function recordedModes(start: string): ReadonlyMap<string, string> {
  const lines = recordedCommand(start).filter((line) => !line.startsWith("total "));
  return new Map(
    lines.map((line) => {
      const [mode = "", , owner = "", group = "", , , , , name = ""] = line.split(/ +/);
      return [name, `${mode} ${owner}:${group}`];
    }),
  );
}
