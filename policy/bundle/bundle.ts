import type { Host, Role } from "../model/fleet";
import type { WrittenHost } from "../model/written";
import type { RenderedHost } from "../model/hostFile";
import type { Removal } from "../rollout/leaving";
import type { BundleNote } from "../rollout/rolloutNote";
import type { BundleFile } from "./bundleFile";
import { packedInstaller } from "./installer";
import type { Constants } from "./constants";
import { named, sent } from "./packed";
import { sentFiles } from "./sentFiles";

/**
 * The format of what a host is sent, which its installer must know (scripts/host/common/bundle.pl): a step that brings no installer
 * (prune) is read by the one that an earlier apply left, and that may be of another version. Count it up when a document of this
 * version would be misread by the installer of the last release; and let the installer go on reading what that release sends.
 * Before it was counted documents had no number; they have the first format.
 */
export const FORMAT = 1;

/** Key of a bundle that holds the rows of ar.conf; its name is what preview shows when they change. */
export const AR_CONF_KEY = "ar.conf (a change makes every agent reload)";

/**
 * Key of a bundle that holds our parts of groups' agent.conf; the installer reads it (scripts/host/common/bundle.pl), and
 * preview shows its name when they change.
 */
export const AGENT_CONF_KEY = "agent.conf (a change makes the agents of the group reload)";

/** Everything that one host gets, as one JSON document on standard input. */
export interface Bundle {
  readonly host: string;
  readonly role: Role;
  readonly tools: readonly string[];
  readonly files: Readonly<Record<string, BundleFile>>;
  /** Executable -> what the report says where it is missing. */
  readonly warnWithout?: Readonly<Record<string, string>>;
  /** Our part of ossec.conf; managers only. */
  readonly part?: string;
  /** Texts that leave the rest of ossec.conf because our part means them; managers only. */
  readonly adopt?: readonly string[];
  /** An isolated host is released before the script that does it leaves; else that is refused. @default false */
  readonly releaseFirst?: boolean;
  /** Seconds that the installer waits for a reload, for a worker's rules, and from 30 on for any one program. @default 120 */
  readonly wait?: number;
  /** Files that come to this host by themselves, with their sha256: a worker's rules, from the master. */
  readonly awaits?: Readonly<Record<string, string>>;
  /** Rows that ar.conf must have here; asked by `check` only. */
  readonly rows?: readonly string[];
  /** When drift was seen that this apply fixes; for people and for the diff. */
  readonly repair?: string;
  /**
   * Hetzner's id of the server that holds the host: a new server at an old address is a change. The installer does not read
   * it, and no digest has it.
   */
  readonly server?: string;
  /**
   * Twelve digits of the sha256 of the host key that is pinned: another key is another machine, which has nothing of what was sent
   * before. The installer does not read it, and no digest has it.
   */
  readonly machine?: string;
  /** Who rolls it out; the host keeps it in its list of rollouts. See policy/rollout. */
  readonly rollout?: BundleNote;
  /** What our part adds to ar.conf; managers only. For people: the installer does not read it. */
  readonly [AR_CONF_KEY]?: string;
  /** Group -> our part of its agent.conf; the master only. */
  readonly [AGENT_CONF_KEY]?: Readonly<Record<string, string>>;
}

/**
 * Makes the bundle of a host: files in the order of their paths.
 * @param repair when drift was seen on the host; a new value makes the next apply run there.
 */
export function bundleOf(host: Host, rendered: RenderedHost, repair?: string): Bundle {
  const files: Record<string, BundleFile> = {};
  for (const { path, ...file } of [...rendered.files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    files[path] = file;
  }
  return {
    host: host.name,
    role: host.role,
    tools: [...rendered.tools].sort(),
    files,
    ...(repair !== undefined && { repair }),
    ...(rendered.warnWithout && { warnWithout: rendered.warnWithout }),
    ...(rendered.part !== undefined && { part: rendered.part }),
    ...(host.adopt?.length && { adopt: host.adopt }),
    ...(host.releaseFirst && { releaseFirst: true }),
    ...(rendered.awaits && { awaits: rendered.awaits }),
    ...(rendered.arConf && { [AR_CONF_KEY]: rendered.arConf.map((row) => `${row}\n`).join("") }),
    ...(rendered.agentConf && { [AGENT_CONF_KEY]: rendered.agentConf }),
  };
}

/**
 * Prints a bundle with its installer: JSON whose first line after the brace holds the installer, where the bootstrap
 * finds it without a JSON reader. Files travel without their programs, which are packed.
 * @param kept sums of what the host has of both: that goes by its sum alone. See carried.ts.
 */
export function printBundle(bundle: Bundle, kept: Partial<Constants> = {}): string {
  const { files, programs } = sentFiles(bundle.files);
  const some = kept.programs === undefined ? programs : named(kept.programs);
  return withInstaller(bundle.role, { ...bundle, files, ...(some && { programs: some }) }, kept);
}

/**
 * Prints what the prune step gets: the paths that stay; everything else of ours leaves the host. Without the installer:
 * the host has kept that of the last apply, and so the step runs only when the set of files changes.
 * @param removal what is known to leave, for people, and since which apply: the host does not read them.
 */
export function printPaths(
  bundle: Bundle,
  { leaving, since }: Pick<Removal, "leaving" | "since"> = {},
): string {
  const files = Object.fromEntries(Object.keys(bundle.files).map((path) => [path, {}]));
  const { host, role, releaseFirst } = bundle;
  return JSON.stringify({
    host,
    role,
    format: FORMAT,
    ...(releaseFirst && { releaseFirst }),
    ...(leaving && { leaving }),
    ...(since !== undefined && { since }),
    files,
  });
}

/** Prints what the secret step gets: one file, mode 0600, and nothing else but the id of the server, as in a bundle. */
export function printSecret(
  host: Pick<WrittenHost, "name" | "role"> & Pick<Bundle, "server">,
  file: {
    readonly path: string;
    readonly content: string;
    readonly owner: string;
    readonly group: string;
  },
): string {
  const { path, ...rest } = file;
  return withInstaller(host.role, {
    host: host.name,
    role: host.role,
    ...(host.server !== undefined && { server: host.server }),
    files: { [path]: { ...rest, mode: "0600" } },
  });
}

function withInstaller(
  role: Role,
  document: object,
  { installer }: Partial<Constants> = {},
): string {
  const rest = JSON.stringify({ format: FORMAT, ...document }).slice(1);
  const first = installer === undefined ? sent(packedInstaller(role)) : named(installer);
  return `{\n"installer":${JSON.stringify(first)},\n${rest}\n`;
}
