import type { Alert } from "../../../../policy/replay/alerts/alert";
import { readAlert } from "../../../../policy/replay/alerts/readAlert";
import { isWanted, type Wanted } from "../../../../policy/replay/alerts/wanted";
import { bytesOf } from "./bytes";
import type { Faults } from "./faults";
import { LineScanner, LONGEST_LINE, type FoundLine } from "./scanLines";

/** The alerts of a file that have to be played, in the order in which they stand there, a chunk of the file at a time. */
export async function* alertBatches(
  file: string,
  wanted: Wanted,
  faults: Faults,
): AsyncGenerator<Alert[]> {
  const scanner = new LineScanner((rule, level) => isWanted(wanted, rule, level));
  let before = 0;
  const batch = (found: FoundLine[]): Alert[] => {
    faults.lines += scanner.lines - before;
    before = scanner.lines;
    for (const line of scanner.tooLong.splice(0))
      faults.add(`a line is longer than ${LONGEST_LINE >> 20} MB`, `${file}:${line}`);
    return found.flatMap((line) => alertIn(line, file, wanted, faults) ?? []);
  };
  for await (const chunk of bytesOf(file, faults)) {
    const found: FoundLine[] = [];
    scanner.scan(chunk, found);
    yield batch(found);
  }
  const last: FoundLine[] = [];
  scanner.end(last);
  yield batch(last);
}

function alertIn(
  { bytes, line, unended }: FoundLine,
  file: string,
  wanted: Wanted,
  faults: Faults,
): Alert | undefined {
  const text = bytes.toString("utf8");
  const place = `${file}:${line}`;
  if (text.includes("\ufffd") && !bytes.includes("\ufffd"))
    faults.add("a line holds invalid UTF-8, read as the sign for that", place);
  if (text.trim() === "") return undefined;
  const read = readAlert(text, { file, line }, wanted.fields, wanted.addresses);
  if (read.kind === "finding") {
    faults.findings++;
    return undefined;
  }
  if (read.kind === "wrong") {
    faults.add(unended ? "the last line is cut" : `a line ${read.why}`, place);
    return undefined;
  }
  const { rule, level } = read.alert;
  return isWanted(wanted, rule, level) ? read.alert : undefined;
}
