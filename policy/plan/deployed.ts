import type { Bundle } from "../bundle/bundle";
import type { Sent } from "../bundle/packed";
import { wholeFiles, type SentFiles } from "../bundle/sentFiles";
import type { WhitelistEntry } from "../model/whitelist";

/** The bundle that a host got last, as the state of the stack has it. */
export type DeployedBundle = Bundle & {
  /** The installer that brought it; a text where an older version did. */
  readonly installer?: Sent | string;
};

/** What the last deployment left, as the state of the stack has it. */
export interface Deployed {
  /** By host name. */
  readonly bundles: ReadonlyMap<string, DeployedBundle>;
  /** Which Wazuh each host ran at its last apply, by its own words (`4.12.0`); an older version of this program did not ask. */
  readonly versions?: ReadonlyMap<string, string>;
  /** The white list with its names; undefined where the state has only its addresses. */
  readonly whitelist?: readonly WhitelistEntry[];
}

interface Resource {
  readonly type?: unknown;
  readonly inputs?: { readonly stdin?: unknown };
  readonly outputs?: { readonly whitelist?: unknown; readonly stdout?: unknown };
}

/**
 * Reads what was deployed out of `pulumi stack export`: the documents on standard input of each remote.Command, and the
 * white list among the stack's outputs. Nothing else is looked at, and nothing that is secret.
 * @returns undefined where nothing was deployed yet.
 */
export function readDeployed(exported: unknown): Deployed | undefined {
  const deployment = (exported as { deployment?: { resources?: unknown } } | null)?.deployment;
  const resources = (deployment?.resources ?? []) as readonly Resource[];
  const bundles = new Map<string, DeployedBundle>();
  const versions = new Map<string, string>();
  let whitelist: readonly WhitelistEntry[] | undefined;
  for (const { type, inputs, outputs } of resources) {
    if (type === "command:remote:Command" && typeof inputs?.stdin === "string") {
      const bundle = readBundle(inputs.stdin);
      if (bundle) {
        bundles.set(bundle.host, bundle);
        const version = versionIn(outputs?.stdout);
        if (version !== undefined) versions.set(bundle.host, version);
      }
    }
    if (type === "pulumi:pulumi:Stack" && Array.isArray(outputs?.whitelist)) {
      whitelist = outputs.whitelist as readonly WhitelistEntry[];
    }
  }
  if (bundles.size === 0) return undefined;
  return { bundles, versions, ...(whitelist && { whitelist }) };
}

/** The version in what an apply reported; undefined for another text. */
function versionIn(stdout: unknown): string | undefined {
  if (typeof stdout !== "string") return undefined;
  try {
    const { wazuh } = JSON.parse(stdout) as { readonly wazuh?: unknown };
    return typeof wazuh === "string" ? wazuh : undefined;
  } catch {
    return undefined;
  }
}

// A prune step gets paths only, without tools; other commands of the user's own get something else altogether. Files are
// made whole, so that a plan counts the lines of a program that an upgrade changes, too.
function readBundle(stdin: string): DeployedBundle | undefined {
  let document: Partial<DeployedBundle> | null;
  try {
    document = JSON.parse(stdin) as Partial<DeployedBundle> | null;
  } catch {
    return undefined;
  }
  const whole =
    typeof document?.host === "string" && Array.isArray(document.tools) && document.files;
  if (!whole) return undefined;
  const sent = document as DeployedBundle & SentFiles;
  return { ...sent, files: wholeFiles(sent) };
}
