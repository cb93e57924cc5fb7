import type { AlertInput } from "./alertInput";
import type { Call, Hook } from "./hook";

import { until } from "./running";
import { alertsOf, decisionLine } from "./sampleAlerts";
import { documentOf, type Site } from "./site";
import { same, type Steps } from "./step";
import { storm, STORM_PRODUCTION } from "./storm";

const TITLE = "Active response: ";
/** Fields that tell one event from another, by the end of the definition's title. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "a production address was blocked": ["address"],
  "a host was isolated or released": ["agent", "origin"],
  "a process was killed": ["agent"],
  "a response failed or was stopped": ["agent", "decision", "origin"],
  "responses were switched off or on": ["agent", "decision"],
};

/** Thousands of alerts at once: each is routed, each event is told once, and none twice. */
export async function stormSteps(
  steps: Steps,
  site: Site,
  hook: Hook,
  input: AlertInput,
): Promise<void> {
  const lines = storm();
  const before = hook.calls.length;
  const since = new Date();
  await steps.step(`${lines.length} alerts of every shape are routed`, async () => {
    const { code, stderr } = await site.host.run(
      documentOf(site, { productionAddresses: STORM_PRODUCTION }),
    );
    same("the end", { code, stderr }, { code: 0, stderr: "" });
    const had = await routed(site);
    input.write(alertsOf(lines));
    await until(
      "all in the stream",
      async () => ((await routed(site)) >= had + lines.length ? true : undefined),
      240,
    );
    same("alerts in the stream", await routed(site), had + lines.length);
    for (const rule of [652, 653, 654, 655, 656]) {
      const wanted = lines.filter((one) => one.rule === rule).length;
      same(`alerts of rule ${rule}`, await site.api.count(`wazuh_rule_id:${rule}`), wanted);
    }
  });
  const wanted = sorted(lines.flatMap(({ told }) => told ?? []));
  await steps.step(
    `each of ${new Set(wanted).size} events is told once, and none twice`,
    async () => {
      await until(
        "the calls",
        () =>
          Promise.resolve(
            single(hook.calls.slice(before)).length >= new Set(wanted).size || undefined,
          ),
        240,
      );
      // Whatever else would come of the storm has come when an event of later alerts has been told twice over.
      for (const agent of ["last-1", "last-2"]) {
        input.write(alertsOf([decisionLine(agent, "switch", "off", "this host")]));
        await until(
          agent,
          () => Promise.resolve(hook.calls.find(({ event }) => event.fields["agent"] === agent)),
          240,
        );
      }
      const last = /^responses were switched off or on last-\d off$/;
      const calls = single(hook.calls.slice(before)).filter((one) => !last.test(one));
      same("told", sorted(calls), [...new Set(wanted)]);
    },
  );
  await steps.step("in Graylog's own list each of these alerts is one event", async () => {
    const counted = await eventsSince(site, since);
    for (const title of Object.keys(KEYS)) {
      const extra = title.startsWith("responses were switched") ? 2 : 0;
      const alerts = wanted.filter((one) => one.startsWith(title)).length;
      same(title, counted.get(title) ?? 0, alerts + extra);
    }
  });
  await steps.step("many blocks are told once a window", () => {
    const calls = hook.calls.slice(before);
    const windows = calls
      .filter((one) => one.event_definition_title === `${TITLE}many blocks`)
      .map(({ event }) => event.timerange_start);
    same("windows", windows.length, new Set(windows).size);
    same("told at all", windows.length > 0, true);
    const onAgents = calls
      .filter((one) => one.event_definition_title === `${TITLE}many blocks on one agent`)
      .map(({ event }) => `${event.timerange_start ?? ""} ${event.fields["agent"] ?? ""}`);
    same("on agents", onAgents.length, new Set(onAgents).size);
    same("agents", agentsIn(onAgents), agentsIn(lines.map(({ agent }) => `- ${agent}`)));
    return Promise.resolve();
  });
}

const sorted = (all: readonly string[]): string[] => [...all].sort();
const agentsIn = (all: readonly string[]): string[] =>
  sorted([...new Set(all.map((one) => one.split(" ")[1] ?? ""))]);

const routed = ({ api }: Site): Promise<number> =>
  api.count("wazuh_rule_id:(/65[1-8]/ OR 100090) AND NOT wazuh_agent_name:/last-.*/");

/** Calls about single alerts, as the storm says them. */
function single(calls: readonly Call[]): string[] {
  return calls.flatMap(({ event_definition_title, event }) => {
    const title = event_definition_title.slice(TITLE.length);
    const key = KEYS[title]?.map((name) => event.fields[name] ?? "");
    return key ? [[title, ...key].join(" ")] : [];
  });
}

/** How many events Graylog lists of alerts since then, by the end of their title. */
async function eventsSince({ api }: Site, since: Date): Promise<ReadonlyMap<string, number>> {
  const counted = new Map<string, number>();
  for (const title of Object.keys(KEYS)) {
    const { total_events } = await api.must<{ total_events: number }>("POST", "/events/search", {
      query: `message:"${TITLE}${title}"`,
      page: 1,
      per_page: 1,
      timerange: { type: "absolute", from: since.toISOString(), to: new Date().toISOString() },
      filter: { alerts: "include" },
    });
    counted.set(title, total_events);
  }
  return counted;
}
