/** A version of Wazuh, by its numbers. */
export type WazuhVersion = readonly [major: number, minor: number, patch: number];

/**
 * Reads `4.12.0`, `v4.12.0` or `4.12`; undefined for another text. Without its last number it is taken for the newest of its line.
 */
export function parseVersion(text: string): WazuhVersion | undefined {
  const [, major, minor, patch] = /^v?(\d+)\.(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  return [Number(major), Number(minor), patch === undefined ? Infinity : Number(patch)];
}

/** Whether a version comes before another one: 4.9.2 before 4.14.0. */
export function isBefore(version: WazuhVersion, other: WazuhVersion): boolean {
  const at = version.findIndex((number, i) => number !== other[i]);
  return at >= 0 && (version[at] ?? 0) < (other[at] ?? 0);
}

/** Whether two versions may be one: a line alone is any version of it. */
export function isSameVersion(one: WazuhVersion, other: WazuhVersion): boolean {
  const patches = one[2] === other[2] || one[2] === Infinity || other[2] === Infinity;
  return one[0] === other[0] && one[1] === other[1] && patches;
}

/** Whether something that is there `since` a version is missing in this one. @param since undefined for what always was */
export function lacks(version: WazuhVersion | undefined, since: string | undefined): boolean {
  const first = since === undefined ? undefined : parseVersion(since);
  return version !== undefined && first !== undefined && isBefore(version, first);
}

/** A version as text, `4.12.0`; its line alone where no more was said. */
export function versionText(version: WazuhVersion): string {
  return version[2] === Infinity ? lineText(version) : version.join(".");
}

/** The line of a version, as people say it: `4.12` of 4.12.0. */
export function lineText([major, minor]: WazuhVersion): string {
  return `${major}.${minor}`;
}
