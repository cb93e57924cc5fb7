import type * as z from "zod";

import type { Seconds } from "../../model/duration";
import { GRAYLOG, type graylog } from "../../model/keys/services";
import type { RuleId } from "../../model/ruleId";
import type { ReadonlyKeys, WithValues } from "../../model/written";

type Keys = ReadonlyKeys<z.input<typeof graylog>>;

/** What Graylog is to watch, as people write it: the window in seconds or as `10m`. Its keys: model/keys/services.ts. */
export type WrittenGraylogSettings = Omit<Keys, "token"> & {
  /** Whose objects they are: the name of the stack. */
  readonly owner: string;
  /** Rules of our own that belong into the stream beside the stock rules of active response. @default none */
  readonly ownRules?: readonly number[];
};

/** Fields of a message in Graylog. */
export type GraylogFields = NonNullable<Keys["fields"]>;

/** Many blocks in a short time. */
export type ManyBlocks = WithValues<
  NonNullable<Keys["manyBlocks"]>,
  { readonly within: Seconds; readonly every: Seconds }
>;

/** Whom Graylog tells. */
export type GraylogNotification = NonNullable<Keys["notification"]>;

/** What Graylog is to watch. */
export type GraylogSettings = WithValues<
  WrittenGraylogSettings,
  {
    readonly manyBlocks: ManyBlocks;
    readonly ownRules: readonly RuleId[];
    readonly grace: Seconds;
  }
>;

/** Name of every field that an object of ours names. */
export type FieldNames = Required<Omit<GraylogFields, "prefix">>;

/** Names of the fields: those that are given, and the defaults behind their prefix. */
export function fieldsOf({ fields = {} }: GraylogSettings): FieldNames {
  const { prefix = "", ...given } = fields;
  const defaults = Object.entries(GRAYLOG.fields).map(([key, name]) => [key, `${prefix}${name}`]);
  return { ...(Object.fromEntries(defaults) as FieldNames), ...given };
}

/** A field's name in a template of Graylog's; undefined where no template can say it: a dot there is a step down. */
export function templateName(field: string): string | undefined {
  return /^\w+$/.test(field) ? field : undefined;
}

/** End of every description: by it the host's script tells an object of this stack from another of its title. */
export function markOf({ owner }: GraylogSettings): string {
  return `Managed by wazuh-active-response, stack ${owner}.`;
}
