/**
 * The codes of Hetzner's errors (hcloud-go, hcloud/error.go:16-76, v2.47.0), with the HTTP status that each travels with here.
 * Hetzner's clients go by the code; only what they do with 404 and 429 hangs on the status too.
 */
const STATUS = {
  unauthorized: 401,
  token_readonly: 403,
  not_found: 404,
  json_error: 400,
  invalid_input: 422,
  uniqueness_error: 409,
  protected: 403,
  locked: 423,
  resource_in_use: 422,
  resource_limit_exceeded: 403,
  resource_unavailable: 412,
  placement_error: 503,
  server_not_stopped: 422,
  server_already_attached: 409,
  ip_not_available: 409,
  firewall_already_applied: 409,
  firewall_resource_not_found: 422,
  firewall_managed_by_label_selector: 422,
  private_net_only_server: 422,
  rate_limit_exceeded: 429,
} as const;

/** A code of Hetzner's errors. */
export type Code = keyof typeof STATUS;

/** What the API refuses, in its own shape (hcloud/schema/error.go:6). */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  constructor(
    readonly code: Code,
    message: string,
    readonly details: object | null = null,
  ) {
    super(message);
    this.status = STATUS[code];
  }

  /** The body of the answer. */
  get body(): object {
    const { code, message, details } = this;
    return { error: { code, message, details } };
  }
}

/** A field of a request that is wrong: hcloud/schema/error.go:42. */
export function invalid(field: string, why: string): Refusal {
  return new Refusal("invalid_input", `invalid input in field '${field}'`, {
    fields: [{ name: field, messages: [why] }],
  });
}
