/** A reference from one saved object to another; `name` is how the object itself calls it. */
export interface Reference {
  readonly name: string;
  readonly type: "index-pattern" | "search" | "visualization";
  readonly id: string;
}

/** One saved object of OpenSearch Dashboards, as a line of an import file holds it. */
export interface SavedObject {
  readonly type: "search" | "visualization" | "dashboard";
  /** Ours begin with {@link PREFIX}. */
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
  /** The form that the object has; a later Dashboards brings it to its own. */
  readonly migrationVersion: Readonly<Record<string, string>>;
}

/** Beginning of the id of every object of ours. */
export const PREFIX = "wazuh-active-response";

const INDEX = "kibanaSavedObjectMeta.searchSourceJSON.index";

/** Text of a JSON value inside a saved object, with a line for each part, so that preview shows the part that changes. */
export function inner(value: unknown): string {
  return JSON.stringify(value, null, 1);
}

/** What a search or a visualization looks for, and where. */
export function searchSource(
  query: string,
  indexPattern: string,
): { meta: { searchSourceJSON: string }; reference: Reference } {
  return {
    meta: {
      searchSourceJSON: inner({
        query: { query, language: "kuery" },
        filter: [],
        indexRefName: INDEX,
      }),
    },
    reference: { name: INDEX, type: "index-pattern", id: indexPattern },
  };
}
