import { AGENT_CONF_KEY, type Bundle } from "../bundle/bundle";
import type { BundleFile } from "../bundle/bundleFile";
import { installerSum } from "../bundle/installer";
import { sumOf } from "../bundle/packed";
import { agentConfOf, WAZUH_HOME } from "../model/hostPaths";
import type { DeployedBundle } from "./deployed";
import type { LineChanges } from "./lineChanges";
import { DIFFERENCES, has } from "../wazuh/versions/differences";
import { lineText, type WazuhVersion } from "../wazuh/versions/wazuhVersion";
import type { FileChange, HostChange } from "./plan";

/** Path under which our part of ossec.conf is shown. */
export const PART = `${WAZUH_HOME}/etc/ossec.conf (our part)`;

/**
 * Compares what a host got last with what it gets next; one of the two may be missing, not both.
 * @param version of its Wazuh. @default not known: the newest
 */
export function hostChange(
  before: DeployedBundle | undefined,
  after: Bundle | undefined,
  lines: LineChanges,
  version?: WazuhVersion,
): HostChange {
  const files = fileChanges(before, after, lines);
  const { host, role } = (after ?? before) as Bundle;
  return {
    host,
    role,
    change: changeOf(before, after, files),
    files,
    ...restartOf(role, changesRules(before, after, files), files, version),
  };
}

function changeOf(
  before: DeployedBundle | undefined,
  after: Bundle | undefined,
  files: readonly FileChange[],
): HostChange["change"] {
  if (!before) return "new";
  if (!after) return "removed";
  if (files.length > 0) return "changed";
  const same =
    sameInstaller(before.installer, after.role) &&
    before.repair === after.repair &&
    awaitsSame(before, after) &&
    JSON.stringify(before.tools) === JSON.stringify(after.tools);
  return same ? "same" : "again";
}

/** A worker gets no rules file with its bundle, only what to wait for from its master. */
function awaitsSame(before: DeployedBundle | undefined, after: Bundle | undefined): boolean {
  return JSON.stringify(before?.awaits ?? {}) === JSON.stringify(after?.awaits ?? {});
}

function changesRules(
  before: DeployedBundle | undefined,
  after: Bundle | undefined,
  files: readonly FileChange[],
): boolean {
  return (
    files.some(({ path }) => path.startsWith(`${WAZUH_HOME}/etc/rules/`)) ||
    (after !== undefined && !awaitsSame(before, after))
  );
}

function sameInstaller(before: DeployedBundle["installer"], role: HostChange["role"]): boolean {
  if (before === undefined) return true;
  return typeof before === "object" && sumOf(before) === installerSum(role);
}

function fileChanges(
  before: DeployedBundle | undefined,
  after: Bundle | undefined,
  lines: LineChanges,
): FileChange[] {
  const old = filesOf(before);
  const next = filesOf(after);
  const paths = [...new Set([...old.keys(), ...next.keys()])].sort();
  return paths.flatMap((path) => {
    const change = fileChange(path, old.get(path), next.get(path), lines);
    return change ? [change] : [];
  });
}

function filesOf(bundle: Bundle | undefined): ReadonlyMap<string, BundleFile> {
  const files = new Map(Object.entries(bundle?.files ?? {}));
  if (bundle?.part !== undefined && bundle.part !== "") {
    // Owner and mode of ossec.conf stay as they are on the host.
    files.set(PART, { owner: "", group: "", mode: "", content: bundle.part });
  }
  for (const [group, content] of Object.entries(bundle?.[AGENT_CONF_KEY] ?? {})) {
    files.set(`${agentConfOf(group)} (our part)`, { owner: "", group: "", mode: "", content });
  }
  return files;
}

function fileChange(
  path: string,
  old: BundleFile | undefined,
  next: BundleFile | undefined,
  lines: LineChanges,
): FileChange | undefined {
  const counted = lines.between(old?.content ?? "", next?.content ?? "");
  if (!old) return { path, change: "new", ...counted };
  if (!next) return { path, change: "removed", ...counted };
  const owner: [string, string] = [rights(old), rights(next)];
  if (JSON.stringify(old) === JSON.stringify(next)) return undefined;
  return { path, change: "changed", ...counted, ...(owner[0] !== owner[1] && { owner }) };
}

function rights({ owner, group, mode }: BundleFile): string {
  return `${owner}:${group} ${mode}`;
}

/** As the installer decides it: our part means all daemons, rules alone a hot reload where there is one, scripts nothing at all. */
function restartOf(
  role: HostChange["role"],
  rulesChange: boolean,
  files: readonly FileChange[],
  version: WazuhVersion | undefined,
): Pick<HostChange, "restart" | "instead"> {
  if (role === "agent") return { restart: "none" };
  if (files.some(({ path }) => path === PART)) return { restart: "reload" };
  if (!rulesChange) return { restart: "none" };
  if (version === undefined || has(version, "hot-reload")) return { restart: "hot-reload" };
  const { instead } = DIFFERENCES["hot-reload"];
  return { restart: "reload", instead: `${instead}: ${lineText(version)}` };
}
