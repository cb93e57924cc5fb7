import { alerting, listOf, objectOf, Refusal, require, type Json } from "./refusal";

/** Longest time between two runs, in milliseconds: RestIndexMonitorAction.kt:202-214. */
const LONGEST = 60_000;
const UNITS: Readonly<Record<string, number>> = {
  SECONDS: 1000,
  MINUTES: 60_000,
  HOURS: 3_600_000,
};
/** commons/utils/ValidationHelpers.kt, isValidName, of common-utils. */
const NAME = /^(?![_+-])(?!.*\.\.)[^^*?<>|#]+$/;

/**
 * Judges the body of POST and PUT /_plugins/_alerting/monitors as alerting of Wazuh 5 does, for monitors of active response: its
 * REST layer (RestIndexMonitorAction.kt:146-213), the models of common-utils, and the limits of TransportIndexMonitorAction.kt:425.
 * @throws Refusal in the words of the plugin.
 */
export function judgeMonitor(body: unknown, maxTriggers: number): Json {
  const monitor = objectOf(body);
  require(typeof monitor["name"] === "string", () => alerting("Monitor name is null"));
  require(monitor["monitor_type"] === "active_response_monitor", () =>
    alerting("the stand-in knows monitors of active response only"));
  const inputs = listOf(monitor["inputs"]).map((one) => objectOf(objectOf(one)["doc_level_input"]));
  const triggers = listOf(monitor["triggers"]).map(objectOf);
  // Monitor.kt of common-utils, init; IndexUtils.MONITOR_MAX_INPUTS is 1.
  require(inputs.length <= 1, () => alerting("Monitors can only have 1 search input."));
  for (const input of inputs) judgeQueries(input);
  judgeTriggers(triggers);
  judgeSchedule(objectOf(monitor["schedule"]));
  for (const index of inputs.flatMap((input) => listOf(input["indices"])).map(String))
    require(index.startsWith("wazuh-findings-v5"), () =>
      alerting(
        `Active response monitor indices must start with 'wazuh-findings-v5'. Found: ${index}`,
      ));
  require(monitor["should_create_single_alert_for_findings"] !== true, () =>
    alerting("Active response monitor does not support shouldCreateSingleAlertForFindings=true."));
  require(monitor["data_sources"] === undefined, () =>
    alerting("Custom Data Sources are not allowed."));
  // IndexMonitorRequest.kt of common-utils, validate().
  const patterns = inputs.flatMap((input) => listOf(input["indices"])).map(String);
  require(!patterns.some((index) => /[*?,]/.test(index)), () =>
    new Refusal(
      400,
      "action_request_validation_exception",
      "Validation Failed: 1: Index patterns are not supported for doc level monitors.;",
    ));
  require(triggers.length <= maxTriggers, () =>
    alerting(`The current cluster settings only allow up to ${maxTriggers} triggers per monitor.`));
  return monitor;
}

/** DocLevelQuery.kt of common-utils, and RestIndexMonitorAction.kt:176-187. */
function judgeQueries(input: Json): void {
  for (const one of listOf(input["queries"]).map(objectOf)) {
    const { name: given } = one;
    const name = typeof given === "string" ? given : "";
    require(name.length >= 1 && name.length <= 256, () =>
      alerting(`The query name, ${name}, should be between 1 - 256 characters.`));
    require(NAME.test(name), () =>
      alerting(
        "Doc level query name may not start with [_, +, -], contain '..', or contain: ^*?<>|#",
      ));
    for (const tag of listOf(one["tags"]).map(String))
      require(!/[ [\]{}()]/.test(tag), () =>
        alerting(
          `The query tag, ${tag}, contains an invalid character: [' ','[',']','{','}','(',')']`,
        ));
  }
}

/** RestIndexMonitorAction.kt:146-152, and Monitor.kt of common-utils: ids are unique. */
function judgeTriggers(triggers: readonly Json[]): void {
  const ids = new Set<string>();
  for (const trigger of triggers) {
    const [kind = ""] = Object.keys(trigger);
    require(kind === "document_level_trigger", () =>
      alerting(
        `Incompatible trigger [${String(objectOf(trigger[kind])["id"])}] for monitor type [active_response_monitor]`,
      ));
    const id = String(objectOf(trigger[kind])["id"]);
    require(!ids.has(id), () =>
      alerting(`Duplicate trigger id: ${id}. Trigger ids must be unique.`));
    ids.add(id);
  }
}

/** RestIndexMonitorAction.kt:201-214. */
function judgeSchedule(schedule: Json): void {
  require(schedule["cron"] === undefined, () =>
    alerting(
      "Active response monitor does not support cron schedules. Use an interval schedule of 1 minute or less.",
    ));
  const { interval, unit } = objectOf(schedule["period"]);
  const time = Number(interval) * (UNITS[String(unit)] ?? Number.NaN);
  require(time <= LONGEST, () =>
    alerting("Active response monitor schedule interval must be 1 minute or less."));
}
