import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { renderDashboard } from "../../../policy/services/dashboard/renderDashboard";
import { startOpenSearch } from "../openSearch";
import { Running } from "../running";
import { alertsOf } from "../sampleAlerts";
import { chartOf, type PanelAnswer } from "./charts";
import { countedIn, differences, expectedOf } from "./expected";
import { panelOf, requestOf } from "./panelQuery";
import { sampleDay, type Instant } from "./sampleDay";

const INDEX = "wazuh-alerts-4.x-sample";

/**
 * Draws what the saved objects would show: each panel's own query and aggregations, asked of a real OpenSearch that holds sample
 * alerts, as one page with simple charts in the places of the dashboard.
 * @returns whether every number is what the lines themselves say.
 */
export async function preview(file: string): Promise<boolean> {
  const running = new Running();
  const folder = mkdtempSync(join(tmpdir(), "seeing-preview-"));
  try {
    const url = await startOpenSearch(running, folder);
    const day = sampleDay(new Date());
    await index(url, day);
    const { html, wrong } = await page(url, day);
    writeFileSync(file, html);
    console.log(`open ${resolve(file)} in a browser`);
    return wrong === 0;
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function index(url: string, day: readonly Instant[]): Promise<void> {
  // As Wazuh's own template has it: texts are keywords, the timestamp is a date (extensions/elasticsearch/7.x/wazuh-template.json).
  const mappings = {
    dynamic_templates: [{ texts: { match_mapping_type: "string", mapping: { type: "keyword" } } }],
    properties: { timestamp: { type: "date" } },
  };
  await ask(url, "PUT", `/${INDEX}`, { mappings, settings: { number_of_replicas: 0 } });
  const lines = day.flatMap(({ at, lines: written }) =>
    alertsOf(written, at).flatMap((alert) => ['{"index":{}}', JSON.stringify(alert)]),
  );
  const response = await fetch(`${url}/${INDEX}/_bulk?refresh=true`, {
    method: "POST",
    headers: { "content-type": "application/x-ndjson" },
    body: `${lines.join("\n")}\n`,
  });
  const { errors } = (await response.json()) as { errors: boolean };
  if (errors) throw new Error("OpenSearch did not take every sample alert");
}

async function page(
  url: string,
  day: readonly Instant[],
): Promise<{ readonly html: string; readonly wrong: number }> {
  const expected = expectedOf(day.flatMap(({ lines }) => lines));
  let wrong = 0;
  const { objects } = renderDashboard({ url: "https://127.0.0.1" });
  const dashboard = Object.values(objects).find(({ type }) => type === "dashboard");
  const grids = JSON.parse(String(dashboard?.attributes["panelsJSON"])) as {
    gridData: { x: number; y: number; w: number; h: number };
  }[];
  const parts: string[] = [];
  for (const [i, { type, id }] of (dashboard?.references ?? []).entries()) {
    const object = objects[`${type}/${id}`];
    const place = grids[i]?.gridData;
    if (!object || !place) throw new Error(`the dashboard names ${type}/${id}, which is not there`);
    const panel = panelOf(object);
    const answer = (await ask(url, "POST", `/${INDEX}/_search`, requestOf(panel))) as PanelAnswer;
    const wanted = expected[panel.title];
    const differs = wanted
      ? differences(countedIn(panel, answer), wanted)
      : ["nobody has counted what it must show"];
    wrong += differs.length;
    console.log(
      `${differs.length === 0 ? "ok   " : "WRONG"} ${panel.title}: ${answer.hits.total.value} alerts${differs.map((one) => `\n      ${one}`).join("")}`,
    );
    const at = `grid-column:${place.x + 1}/span ${place.w};grid-row:${place.y + 1}/span ${place.h}`;
    parts.push(
      `<section style="${at}"><h2>${panel.title}</h2><code>${panel.kuery.replaceAll("<", "&lt;")}</code>${chartOf(panel, answer)}</section>`,
    );
  }
  const html = `<!doctype html><meta charset="utf-8"><title>Active response, a preview</title><style>${STYLE}</style><main>${parts.join("")}</main>\n`;
  return { html, wrong };
}

const STYLE = `body{font:13px sans-serif;margin:12px;background:#f5f7fa}main{display:grid;grid-template-columns:repeat(48,1fr);grid-auto-rows:minmax(20px,auto);gap:4px}
section{background:#fff;border:1px solid #d3dae6;padding:8px;overflow:auto}h2{font-size:14px;margin:0 0 4px}code{color:#888;font-size:10px;display:block;max-height:26px;overflow:hidden;margin-bottom:6px}
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #eee;padding:2px 6px;text-align:left}.n{text-align:right}.wide{width:60%}.wide b{display:block;height:12px}
.events{font-size:11px}.bars{display:flex}.bars svg{flex:1;height:170px}.bars ul{list-style:none;margin:0 0 0 12px;padding:0;width:220px}.bars i{display:inline-block;width:10px;height:10px;margin-right:6px}.axis{color:#666;margin:4px 0}.none{color:#999}`;

async function ask(url: string, method: string, path: string, body: object): Promise<unknown> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer).slice(0, 600)}`);
  return answer;
}
