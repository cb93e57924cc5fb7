import type { ServiceDocument } from "../services/document";
import { dashboardObject } from "./dashboardObject";
import { eventsSearch } from "./events";
import type { SavedObject } from "./savedObject";
import { visualizationObject } from "./visualization";
import { VISUALIZATIONS } from "./visualizations";

/** Where the objects go, and what they look at. */
export interface DashboardSettings {
  /** Of the Wazuh dashboard: `https://127.0.0.1`. */
  readonly url: string;
  /** Tenant that sees the objects. @default "global" */
  readonly tenant?: string;
  /** Id of the index pattern of alerts. @default "wazuh-alerts-*", which the Wazuh dashboard makes itself */
  readonly indexPattern?: string;
  readonly caFile?: string;
  readonly repair?: string;
}

/** What the Wazuh dashboard gets. */
export interface DashboardDocument extends ServiceDocument {
  readonly service: "dashboard";
  readonly tenant: string;
  readonly indexPattern: string;
  /** By type and id. */
  readonly objects: Readonly<Record<string, SavedObject>>;
}

/** Renders the saved search, the three visualizations and the dashboard that shows them. */
export function renderDashboard(settings: DashboardSettings): DashboardDocument {
  const { url, tenant = "global", indexPattern = "wazuh-alerts-*", caFile, repair } = settings;
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
