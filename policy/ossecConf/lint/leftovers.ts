import { type IgnoredText, ignoredText } from "../../wazuh/read/ignoredText";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";

/** Text and comments that Wazuh passes over, where something was hardly meant to be passed over. */
export function lintLeftovers(text: string, report: Report): void {
  const { texts, comments } = ignoredText(text);
  for (const one of texts) {
    const end = /--+>|!>/.exec(one.text)?.[0];
    report.add(
      "warning",
      "stray-text",
      one,
      quoted(one),
      end === undefined
        ? "is outside all elements: Wazuh silently ignores it"
        : `does not end a comment: the comment that it should end was over at the first --> or !>, and what is in between counts`,
      end === undefined
        ? "remove it, or write it as a comment"
        : "write each comment with one <!-- and one -->, and none inside of another",
    );
  }
  for (const comment of comments) lintComment(comment, report);
}

/** A comment that was never ended, and goes on to the end of the next one. */
function lintComment(comment: IgnoredText, report: Report): void {
  const [swallowed] = comment.text.split("<!--");
  if (swallowed === comment.text || swallowed === undefined) {
    if (comment.text.startsWith("--") || !/<[a-z]/i.test(comment.text)) return;
  } else if (!/<[a-z]/i.test(swallowed)) return;
  const first = /<([a-z_-]+)/i.exec(comment.text)?.[1] ?? "";
  report.add(
    "warning",
    "comment-open",
    comment,
    `<!${comment.text.slice(0, 40).split("\n", 1)[0] ?? ""}...`,
    `is a comment up to the next -->, and <${first}> inside of it does not count`,
    "end the comment with --> before it, if that is not intended",
  );
}

function quoted({ text }: IgnoredText): string {
  const line = text.split("\n", 1)[0] ?? "";
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 57)}...` : line);
}

/** What is found here. */
export const leftoversCodes: FileCodes = {
  "stray-text": {
    severity: "warning",
    doc: {
      what: "Text is outside all elements.",
      why: "Wazuh silently ignores it.",
      instead: "Remove it, or write it as a comment.",
      example: "white list: <global><white_list>10.0.0.0/8</white_list></global>",
    },
  },
  "comment-open": {
    severity: "warning",
    dropped: true,
    doc: {
      what: "A comment goes on to the end of the next one.",
      why: "What is in between does not count.",
      instead: "End the comment with `-->`.",
      example: "<!-- old <global></global> <!-- new -->",
    },
  },
};
