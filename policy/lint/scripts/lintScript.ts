import type { Finding } from "../../model/finding";
import { ofFault, unread } from "./sayFault";
import { scriptFacts } from "./scriptFacts";
import { shapeOfScript } from "./shapeOfScript";

/**
 * One script by itself, as one that speaks with wazuh-execd: what a stack's lint says where `protocol: own` is written.
 * @param file how it is called in the findings.
 * @param timed it is to be bound with a timeout, so that it must say check_keys.
 */
export function lintScript(text: string, file: string, timed: boolean): Finding[] {
  const program = text.startsWith("\x7fELF");
  const place = { line: 1, column: 1 };
  const shape = (program ? [] : shapeOfScript(text)).map(
    ([severity, reason, instead]): Finding => ({
      severity,
      code: "script",
      path: file,
      value: JSON.stringify(text.slice(0, 40)),
      reason,
      instead,
      ...place,
    }),
  );
  if (shape.some(({ severity }) => severity === "error")) return shape;
  const { understood, faults } = scriptFacts(text, timed);
  if (program || !understood) return [...shape, { ...unread(text, file), ...place }];
  return [
    ...shape,
    ...faults.map((fault): Finding => ({ ...ofFault(fault, file), line: fault.line, column: 1 })),
  ];
}
