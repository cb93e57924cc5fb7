import { oneLine } from "../../../terminal/shown";

/** The API refused. The message says in plain words what is wrong and what to do. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    message: string,
    /** Number of the refusal: Wazuh's own (1707), else the HTTP status. */
    readonly code: number,
  ) {
    super(message);
  }
}

/** The API cannot be reached or does not answer: there is another way, over SSH. */
export class ApiDownError extends Error {
  override readonly name = "ApiDownError";
}

/** The API shows another certificate than the stack says: nothing was sent, and nothing else is tried. */
export class ApiTrustError extends Error {
  override readonly name = "ApiTrustError";
}

const WORDS: Readonly<Record<number, string>> = {
  401: "the API rejects this user and password; set api.user and api.password (pulumi config set --secret --path wazuh-active-response:api.password), or WAZUH_API_USER and WAZUH_API_PASSWORD; --over ssh bypasses the API",
  403: "the API's user lacks a permission for this; give its role active-response:command and agent:read for these agents",
  429: "the API accepts no more requests this minute (300 by default); wait a minute, or raise max_request_per_minute in api.yaml",
  1650: "the API got no command to run; this is a bug in this program, please report it",
  1652: "the manager has no response with this name; roll the policy out (pulumi up), and check agent_control -L there",
  1701: "there is no such agent on the manager; active-response status lists them",
  1703: "the API cannot do this on the manager itself; log in there",
  1707: "the agent is not connected to the manager, so no command reaches it; start it (systemctl start wazuh-agent), or check its ossec.log",
  1750: "active response is disabled in the agent's own ossec.conf; write <disabled>no</disabled> in its <active-response> and restart it",
  4000: "the API's user lacks a permission for this; give its role active-response:command and agent:read for these agents",
  6000: "the API has blocked this address after too many wrong logins (50 in 300 s); wait five minutes, then fix the password",
};

/**
 * A refusal in plain words.
 * @param code Wazuh's number, or the HTTP status where there is none.
 * @param said the API's own words.
 * @param about what was asked for: `agent 004`.
 */
export function apiError(code: number, said: string, about = ""): ApiError {
  const known = WORDS[code] ?? `the API refused: ${inShort(said)}`;
  return new ApiError(`${about === "" ? "" : `${about}: `}${known} (${code})`, code);
}

/** What the API said, on one line of a bearable length: a proxy in front of it answers with a whole page. */
export function inShort(said: string): string {
  const line = oneLine(said.trim());
  return line.length > MOST ? `${line.slice(0, MOST)}...` : line;
}

const MOST = 300;
