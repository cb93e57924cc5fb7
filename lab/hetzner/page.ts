/** A list's answer: the page that was asked for, and where it lies (hcloud/schema/meta.go:5). */
export interface Page<T> {
  readonly part: readonly T[];
  readonly meta: { readonly pagination: Readonly<Record<string, number | null>> };
}

/** Entries of a page where nothing is asked for, and at most (Hetzner's reference, "Pagination"). */
const USUAL = 25;
const MOST = 50;

/** The part of a list that `page` and `per_page` of a query ask for. */
export function pageOf<T>(all: readonly T[], query: URLSearchParams): Page<T> {
  const page = Math.max(1, Number(query.get("page") ?? 1) || 1);
  const per = Math.min(MOST, Math.max(1, Number(query.get("per_page") ?? USUAL) || USUAL));
  const last = Math.max(1, Math.ceil(all.length / per));
  const pagination = {
    page,
    per_page: per,
    previous_page: page > 1 ? page - 1 : null,
    next_page: page < last ? page + 1 : null,
    last_page: last,
    total_entries: all.length,
  };
  return { part: all.slice((page - 1) * per, page * per), meta: { pagination } };
}
