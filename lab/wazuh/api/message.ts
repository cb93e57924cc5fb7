/** A request as the stand-in of the API sees it. */
export interface ApiRequest {
  readonly method: string;
  /** Path with query: `/agents?select=id`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
  /** Address of the client, for the block after wrong logins. */
  readonly from: string;
}

/** What it answers. */
export interface ApiAnswer {
  readonly status: number;
  readonly type: "application/json" | "application/problem+json" | "text/plain";
  readonly body: string;
}

/** An answer with a body of JSON. */
export function json(body: object, status = 200): ApiAnswer {
  return { status, type: "application/json", body: JSON.stringify(body) };
}

/** A refusal of the whole request, as the API words it: title, detail, and its own number where it has one. */
export function problem(status: number, title: string, detail?: string, error?: number): ApiAnswer {
  return {
    status,
    type: "application/problem+json",
    body: JSON.stringify({
      title,
      ...(detail !== undefined && { detail }),
      ...(error !== undefined && { error }),
    }),
  };
}
