/** A file that a host gets, whole. */
export interface HostFile {
  /** Absolute path on the host. */
  readonly path: string;
  readonly owner: string;
  readonly group: string;
  /** Four octal digits: `0750`. */
  readonly mode: string;
  /** Text, UTF-8, ends with one newline; or, by `encoding`, bytes. */
  readonly content: string;
  /** How `content` stands for bytes that are no text. @default it is the text itself */
  readonly encoding?: "base64";
  /** Command that the installer runs, as root, after the file is new or changed; idempotent; a failure rolls the apply back. */
  readonly reload?: readonly string[];
  /** Command that the installer runs before it removes the file. */
  readonly unload?: readonly string[];
  /** Executable without which the host does not get the file; the apply goes on, and its report says so. @default none */
  readonly onlyWith?: string;
  /** What the report says where `onlyWith` is missing; one sentence. */
  readonly otherwise?: string;
}

/** Everything that one host gets. Pure data: the bundle is this plus the installer. */
export interface RenderedHost {
  readonly files: readonly HostFile[];
  /** Executables that must be on the host before anything is changed. */
  readonly tools: readonly string[];
  /** Executable -> what the apply's report says where the host has none; nothing is refused. */
  readonly warnWithout?: Readonly<Record<string, string>>;
  /** Our part of ossec.conf, without its two marker lines; managers only. */
  readonly part?: string;
  /** Files that come to the host by themselves, with their sha256: a worker's rules, which the master hands on. */
  readonly awaits?: Readonly<Record<string, string>>;
  /** Rows that our part adds to ar.conf, in order; managers only. A change here makes every agent reload. */
  readonly arConf?: readonly string[];
  /** Group -> our part of its agent.conf; the master only. A change here makes the agents of the group reload. */
  readonly agentConf?: Readonly<Record<string, string>>;
}
