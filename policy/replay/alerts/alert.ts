/** Where an alert was read: for what is said of it. */
export interface ReadAt {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

/** What replay keeps of one alert of a manager. Texts are as Wazuh decoded them: a client may have written them. */
export interface Alert {
  /** When the manager wrote it, in milliseconds since 1970. */
  readonly time: number;
  /** Wazuh's own id: `seconds.offset`; unique for one manager. */
  readonly id: string;
  /** Name of the manager's node that wrote it. */
  readonly manager: string;
  readonly rule: number;
  readonly level: number;
  readonly groups: readonly string[];
  /** `000` for the manager itself. */
  readonly agentId: string;
  readonly agentName: string;
  readonly agentIp?: string;
  readonly srcip?: string;
  readonly dstuser?: string;
  readonly fullLog?: string;
  /** Program in the header of syslog. */
  readonly program?: string;
  readonly location?: string;
  /** Fields by their path below `data`, of alerts that can name a process. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Where the policy's responses look for an address, by the path below `data`; without srcip where that is a text. */
  readonly taken?: Readonly<Record<string, Taken>>;
  /** Nobody wants its rule: it is there since it would not have come where its address was blocked. */
  readonly beside?: boolean;
  /** Windows wrote the event into its own event log. */
  readonly windows?: true;
  readonly at: ReadAt;
}

/** What stands in a field: its text, or, in the words of a host's scripts, what else stands there or above it. */
export type Taken =
  | string
  | {
      /** @default nothing: it is null, or not there */
      readonly sort?: "array" | "object" | "string" | "number" | "literal";
      /** Why it cannot be there. */
      readonly above?: string;
    };
