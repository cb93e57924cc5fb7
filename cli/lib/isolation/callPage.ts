import { EXECUTABLES } from "../../../policy/model/hostPaths";
import type { ActiveResponseCall } from "../api/activeResponse";
import type { CallSite } from "./callSite";
import { curlText, devToolsText } from "./callTexts";
import { BY_HAND } from "./releaseOverSsh";
import type { Wanted } from "./seen";
import type { Named } from "./unasked";

/** A call for an operator's own hands, and what to know about it; `--json` prints it as it is. */
export interface CallPage {
  readonly verb: Wanted;
  /** Null is what the manager was not there to say. */
  readonly agent: { readonly name: string | null; readonly id: string | null };
  readonly request: Pick<ActiveResponseCall, "method" | "path" | "headers" | "body">;
  readonly devTools: string;
  readonly curl: string;
  readonly fillIn: readonly string[];
  readonly warnings: readonly string[];
  readonly check: readonly string[];
  readonly wayBack: readonly string[];
}

/** The page for one agent. */
export function callPage(
  verb: Wanted,
  { name, id, status = "active" }: Named,
  { method, path, headers, body }: ActiveResponseCall,
  site: CallSite,
): CallPage {
  const call = { method, path, headers, body };
  const who = name ?? id ?? "";
  const away = `${who} is ${status}: the API answers 1707, and nothing arrives there until its wazuh-agent runs`;
  const unchecked = `the manager was not asked: make sure that ${who} is the agent that you mean`;
  return {
    verb,
    agent: { name: name ?? null, id: id ?? null },
    request: call,
    devTools: devToolsText(call),
    curl: curlText(call, site),
    fillIn: [
      ...(id === undefined
        ? [`the id of ${who}, after agents_list=; on the manager: /var/ossec/bin/agent_control -l`]
        : []),
      ...site.open,
    ],
    warnings: [
      "keep agents_list: without it the API sends the call to EVERY agent",
      `an answer of 200 means sent, not done: the API proves nothing; active-response ${verb} sends the same and waits for the proof`,
      "nobody is asked to confirm, and nothing is written into the journal: note who did it, and why",
      ...(name === undefined ? [unchecked] : []),
      ...(status === "active" ? [] : [away]),
    ],
    check: checks(verb, who),
    wayBack: [
      verb === "isolate" ? `active-response release ${who}` : `active-response isolate ${who}`,
      verb === "isolate"
        ? `active-response release ${who} --print, by the dashboard again`
        : `active-response isolate ${who} --print, by the dashboard again`,
      ...(verb === "isolate" ? [`at its console, as root: ${BY_HAND}`] : []),
    ],
  };
}

function checks(verb: Wanted, who: string): string[] {
  const script = EXECUTABLES[verb];
  return [
    `the answer: "affected_items" holds the id, "failed_items" is empty`,
    `active-response status: ${who} is ${verb === "isolate" ? "isolated since then" : "no longer isolated"}`,
    `on the dashboard, "Active response events": a row of this agent with the command ${verb === "isolate" ? "add" : "delete"} and the program ${script}`,
    `on the host: nft list table inet wazuh_active_response_isolation ${verb === "isolate" ? "lists the table" : "finds none"}; why not: /var/ossec/logs/active-responses.log`,
  ];
}

/** The page as text. */
export function printCallPage(page: CallPage): string {
  const { verb, agent, devTools, curl, fillIn, warnings, check, wayBack } = page;
  const list = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  - ${line}`), ""];
  return [
    `${verb} ${agent.name ?? "an agent"} (${agent.id ?? "id to be filled in"}) by hand; nothing was sent`,
    "",
    ...list("Before:", warnings),
    ...list("To fill in, or to look at, first:", fillIn),
    "In the Wazuh dashboard: Server management > Dev Tools (not the indexer's). Paste all of it, and run it",
    "with the cursor in it:",
    "",
    devTools,
    "",
    "Or in a shell that reaches the API; curl asks for the password:",
    "",
    curl,
    "",
    ...list("Check afterwards:", check),
    ...list("The way back:", wayBack),
  ]
    .join("\n")
    .trimEnd();
}
