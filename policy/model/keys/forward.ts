import * as z from "zod";

import { parseAddress } from "../address";
import { FILL_IN } from "./values";

/** What is taken where nothing is written: megabytes of alerts on a manager's disk while nobody answers. */
export const FORWARD = { queue: 256 } as const;

const target = z
  .string()
  .refine(
    (value) => value.startsWith(FILL_IN) || isTarget(value),
    "is not a valid host and port; write graylog.example.org:5555, 10.0.0.9:5555 or [2001:db8::9]:5555",
  );

/** Whether a text is a name or an address, and behind the last colon a port. */
function isTarget(value: string): boolean {
  const [, host = "", port] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(value) ?? [];
  if (port === undefined || Number(port) < 1 || Number(port) > 65_535) return false;
  if (host.startsWith("[")) {
    const address = parseAddress(host.slice(1, -1));
    return address?.family === 6 && address.first === address.last;
  }
  return host.length <= 253 && /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(host);
}

/** Where every alert of a manager is sent on. */
export const forward = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("rsyslog").describe("rsyslog on each manager reads alerts.json."),
      to: target.describe("Host and port of a TCP input for raw text, as the managers reach it."),
      queue: z
        .number()
        .int()
        .min(1)
        .max(65_536)
        .exactOptional()
        .describe(
          `Megabytes of alerts that a manager keeps on its disk while nobody answers there. Default: ${FORWARD.queue}.`,
        ),
    }),
  ])
  .describe("Sends every alert on, a line of JSON each. Default: none are sent.");
