import type * as z from "zod";

import type { Refusals } from "../refusals";
import { blockIp } from "./blockIp";
import { custom } from "./custom";
import { disableAccount } from "./disableAccount";
import { isolateHost } from "./isolateHost";
import { killProcess } from "./killProcess";
import type { Traits } from "./traits";

/** One kind of response: the keys that people write, what becomes of them, and what there is to know of it. */
export interface KindOf<Name, Written, Response extends { readonly kind: Name }> {
  readonly keys: z.ZodObject<Readonly<{ kind: z.ZodLiteral<Name & string> }>>;
  readonly traits: Traits<Response>;
  /** Makes a response of a written one; nothing where a value that it cannot be without is refused. */
  parse(written: Written, path: string, refusals: Refusals): readonly Response[];
}

/** Checks each kind against the name under which it is listed. */
const registry = <
  All extends { readonly [Name in keyof All]: KindOf<Name, never, { readonly kind: Name }> },
>(
  all: All,
): All => all;

/** Every kind of response, in the order of docs/configuration.md. */
export const KINDS = registry({
  "block-ip": blockIp,
  "kill-process": killProcess,
  "disable-account": disableAccount,
  "isolate-host": isolateHost,
  custom,
});

/** Name of a kind. */
export type Kind = keyof typeof KINDS;

/** A response of one kind as people write it. */
export type WrittenOf<Name extends Kind> = Parameters<(typeof KINDS)[Name]["parse"]>[0];

/** A response of one kind. */
export type ResponseOf<Name extends Kind> = ReturnType<(typeof KINDS)[Name]["parse"]>[number];
