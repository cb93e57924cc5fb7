import type { Around, Ask } from "../../wazuh/known/ask";
import { keyOf, type Holder } from "../../wazuh/known/section";
import type { Node } from "../../wazuh/read/node";
import type { WazuhVersion } from "../../wazuh/versions/wazuhVersion";
import { codeOf } from "./effect";
import { shown } from "../../wazuh/read/shown";
import type { Report } from "./report";

/** Where an element is, and how its section is called in the findings: `<syscheck>`. */
export type Within = Omit<Around, "holder"> & {
  readonly called: string;
  /** Wazuh that reads it. @default the newest that is known */
  readonly version?: WazuhVersion | undefined;
};

/** Reads the rows of a table: what is asked of an element that holds others, and of what it holds. */
export function lintAsks(node: Node, holder: Holder, within: Within, report: Report): void {
  if (node.children.length === 0) return;
  const around: Around = { ...within, holder: node };
  for (const ask of holder.asks ?? []) {
    const asked = node.children.filter(
      ({ name }) => ask.of === "*" || ask.of === keyOf(holder, name),
    );
    for (const one of ask.of === undefined ? [node] : asked)
      if (ask.wrong(one, around)) add(one, ask, holder.code, report);
  }
}

function add(at: Node, ask: Ask, code: string | undefined, report: Report): void {
  const { effect = "refused", reason, instead, secret } = ask;
  const severity = {
    refused: "error",
    note: "note",
    ignored: "warning",
    "section off": "warning",
  } as const;
  report.add(
    severity[effect],
    ask.code ?? code ?? codeOf(effect),
    at,
    secret ? `<${at.name}>` : shown(at),
    typeof reason === "string" ? reason : reason(at),
    instead,
  );
}
