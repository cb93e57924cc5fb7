import { covers, parseAddress } from "../../policy/model/address";
import { listOf, objectOf, textOf, type Json } from "./refusal";

/** A finding, as far as monitors and channels look at it. */
export interface SeenFinding {
  readonly id: string;
  readonly rule: string;
  readonly source: string;
  /** The `wazuh` object of the document. @default of an agent of version 5 */
  readonly wazuh?: Json;
}

/** What became of the findings of one run of a monitor. */
export interface RunResult {
  /** Documents for the stream wazuh-active-responses. */
  readonly documents: readonly Json[];
  /** What the monitor, or the channel, ended with. */
  readonly errors: readonly string[];
}

/** plugins.alerting.max_actionable_alert_count of a fresh indexer. */
const AT_ONCE = 50;
const AGENT: Json = { agent: { id: "003", name: "web-1", version: "v5.0.0" } };

/**
 * Runs a monitor once over new findings, as TransportDocLevelMonitorFanOutAction.kt:517-546 does: an action without a policy ends in a
 * NullPointerException, and of too many findings the template sees the first alone.
 * @throws Error for a query that is not of the form that migrate writes: this is no search engine.
 */
export function runMonitor(
  monitor: Json,
  channels: ReadonlyMap<string, Json>,
  findings: readonly SeenFinding[],
): RunResult {
  const input = objectOf(objectOf(listOf(monitor["inputs"])[0])["doc_level_input"]);
  const [index] = listOf(input["indices"]);
  const { query } = objectOf(listOf(input["queries"])[0]);
  const found = findings.filter((finding) => matches(textOf(query), finding));
  const documents: Json[] = [];
  const errors: string[] = [];
  for (const trigger of listOf(monitor["triggers"]).map(objectOf))
    for (const action of listOf(objectOf(trigger["document_level_trigger"])["actions"]).map(
      objectOf,
    )) {
      if (action["action_execution_policy"] === undefined && found.length > 0) {
        errors.push("java.lang.NullPointerException");
        continue;
      }
      const answered = found.length > AT_ONCE ? found.slice(0, 1) : found;
      for (const finding of answered) {
        const sent = send(
          objectOf(channels.get(textOf(action["destination_id"]))),
          finding,
          textOf(index),
        );
        if (typeof sent === "string") errors.push(sent);
        else documents.push(sent);
      }
    }
  return { documents, errors };
}

/** SendMessageActionHelper.kt:278-342, and 454 for one that is muted. */
function send(config: Json, finding: SeenFinding, index: string): Json | string {
  if (config["is_enabled"] !== true) return "The channel is muted";
  const {
    extra_args: args,
    type,
    stateful_timeout: timeout,
    executable,
    location,
    agent_id: agent,
  } = objectOf(config["active_response"]);
  return {
    "@timestamp": new Date().toISOString(),
    event: { doc_id: finding.id, index },
    wazuh: {
      ...(finding.wazuh ?? AGENT),
      active_response: {
        name: config["name"],
        type,
        stateful_timeout: timeout ?? null,
        executable,
        extra_arguments: args,
        location,
        agent_id: agent ?? null,
      },
    },
  };
}

/** `wazuh.rule.id:"A"`, or `:("A" OR "B")`, and perhaps ` AND NOT source.ip:("C" OR "D")`. */
function matches(query: string, { rule, source }: SeenFinding): boolean {
  const form =
    /^wazuh\.rule\.id:\(?((?:"[^"]+"(?: OR )?)+)\)?(?: AND NOT source\.ip:\(((?:"[^"]+"(?: OR )?)+)\))?$/;
  const [whole, rules, spared = ""] = form.exec(query) ?? [];
  if (whole === undefined) throw new Error(`the stand-in does not read this query: ${query}`);
  const quoted = (text = ""): string[] =>
    [...text.matchAll(/"([^"]+)"/g)].map(([, one = ""]) => one);
  const at = parseAddress(source);
  const isSpared = quoted(spared).some((one) => {
    const range = parseAddress(one);
    return range !== undefined && at !== undefined && covers(range, at);
  });
  return quoted(rules).includes(rule) && !isSpared;
}
