import { chartOf } from "../../../lab/seeing/preview/charts";
import { luceneOf, panelOf, requestOf } from "../../../lab/seeing/preview/panelQuery";
import { sampleDay } from "../../../lab/seeing/preview/sampleDay";
import { alertsOf } from "../../../lab/seeing/sampleAlerts";
import { renderDashboard } from "../../../policy/services/dashboard/renderDashboard";

const { objects } = renderDashboard({ url: "https://127.0.0.1" });

describe("the preview of the dashboard", () => {
  it.each([
    ["rule.id: (651 or 653)", "rule.id:(651 OR 653)"],
    [
      'data.active_response.decision: ("white-listed" or "kept or not") and not rule.id: (1)',
      'data.active_response.decision:("white-listed" OR "kept or not") AND NOT rule.id:(1)',
    ],
  ])("says %s in the words of OpenSearch", (kuery, lucene) => {
    expect(luceneOf(kuery)).toBe(lucene);
  });

  it("asks each table for its buckets, one below the other", () => {
    const spared = objects["visualization/wazuh-active-response-spared"];
    if (!spared) throw new Error("there is no such panel");
    const { aggs } = requestOf(panelOf(spared)) as { aggs: object };
    expect(aggs).toEqual({
      part: {
        terms: { field: "data.active_response.subject", size: 20 },
        aggs: {
          part: {
            terms: { field: "data.active_response.decision", size: 5 },
            aggs: { part: { terms: { field: "data.active_response.rule", size: 5 } } },
          },
        },
      },
    });
  });

  it("reads every panel, and shows what comes from elsewhere as text", () => {
    const panels = Object.values(objects).filter(({ type }) => type !== "dashboard");
    expect(panels.map((one) => panelOf(one).title).sort()).toEqual([
      "Active response events",
      "Active responses by agent",
      "Active responses by causing rule",
      "Active responses over time",
      "Active responses without blocks",
      "Refused and white-listed",
      "Top blocked addresses",
    ]);
    const top = objects["visualization/wazuh-active-response-top-addresses"];
    if (!top) throw new Error("there is no such panel");
    const part = { buckets: [{ key: "<b>", doc_count: 2 }] };
    const answer = { hits: { total: { value: 2 }, hits: [] }, aggregations: { part } };
    expect(chartOf(panelOf(top), answer)).toBe(
      "<table><tr><th>Address</th><th>Blocks</th></tr><tr><td>&#60;b&#62;</td><td>2</td></tr></table>",
    );
  });

  it("has sample alerts of actions and of decisions, with the agent's location", () => {
    const day = sampleDay(new Date("2026-11-25T12:00:00Z"));
    const alerts = day.flatMap(({ at, lines }) => alertsOf(lines, at)) as {
      rule: { id: string };
      agent: { labels: { location: string } };
    }[];
    expect([...new Set(alerts.map(({ rule }) => rule.id))].sort()).toEqual([
      "100090",
      "651",
      "652",
      "653",
      "654",
      "655",
      "656",
      "657",
    ]);
    expect(alerts.length).toBe(5964);
    expect([...new Set(alerts.map(({ agent }) => agent.labels.location))].sort()).toEqual([
      "fsn",
      "hel",
      "nbg",
    ]);
  });
});
