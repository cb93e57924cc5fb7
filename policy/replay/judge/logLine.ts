/** A log line without the header of syslog, as scripts/responses/provenance.awk takes it apart (`read_log`). */
export interface LogLine {
  /** Of the header; "" where there is none. */
  readonly program: string;
  readonly message: string;
  /** It holds control characters other than a tab. */
  readonly control: boolean;
}

const TAG = "(?:\\([^()]*\\))?(?:\\[[0-9]+\\])?: ";
const BEHIND_PROGRAM = new RegExp(`^${TAG}`);
const HEADERS = [
  `^[A-Z][a-z][a-z] [ 0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9] [^ ]+ [^\\] :(\\[]+${TAG}`,
  `^[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9:.]+(?:Z|[-+][0-9:]+) [^ ]+ [^\\] :(\\[]+${TAG}`,
].map((header) => new RegExp(header));

/**
 * Takes a line apart.
 * @param known the program that the manager's decoder found in the header; "" where it found none.
 */
export function readLogLine(fullLog: string, known: string): LogLine {
  const { message, control } = withoutControl(fullLog);
  if (known !== "") {
    let rest = message;
    // What syslog writes before the message holds nothing of a client, so that the first such place is its end.
    for (let at = rest.indexOf(known); at >= 0; at = rest.indexOf(known)) {
      rest = rest.slice(at + known.length);
      const tag = BEHIND_PROGRAM.exec(rest);
      if (tag) return { program: known, message: rest.slice(tag[0].length), control };
    }
    return { program: known, message: "\u0001", control };
  }
  for (const header of HEADERS) {
    const found = header.exec(message)?.[0];
    if (found === undefined) continue;
    const program = found
      .slice(0, -2)
      .replace(/(?:\([^()]*\))?(?:\[[0-9]+\])?$/, "")
      .replace(/.* /s, "");
    return { program, message: message.slice(found.length), control };
  }
  return { program: "", message, control };
}

// JSON spells them \n, \r, \b, \f, or by their number; the program on the host sees that spelling.
function withoutControl(text: string): Pick<LogLine, "message" | "control"> {
  if (!/[\u0000-\u0008\u000a-\u001f]/.test(text)) return { message: text, control: false };

  const message = text.replace(/[\u0000-\u0008\u000a-\u001f]/g, (c) =>
    "\b\n\f\r".includes(c) ? "\u0001" : `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return { message, control: true };
}
