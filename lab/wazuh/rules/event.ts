/** Who sent an event: an agent, or `000` for the manager itself. */
export interface Sender {
  readonly id: string;
  readonly name: string;
  readonly ip?: string;
}

/** One decoded log line. */
export interface Event {
  readonly sender: Sender;
  /** Where the sender read it: a path. */
  readonly location: string;
  readonly fullLog: string;
  /** The line without the syslog header. */
  readonly log: string;
  /** Of the syslog header, as it was written. */
  readonly timestamp?: string;
  readonly hostname?: string;
  readonly programName?: string;
  /** Name of the decoder; undefined where none knew the line. */
  readonly decoder?: string;
  /** The decoder that this one is a child of. */
  readonly decoderParent?: string;
  /** Decoded fields; those of JSON lines by their path. `srcip`, `dstuser`, `srcuser` are among them. */
  readonly fields: Readonly<Record<string, string>>;
  /** The same as a tree, as it stands in `data` of the alert. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Seconds since 1970. */
  readonly time: number;
  /** State: level of the composite rule that has counted this event last; it is not counted again below that. */
  matched: number;
}
