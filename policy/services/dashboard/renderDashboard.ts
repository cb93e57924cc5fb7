import type * as z from "zod";

import type { ServiceDocument } from "../document";
import { dashboardObject } from "./dashboardObject";
import { eventsSearch } from "./events";
import type { SavedObject } from "./savedObject";
import { visualizationObject } from "./visualization";
import { VISUALIZATIONS } from "./visualizations";
import { DASHBOARD, type dashboard } from "../../model/keys/services";
import type { ReadonlyKeys } from "../../model/written";

/** Where the objects go, and what they look at. Its keys: model/keys/services.ts. */
export type DashboardSettings = Omit<ReadonlyKeys<z.input<typeof dashboard>>, "user" | "password">;

/** What the Wazuh dashboard gets. */
export interface DashboardDocument extends ServiceDocument {
  readonly service: "dashboard";
  readonly tenant: string;
  readonly indexPattern: string;
  /** By type and id. */
  readonly objects: Readonly<Record<string, SavedObject>>;
}

/** Renders the saved search, the visualizations and the dashboard that shows them. */
export function renderDashboard(settings: DashboardSettings): DashboardDocument {
  const {
    url,
    tenant = DASHBOARD.tenant,
    indexPattern = DASHBOARD.indexPattern,
    caFile,
    repair,
  } = settings;
  const events = eventsSearch(indexPattern);
  const visualizations = VISUALIZATIONS.map((one) => visualizationObject(one, indexPattern));
  const objects = [events, ...visualizations, dashboardObject([...visualizations, events])];
  return {
    service: "dashboard",
    url,
    tenant,
    indexPattern,
    ...(caFile !== undefined && { caFile }),
    ...(repair !== undefined && { repair }),
    objects: Object.fromEntries(objects.map((object) => [`${object.type}/${object.id}`, object])),
  };
}
