import type { Panel } from "./panelQuery";

/** A bucket of OpenSearch's answer. */
export interface Bucket {
  readonly key?: string | number;
  readonly key_as_string?: string;
  readonly doc_count: number;
  readonly part?: { readonly buckets: readonly Bucket[] | Readonly<Record<string, Bucket>> };
}

/** What OpenSearch answered to a panel's request. */
export interface PanelAnswer {
  readonly hits: {
    readonly total: { readonly value: number };
    readonly hits: readonly { readonly _source: object }[];
  };
  readonly aggregations?: { readonly part: NonNullable<Bucket["part"]> };
}

const COLOURS = [
  "#54B399",
  "#6092C0",
  "#D36086",
  "#9170B8",
  "#CA8EAE",
  "#D6BF57",
  "#E7664C",
  "#AA6556",
];
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const colour = (i: number): string => COLOURS[i % COLOURS.length] ?? "#999";

/** The chart of a panel: stacked bars, a table, shares, or rows. */
export function chartOf(panel: Panel, answer: PanelAnswer): string {
  if (answer.hits.total.value === 0) return '<p class="none">No results found</p>';
  switch (panel.type) {
    case "histogram":
      return bars(bucketsOf(answer.aggregations?.part));
    case "pie":
      return shares(bucketsOf(answer.aggregations?.part));
    case "table":
      return rows(panel, bucketsOf(answer.aggregations?.part));
    default:
      return events(panel, answer);
  }
}

/** The buckets of an answer, those of named filters with their names as keys. */
export function bucketsOf(part: Bucket["part"]): readonly Bucket[] {
  const buckets = part?.buckets ?? [];
  return Array.isArray(buckets)
    ? (buckets as readonly Bucket[])
    : Object.entries(buckets).map(([key, bucket]) => ({ ...bucket, key }));
}

function bars(times: readonly Bucket[]): string {
  const most = Math.max(...times.map(({ part }) => sum(bucketsOf(part))), 1);
  const [width, height] = [900, 180];
  const step = width / times.length;
  const drawn = times.flatMap((time, x) => {
    let top = height;
    return bucketsOf(time.part).map((kind, i) => {
      const tall = (kind.doc_count / most) * height;
      top -= tall;
      return `<rect x="${x * step + 1}" y="${top}" width="${step - 2}" height="${tall}" fill="${colour(i)}"/>`;
    });
  });
  const kinds = bucketsOf(times[0]?.part).map(({ key }, i) => {
    const all = times.reduce((n, time) => n + (bucketsOf(time.part)[i]?.doc_count ?? 0), 0);
    return `<li><i style="background:${colour(i)}"></i>${escape(String(key))}: ${all}</li>`;
  });
  const from = escape(times[0]?.key_as_string ?? "");
  const to = escape(times.at(-1)?.key_as_string ?? "");
  return `<div class="bars"><svg viewBox="0 0 ${width} ${height}">${drawn.join("")}</svg><ul>${kinds.join("")}</ul></div><p class="axis">${from} to ${to}, at most ${most}</p>`;
}

const sum = (buckets: readonly Bucket[]): number =>
  buckets.reduce((n, { doc_count }) => n + doc_count, 0);

function shares(buckets: readonly Bucket[]): string {
  const all = sum(buckets);
  const lines = buckets.map(
    ({ key, doc_count }, i) =>
      `<tr><td>${escape(String(key))}</td><td class="wide"><b style="width:${(100 * doc_count) / all}%;background:${colour(i)}"></b></td><td class="n">${doc_count}</td></tr>`,
  );
  return `<table>${lines.join("")}</table>`;
}

function rows({ aggs }: Panel, buckets: readonly Bucket[]): string {
  const labels = aggs.filter(({ schema }) => schema !== "metric");
  const count = aggs.find(({ schema }) => schema === "metric")?.params["customLabel"];
  const head = [...labels.map(({ params }) => params["customLabel"]), count ?? "Count"];
  const lines = flat(buckets, labels.length)
    .map((cells) => `<tr>${cells.map((cell) => `<td>${escape(cell)}</td>`).join("")}</tr>`)
    .slice(0, 12);
  return `<table><tr>${head.map((one) => `<th>${escape(String(one))}</th>`).join("")}</tr>${lines.join("")}</table>`;
}

function flat(buckets: readonly Bucket[], depth: number): string[][] {
  return buckets.flatMap((bucket) => {
    const key = String(bucket.key);
    if (depth === 1) return [[key, String(bucket.doc_count)]];
    return flat(bucketsOf(bucket.part), depth - 1).map((rest) => [key, ...rest]);
  });
}

function events({ columns }: Panel, { hits }: PanelAnswer): string {
  const names = ["timestamp", ...columns];
  const lines = hits.hits.map(({ _source }) => {
    const cells = names.map((name) => escape(wordOf(valueAt(_source, name))));
    return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  });
  const head = names.map((name) => `<th>${escape(name)}</th>`).join("");
  return `<p>${hits.total.value} hits</p><table class="events"><tr>${head}</tr>${lines.join("")}</table>`;
}

function wordOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "-";
}

function valueAt(source: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], source);
}
