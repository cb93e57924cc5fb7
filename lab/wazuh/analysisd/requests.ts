import { isRefusal, type Words } from "../config/words";
import { getconfig } from "./getconfig";
import type { Loaded } from "./loaded";

/** What a request can ask of analysisd. */
export interface Requested {
  readonly loaded: () => Loaded;
  /** Loads the rules anew, and takes them where they are not refused; missing before 4.13 (analysisd/asyscom.c:166, v4.13.0). */
  readonly reloadRules?: () => Words;
}

/** Answers one request of the socket: an error number, a message, data. */
export function answerRequest(text: string, { loaded, reloadRules }: Requested): string {
  const reply = (error: number, message: string, data: unknown = {}): string =>
    JSON.stringify({ error, message, data });
  let request: { command?: unknown; parameters?: { section?: unknown } };
  try {
    request = JSON.parse(text) as typeof request;
  } catch {
    return reply(3, "Invalid JSON input");
  }
  if (typeof request.command !== "string") return reply(4, "Empty command");
  if (request.command === "reload-ruleset" && reloadRules) {
    const words = reloadRules();
    // Texts without their level (analysisd/logmsg.c:71), of warnings too: a dropped rule leaves error 0 (asyscom.c:166, v4.14.7).
    const data = words.map(({ text: said }) => said);
    return isRefusal(words) ? reply(1, "due", data) : reply(0, "ok", data);
  }
  if (request.command !== "getconfig") return reply(5, "Unrecognized command");
  const section = request.parameters?.section;
  if (typeof section !== "string") return reply(7, "Empty section");
  const data = getconfig(section, loaded());
  return data ? reply(0, "ok", data) : reply(8, "Unrecognized or not configured section", {});
}
