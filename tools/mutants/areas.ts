/** Where faults are planted, and which tests are to notice them. */
export interface Area {
  /** Its name on the command line. */
  readonly name: string;
  /** Folders, and files, below the project. */
  readonly of: readonly string[];
  /** What a file's name ends with. */
  readonly endings: readonly string[];
  /** Folders of tests, those most to the point first. Only those are run that reach the fault. */
  readonly tests: readonly string[];
}

const RESPONSES = ["responses", "provenance", "replay/judge", "render/five"];
const HOSTS = ["bundle", "responses/isolateTable.test.ts", "real", "wazuh/read", "ssh"];

const area = (
  name: string,
  of: readonly string[],
  endings: readonly string[],
  tests: readonly string[],
): Area => ({ name, of, endings, tests: tests.map((folder) => `test/unit/${folder}`) });

/** All areas, each a room of the tree or the programs of one language. */
export const AREAS: readonly Area[] = [
  area("lint", ["policy/lint"], [".ts"], ["lint", "kinds"]),
  area("ossecConf", ["policy/ossecConf"], [".ts"], ["ossecConf"]),
  area("render", ["policy/render"], [".ts"], ["render", "responses", "kinds", "bundle"]),
  area("model", ["policy/model"], [".ts"], ["model", "config", "kinds", "lint"]),
  area("wazuh", ["policy/wazuh"], [".ts"], ["wazuh", "ossecConf"]),
  area("awk", ["scripts/responses"], [".awk"], RESPONSES),
  area("perl", ["scripts/host", "scripts/responses"], [".pl"], HOSTS),
  area(
    "shell",
    ["scripts/host", "scripts/responses", "scripts/services", "scripts/server"],
    [".sh", ".sh.hbs"],
    ["responses", "bundle", "services", "cloudInit", "real", "ssh"],
  ),
];

/**
 * The area that a word of the command line names; for a path, the one it lies in, of that path alone.
 * @throws Error naming what may be written.
 */
export function areaOf(word: string): Area {
  const named = AREAS.find(({ name }) => name === word);
  if (named) return named;
  const path = word.replace(/\/+$/, "");
  const found = AREAS.find(
    ({ of, endings }) =>
      of.some((folder) => path === folder || path.startsWith(`${folder}/`)) &&
      (endings.some((end) => path.endsWith(end)) || !/\.\w+$/.test(path)),
  );
  if (!found)
    throw new Error(
      `"${word}" is not a valid area; write ${AREAS.map(({ name }) => name).join(", ")}, or a file or folder of one`,
    );
  return { ...found, name: path, of: [path] };
}
