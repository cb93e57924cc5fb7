/** What no policy changes, by the sha256 of its text: 64 hexadecimal digits each. */
export interface Constants {
  readonly installer: string;
  /** The programs that the host's files go on with, all of them together; missing where none does. */
  readonly programs?: string;
}

/** What a host was sent last, and what it said that it has of it. */
export interface LastSent {
  /** Standard input of its last apply. */
  readonly stdin: string;
  /** What it kept, by the report of that apply; undefined where an older version did not say, or it was never applied. */
  readonly kept: Constants | undefined;
}
