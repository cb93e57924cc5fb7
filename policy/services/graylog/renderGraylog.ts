import type { ServiceDocument } from "../document";
import { GRAYLOG_EVENTS } from "../../model/keys/services";
import { STREAM, type EventDefinition, type Unbound } from "./eventDefinition";
import { manyBlocksDefinition } from "./manyBlocks";
import { notableDefinition, OF_DECISIONS, type NotableAlert } from "./notableAlerts";
import { notificationOf, type Notification } from "./notification";
import { productionBlocksDefinition } from "./productionBlocks";
import { fieldsOf, markOf, type GraylogSettings } from "./settings";
import { streamOf, type Stream } from "./stream";

const NOTIFICATION = "notification/alert";

/** What Graylog gets. An object names another by its name here; ids take their place on the host. */
export interface GraylogDocument extends ServiceDocument {
  readonly service: "graylog";
  readonly mark: string;
  /** Field of the rule's id: the host asks whether any message has it, and warns where none has. */
  readonly ruleField: string;
  readonly indexSet?: string;
  /** `stream/...`, `notification/...`, `definition/...`. */
  readonly objects: Readonly<Record<string, Stream | Notification | EventDefinition>>;
}

/** Renders the stream, the notification where one is wanted, and the event definitions. */
export function renderGraylog(settings: GraylogSettings): GraylogDocument {
  const { url, caFile, indexSet, repair, manyBlocks, notification } = settings;
  const production = settings.productionAddresses ?? [];
  const notifications = notification ? [{ notification_id: NOTIFICATION }] : [];
  const definitions: Record<string, Unbound> = {
    ...(manyBlocks && {
      "many-blocks": manyBlocksDefinition(settings, manyBlocks, manyBlocks.count, false),
    }),
    ...(manyBlocks?.perAgent !== undefined && {
      "many-blocks-by-agent": manyBlocksDefinition(settings, manyBlocks, manyBlocks.perAgent, true),
    }),
    ...(production.length > 0 && {
      "production-address": productionBlocksDefinition(settings, production),
    }),
    ...Object.fromEntries(
      (settings.events ?? possible(settings)).map((kind) => [
        kind,
        notableDefinition(settings, kind),
      ]),
    ),
  };
  return {
    service: "graylog",
    url,
    mark: markOf(settings),
    ruleField: fieldsOf(settings).ruleId,
    ...(caFile !== undefined && { caFile }),
    ...(indexSet !== undefined && { indexSet }),
    ...(repair !== undefined && { repair }),
    objects: {
      [STREAM]: streamOf(settings),
      ...(notification && { [NOTIFICATION]: notificationOf(settings, notification) }),
      ...Object.fromEntries(
        Object.entries(definitions).map(([name, definition]) => [
          `definition/${name}`,
          { ...definition, notifications },
        ]),
      ),
    },
  };
}

/** The events that can be: a decision is an alert only where a rule of ours makes it one. */
function possible({ ownRules = [] }: GraylogSettings): readonly NotableAlert[] {
  return GRAYLOG_EVENTS.filter((kind) => ownRules.length > 0 || !OF_DECISIONS.includes(kind));
}
