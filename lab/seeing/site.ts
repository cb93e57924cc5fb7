import { parseGraylogSettings } from "../../policy/services/graylog/parseSettings";
import { renderGraylog, type GraylogDocument } from "../../policy/services/graylog/renderGraylog";
import type { WrittenGraylogSettings } from "../../policy/services/graylog/settings";
import { Refusals } from "../../policy/model/refusals";
import { PREFIX } from "./alertInput";
import type { GraylogApi } from "./graylogApi";
import { DECISION_RULE } from "./sampleAlerts";
import type { ScriptHost } from "./theScript";

/** What every document of the run has in common. */
export interface Site {
  readonly api: GraylogApi;
  readonly host: ScriptHost;
  readonly hook: string;
}

/** The document of settings like those of docs/seeing.md, changed by what is given. */
export function documentOf(
  { api, hook }: Site,
  changed: Partial<WrittenGraylogSettings> = {},
): GraylogDocument {
  const written: WrittenGraylogSettings = {
    url: api.url,
    owner: "lab",
    manyBlocks: { count: 5, within: 60, perAgent: 3 },
    productionAddresses: ["203.0.113.10"],
    notification: { kind: "http", url: hook },
    ownRules: [DECISION_RULE],
    fields: { prefix: PREFIX },
    ...changed,
  };
  return renderGraylog(parseGraylogSettings(written, new Refusals()));
}

/** An object as Graylog holds it: the parts that we read. */
export interface Held {
  readonly id: string;
  readonly title: string;
  readonly description: string | null;
  readonly config?: { readonly type: string };
  readonly notifications?: readonly { readonly notification_id: string }[];
}

/** Objects of ours at Graylog, by collection. */
export async function ours(api: GraylogApi): Promise<Record<string, Held[]>> {
  const mark = "Managed by wazuh-active-response, stack lab.";
  const of = async (path: string, key: string): Promise<Held[]> => {
    const answer = await api.must<Record<string, Held[]>>("GET", `${path}?page=1&per_page=500`);
    return (answer[key] ?? []).filter(({ description }) => description?.endsWith(mark));
  };
  return {
    streams: await of("/streams", "streams"),
    notifications: await of("/events/notifications", "notifications"),
    definitions: await of("/events/definitions", "event_definitions"),
  };
}

/** How many objects of ours there are, by collection. */
export async function counts(api: GraylogApi): Promise<Record<string, number>> {
  const all = await ours(api);
  return Object.fromEntries(Object.entries(all).map(([key, held]) => [key, held.length]));
}
