import { isRefusal, type Words } from "../config/words";
import { getconfig } from "./getconfig";
import type { Loaded } from "./loaded";

/** What a request can ask of analysisd. */
export interface Requested {
  readonly loaded: () => Loaded;
  /** Loads the rules anew, and takes them where they are not refused; missing before 4.13 (analysisd/asyscom.c:166, v4.13.0). */
  readonly reloadRules?: () => Words;
}

/** Answers one request of the socket: an error number, a message, data. The numbers are those of analysisd/asyscom.c:24, v4.14.7. */
export function answerRequest(text: string, { loaded, reloadRules }: Requested): string {
  const reply = (error: number, message: string, data: unknown = {}): string =>
    JSON.stringify({ error, message, data });
  let request: { command?: unknown; parameters?: unknown } | null;
  try {
    request = JSON.parse(text) as typeof request;
  } catch {
    return reply(2, "Invalid JSON input");
  }
  if (typeof request?.command !== "string") return reply(3, "Empty command");
  if (request.command === "reload-ruleset" && reloadRules) {
    const words = reloadRules();
    // Texts without their level (analysisd/logmsg.c:71), of warnings too: a dropped rule leaves error 0 (asyscom.c:166, v4.14.7).
    const data = words.map(({ text: said }) => said);
    return isRefusal(words) ? reply(1, "due", data) : reply(0, "ok", data);
  }
  if (request.command !== "getconfig") return reply(4, "Unrecognized command");
  const { parameters } = request;
  if (typeof parameters !== "object" || parameters === null || Array.isArray(parameters))
    return reply(5, "Empty parameters");
  const { section } = parameters as { section?: unknown };
  if (typeof section !== "string") return reply(6, "Empty section");
  const data = getconfig(section, loaded());
  return data ? reply(0, "ok", data) : reply(7, "Unrecognized or not configured section");
}
