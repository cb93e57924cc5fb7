import { readFileSync } from "node:fs";
import { join } from "node:path";

// Answers of a real Wazuh 4.14.7, as they were recorded: the text files beside this one.

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
