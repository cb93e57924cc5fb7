import type { Seconds } from "../model/duration";
import type { RuleId } from "../model/ruleId";

/** Fields of a message in Graylog. The defaults are those of its JSON extractor, flattened, on lines of alerts.json. */
export interface GraylogFields {
  /** @default "rule_id" */
  readonly ruleId?: string;
  /** @default "agent_name" */
  readonly agent?: string;
  /** @default "data_srcip" */
  readonly address?: string;
}

/** Many blocks in a short time. */
export interface ManyBlocks {
  /** Blocks on all agents together that make an event. */
  readonly count: number;
  /** Window in which they are counted. */
  readonly within: Seconds;
  /** Blocks on one agent that make an event. @default none */
  readonly perAgent?: number;
}

/** Whom Graylog tells. */
export type GraylogNotification =
  | { readonly kind: "http"; readonly url: string }
  | { readonly kind: "email"; readonly to: readonly string[]; readonly sender?: string };

/** What Graylog is to watch. */
export interface GraylogSettings {
  /** Of Graylog, without /api: `https://graylog.golemtrust.am`. */
  readonly url: string;
  /** Whose objects they are: the name of the stack. */
  readonly owner: string;
  /** Title of the stream, and beginning of every other title. @default "Active response" */
  readonly title?: string;
  /** Id of the index set of the stream. @default the default index set */
  readonly indexSet?: string;
  readonly fields?: GraylogFields;
  /** Rules of our own that belong into the stream beside the stock rules of active response. @default none */
  readonly ownRules?: readonly RuleId[];
  /** @default no such event */
  readonly manyBlocks?: ManyBlocks;
  /** Addresses of production services; a block of one is an event. @default none */
  readonly productionAddresses?: readonly string[];
  /** @default nobody is told; events are shown in Graylog */
  readonly notification?: GraylogNotification;
  readonly caFile?: string;
  readonly repair?: string;
}

/** Names of the fields, the defaults filled in. */
export function fieldsOf({ fields = {} }: GraylogSettings): Required<GraylogFields> {
  const { ruleId = "rule_id", agent = "agent_name", address = "data_srcip" } = fields;
  return { ruleId, agent, address };
}

/** End of every description: by it the host's script tells an object of this stack from another of its title. */
export function markOf({ owner }: GraylogSettings): string {
  return `Managed by wazuh-active-response, stack ${owner}.`;
}
