import * as z from "zod";

import { oneLine } from "../../../terminal/shown";
import { ApiDownError, inShort } from "./apiError";
import type { Answer } from "./transport";

/** An agent as the manager knows it. */
export interface KnownAgent {
  readonly id: string;
  readonly name: string;
  readonly ip?: string;
  /** `active`, `disconnected`, `pending`, `never_connected`. */
  readonly status: string;
  /** `Wazuh v4.14.7`. */
  readonly version?: string;
  /** `windows` on every Windows, `debian`, ...; only the API says it. Missing for an agent that never connected. */
  readonly os?: { readonly platform?: string };
}

/** A text that is shown and compared: whatever stands in it, it stays on one line. */
const word = z.string().transform(oneLine);
const id = z.string().regex(/^\d{3,}$/);

const agent = z.object({
  id,
  name: word,
  ip: word.optional(),
  status: word,
  version: word.optional(),
  os: z.object({ platform: word.optional() }).optional(),
});

/** GET /agents. */
const page = z.object({
  data: z.object({ affected_items: z.array(agent), total_affected_items: z.number() }),
});

/** PUT /active-response. */
const outcome = z.object({
  data: z.object({
    affected_items: z.array(id),
    failed_items: z.array(
      z.object({ error: z.object({ code: z.number(), message: word }), id: z.array(word) }),
    ),
  }),
});

/** What the API answered to GET /agents. */
export interface AgentPage {
  readonly agents: readonly KnownAgent[];
  readonly total: number;
}

/** @throws ApiDownError if it is not such an answer: then SSH is still possible. */
export function readAgents(answer: Answer): AgentPage {
  const { data } = readAs(page, answer);
  return { agents: data.affected_items as KnownAgent[], total: data.total_affected_items };
}

/** What the API answered to PUT /active-response: who got it, and who did not and why. @throws ApiDownError */
export function readOutcome(answer: Answer): z.infer<typeof outcome>["data"] {
  return readAs(outcome, answer).data;
}

/** The token of a log-in. @throws ApiDownError */
export function readToken(answer: Answer): string {
  // It goes into a header: what a JSON Web Token has, and nothing else.
  const token = z.object({ data: z.object({ token: z.string().regex(/^[\w.=-]+$/) }) });
  return readAs(token, answer).data.token;
}

function readAs<T>(shape: z.ZodType<T>, { body }: Answer): T {
  const read = shape.safeParse(tryParse(body));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const where = issue?.path.join(".") ?? "";
  const what = where === "" ? "not JSON from the API" : `${where}: ${issue?.message ?? ""}`;
  // Not the answer itself: one to a log-in holds a token.
  throw new ApiDownError(`its answer cannot be read (${inShort(what)})`);
}

/** The content of an answer, undefined if it is not JSON. */
export function tryParse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
