import type { Answer } from "../services/standInServer";

/** What the stand-in refuses, in the form in which OpenSearch answers. */
export class Refusal extends Error {
  /** @param type class of the exception, in the spelling of OpenSearch. */
  constructor(
    readonly status: number,
    readonly type: string,
    reason: string,
  ) {
    super(reason);
  }

  get answer(): Answer {
    const { status, type, message: reason } = this;
    return { status, body: { error: { root_cause: [{ type, reason }], type, reason }, status } };
  }
}

/** A value that is not valid: IllegalArgumentException of notifications, 400. */
export const illegal = (reason: string): Refusal =>
  new Refusal(400, "illegal_argument_exception", reason);

/** The same as alerting wraps it: AlertingException.kt, wrap(). */
export const alerting = (reason: string, status = 400): Refusal =>
  new Refusal(status, "alerting_exception", reason);

/** A refusal with a status: OpenSearchStatusException. */
export const withStatus = (status: number, reason: string): Refusal =>
  new Refusal(status, "status_exception", reason);

/** Ends with a refusal where something does not hold. */
export function require(holds: boolean, refusal: () => Refusal): void {
  if (!holds) throw refusal();
}

/** An object of JSON, or nothing. */
export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; an empty one where it is something else. */
export function objectOf(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Json)
    : {};
}

/** The value as a list; an empty one where it is something else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** The value as a text; an empty one where it is something else. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
