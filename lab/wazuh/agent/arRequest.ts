/** What a message of queue/alerts/ar asks of wazuh-remoted. */
export interface ArRequest {
  /** Every agent that is connected, or the one of this id. */
  readonly to: "all" | { readonly id: string };
  readonly text: string;
  /** For execd; else a control message, such as one of its own commands. */
  readonly forExecd: boolean;
}

/**
 * Reads `(message) [address] NNS 001 TEXT` as wazuh-remoted does (remoted/ar-forward.c:47, v4.14.7): by place, whatever stands in the
 * brackets. A message that is for nobody is dropped without a word.
 * @returns undefined for nobody; a text is what it says of a message that it cannot read (ar-forward.c:49).
 */
export function readArRequest(message: string): ArRequest | string | undefined {
  const invalid = `(1310): Invalid active response (execd) message '${message}'.`;
  const paren = message.indexOf(")");
  if (paren === -1) return invalid;
  const bracket = message.indexOf("]", paren + 2);
  if (bracket === -1) return invalid;
  const at = bracket + 2;
  const [all, remote, specific] = [message[at], message[at + 1], message[at + 2]];
  const end = message.indexOf(" ", at + 4);
  if (end === -1) return invalid;
  const [id, text, forExecd] = [message.slice(at + 4, end), message.slice(end + 1), remote !== "!"];
  if (all === "A") return { to: "all", text, forExecd };
  return remote === "R" || specific === "S" ? { to: { id }, text, forExecd } : undefined;
}
