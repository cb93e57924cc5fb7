import { KIND_NAMES, traitsOf } from "../policy/model/kinds/traitsOf";
import type { ByAlerts, Did } from "../policy/model/kinds/traits";

/** What the kinds of responses are, as a table of docs/configuration.md. */
export function kindsTable(): string[] {
  return [
    "## Kinds of responses",
    "",
    "| kind | triggered by | acts on | timeout | executables of ours | hosts without our script | `decision` in active-responses.log |",
    "|---|---|---|---|---|---|---|",
    ...KIND_NAMES.map((kind) => {
      const { target, byAlerts, executables, did } = traitsOf({ kind });
      const cells = [
        `\`${kind}\``,
        byAlerts ? "alerts" : "an operator",
        target === "anything" ? "what your script acts on" : target,
        byAlerts ? TIMES[byAlerts.timed] : "none",
        executables.map((name) => `\`${name}\``).join(", ") || "none",
        byAlerts?.fallback ? `\`${byAlerts.fallback.executable}\`, by a fallback row` : "nothing",
        wordsOf(did),
      ];
      return `| ${cells.join(" | ")} |`;
    }),
  ];
}

const TIMES: Readonly<Record<ByAlerts<never>["timed"], string>> = {
  always: "required",
  optional: "optional",
  never: "none",
};

function wordsOf(did: Did | undefined): string {
  if (did === undefined) return "none of ours";
  return [did.done, did.undone]
    .flatMap((word) => (word === undefined ? [] : `\`${word}\``))
    .join(", ");
}
