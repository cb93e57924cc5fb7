import { join } from "node:path";

import { judgeSavedObject } from "../../../../lab/services/judgeSavedObject";
import { KINDS } from "../../../../policy/services/dashboard/kinds";
import { renderDashboard } from "../../../../policy/services/dashboard/renderDashboard";
import {
  BLOCKED,
  RESPONSE_RULES,
  UNBLOCKED,
} from "../../../../policy/services/logCollection/rules";
import { asFiles, goldenFiles } from "../golden";

const document = renderDashboard({ url: "https://127.0.0.1" });

describe("the dashboard's saved objects", () => {
  it("are those of the golden files, object by object", () => {
    const made = asFiles(document.objects);
    expect(made).toEqual(goldenFiles(join(__dirname, "golden"), made));
  });

  it.each(Object.entries(document.objects))(
    "%s has the shape that Dashboards takes",
    (key, object) => {
      expect(`${object.type}/${object.id}`).toBe(key);
      expect(judgeSavedObject(object)).toEqual([]);
    },
  );

  it("refer to each other and to one index pattern only", () => {
    const { objects } = renderDashboard({ url: "https://127.0.0.1", indexPattern: "archives-*" });
    const refers = Object.values(objects).flatMap(({ references }) =>
      references.map(({ type, id }) => `${type}/${id}`),
    );
    const outside = [...new Set(refers)].filter((key) => objects[key] === undefined);
    expect(outside).toEqual(["index-pattern/archives-*"]);
  });

  it("count every rule of active response in exactly one kind", () => {
    const named = KINDS.slice(0, 2).flatMap(({ query }) =>
      [...query.matchAll(/\d{3}/g)].map(Number),
    );
    expect(named).toEqual([...BLOCKED, ...UNBLOCKED]);
    const rest = RESPONSE_RULES.filter((rule) => !named.includes(rule));
    for (const { query } of KINDS.slice(2)) {
      expect([...query.matchAll(/\b\d{3}\b/g)].map(Number)).toEqual(rest);
    }
  });

  it("are refused by the judge where they are broken", () => {
    const search = document.objects["search/wazuh-active-response-events"];
    expect(judgeSavedObject({ ...search, references: [] })).toEqual([
      "no reference is called kibanaSavedObjectMeta.searchSourceJSON.index",
    ]);
    expect(judgeSavedObject({ ...search, extra: 1 })).toEqual([
      ": must NOT have additional properties",
    ]);
    const dashboard = document.objects["dashboard/wazuh-active-response"];
    const attributes = { ...dashboard?.attributes, panelsJSON: "[{}]" };
    expect(judgeSavedObject({ ...dashboard, attributes })).toEqual([
      '/attributes/panelsJSON: must pass "json" keyword validation',
    ]);
  });
});
