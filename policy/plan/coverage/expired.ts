import type { Policy } from "../../model/policy";

/** Entries of the white list that are past their date, a sentence each. @param today `YYYY-MM-DD` */
export function expiredEntries({ whitelist }: Policy, today: string): string[] {
  return whitelist.flatMap(({ name, address, expires, source }) =>
    expires !== undefined && expires < today
      ? [
          `${name} (${address}) is on the white list although it expired on ${expires}; take ${source ?? "it"} out of the stack and run pulumi up`,
        ]
      : [],
  );
}
