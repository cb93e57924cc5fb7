import type { ServiceDocument } from "../document";
import type { EventDefinition } from "./eventDefinition";
import { manyBlocksDefinition } from "./manyBlocks";
import { notificationOf, type Notification } from "./notification";
import { productionBlocksDefinition } from "./productionBlocks";
import { markOf, type GraylogSettings } from "./settings";
import { streamOf, type Stream } from "./stream";

const NOTIFICATION = "notification/alert";

/** What Graylog gets. An object names another by its name here; ids take their place on the host. */
export interface GraylogDocument extends ServiceDocument {
  readonly service: "graylog";
  readonly mark: string;
  readonly indexSet?: string;
  /** `stream/...`, `notification/...`, `definition/...`. */
  readonly objects: Readonly<Record<string, Stream | Notification | EventDefinition>>;
}

/** Renders the stream, the notification where one is wanted, and the event definitions. */
export function renderGraylog(settings: GraylogSettings): GraylogDocument {
  const { url, caFile, indexSet, repair, manyBlocks, notification } = settings;
  const production = settings.productionAddresses ?? [];
  const notifications = notification ? [{ notification_id: NOTIFICATION }] : [];
  const definitions: Record<string, Omit<EventDefinition, "notifications">> = {
    ...(manyBlocks && {
      "many-blocks": manyBlocksDefinition(settings, manyBlocks, manyBlocks.count, false),
    }),
    ...(manyBlocks?.perAgent !== undefined && {
      "many-blocks-by-agent": manyBlocksDefinition(settings, manyBlocks, manyBlocks.perAgent, true),
    }),
    ...(production.length > 0 && {
      "production-address": productionBlocksDefinition(settings, production),
    }),
  };
  return {
    service: "graylog",
    url,
    mark: markOf(settings),
    ...(caFile !== undefined && { caFile }),
    ...(indexSet !== undefined && { indexSet }),
    ...(repair !== undefined && { repair }),
    objects: {
      "stream/active-response": streamOf(settings),
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
