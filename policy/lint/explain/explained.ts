import type { CodeDoc } from "../check";
import { CODES } from "../lint";
import type { FileCodeFacts } from "../../ossecConf/lint/fileCodes";
import { FILE_CODES } from "../../ossecConf/lint/lintOssecConf";
import type { Severity } from "../../model/finding";

/** What one check says of one code. A code that several checks find is explained by each. */
export interface Explained {
  readonly code: string;
  /** In the policy of a stack, or in a file such as the ossec.conf of a manager. */
  readonly foundIn: "stack" | "file";
  readonly severities: readonly Severity[];
  readonly doc: CodeDoc | FileCodeFacts["doc"];
}

/** Every code, those of a stack first, in the order in which checks are made. */
export const EXPLAINED: readonly Explained[] = [
  ...CODES.map(([code, facts]) => explained("stack", code, facts)),
  ...FILE_CODES.flatMap((codes) => Object.entries(codes)).map(([code, facts]) =>
    explained("file", code, facts),
  ),
];

function explained(
  foundIn: Explained["foundIn"],
  code: string,
  { severity, doc }: Pick<Explained, "doc"> & { readonly severity: Severity | readonly Severity[] },
): Explained {
  return { code, foundIn, severities: [severity].flat(), doc };
}

/** The agents that an example takes for enrolled, as text; undefined where they do not matter. */
export function enrolledIn({ doc }: Explained): string | undefined {
  const enrolled = "knowing" in doc ? doc.knowing.enrolled : undefined;
  return enrolled?.map(({ name, id }) => `${name} (${id})`).join(", ");
}

/** An example as it is shown: what only repeats itself is cut. */
export function shownExample({ doc }: Explained): string | undefined {
  if (doc.example === undefined) return undefined;
  const lines = doc.example.trimEnd().split("\n");
  if (lines.length <= 16) return lines.join("\n");
  return [...lines.slice(0, 6), `  # ... and so on, ${lines.length} lines`].join("\n");
}
