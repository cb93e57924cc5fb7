import { inner, PREFIX, type Reference, type SavedObject } from "./savedObject";

/** A place on the dashboard: 48 columns wide. */
interface Place {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** What happened over time at the top, without blocks below it, then four tables and pictures in pairs, the events at the end. */
const PLACES: readonly Place[] = [
  { x: 0, y: 0, w: 48, h: 12 },
  { x: 0, y: 12, w: 48, h: 10 },
  { x: 0, y: 22, w: 24, h: 15 },
  { x: 24, y: 22, w: 24, h: 15 },
  { x: 0, y: 37, w: 24, h: 15 },
  { x: 24, y: 37, w: 24, h: 15 },
  { x: 0, y: 52, w: 48, h: 20 },
];

/** The dashboard of these objects, in this order. @throws Error where there is no place for one of them. */
export function dashboardObject(objects: readonly SavedObject[]): SavedObject {
  const panels = objects.map((_, index) => {
    const place = PLACES[index];
    if (!place) throw new Error(`the dashboard has ${PLACES.length} places, not ${objects.length}`);
    const i = String(index);
    return {
      version: "2.19.0",
      gridData: { ...place, i },
      panelIndex: i,
      embeddableConfig: {},
      panelRefName: `panel_${i}`,
    };
  });
  return {
    type: "dashboard",
    id: PREFIX,
    attributes: {
      title: "Active response",
      description: "What active response did and decided. Managed by wazuh-active-response.",
      hits: 0,
      panelsJSON: inner(panels),
      optionsJSON: inner({ hidePanelTitles: false, useMargins: true }),
      timeRestore: true,
      timeFrom: "now-24h",
      timeTo: "now",
      version: 1,
      kibanaSavedObjectMeta: {
        searchSourceJSON: inner({ query: { query: "", language: "kuery" }, filter: [] }),
      },
    },
    references: objects.map(({ type, id }, i): Reference => ({
      name: `panel_${i}`,
      type: type as "search",
      id,
    })),
    migrationVersion: { dashboard: "7.9.3" },
  };
}
