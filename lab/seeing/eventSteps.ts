import type { AlertInput } from "./alertInput";
import type { Hook } from "./hook";

import { until } from "./running";
import { actionLine, alertsOf, blockLine, decisionLine, type ResponseLine } from "./sampleAlerts";
import { documentOf, type Site } from "./site";
import { same, type Steps } from "./step";

/** Alerts as Wazuh writes them, until every event fires and the hook is called with what happened. */
export async function eventSteps(
  steps: Steps,
  site: Site,
  hook: Hook,
  input: AlertInput,
): Promise<void> {
  await steps.step("create, without a word of warning", async () => {
    const { code, stderr, warnings } = await site.host.run(documentOf(site));
    same("the end", { code, stderr }, { code: 0, stderr: "" });
    // Until now the one line of the input has no field of an alert.
    same("warnings", warnings.length, 1);
  });
  const send = (lines: readonly ResponseLine[]): void => {
    input.write(alertsOf(lines));
  };
  const told = (title: string, fields: Readonly<Record<string, string>>): Promise<void> =>
    steps.step(`the hook is called: ${title}`, async () => {
      const call = await until(
        title,
        () =>
          Promise.resolve(
            hook.calls.find((one) => one.event_definition_title === `Active response: ${title}`),
          ),
        240,
      );
      for (const [name, value] of Object.entries(fields))
        same(name, call.event.fields[name], value);
      same("link", call.event.fields["link"]?.startsWith(`${site.api.url}/streams/6`), true);
    });

  // One address six times is one address: no event, though the count is five.
  send(Array.from({ length: 6 }, () => blockLine("hel-1", "198.51.100.7", 5763)));
  await steps.step("six blocks of one address are routed", async () => {
    await until(
      "alerts in the stream",
      async () => ((await site.api.count("wazuh_rule_id:651")) >= 6 ? true : undefined),
      120,
    );
  });
  await steps.step("and are no event of many addresses", async () => {
    // Two looks of the definitions have passed when another event, sent now, has been told.
    send([decisionLine("hel-1", "switch", "off", "this host")]);
    await until("off", () => Promise.resolve(hook.calls[0]), 240);
    same(
      "titles",
      hook.calls.map((one) => one.event_definition_title).filter((one) => one.includes("many")),
      [],
    );
  });
  send(
    Array.from({ length: 40 }, (_, i) => blockLine(`hel-${i}`, "203.0.113.10", 5763)).concat(
      Array.from({ length: 6 }, (_, i) => blockLine("nbg-1", `198.51.100.${20 + i}`, 5712)),
      [
        actionLine("nbg-1", "custom-isolate", 100_099),
        actionLine("nbg-2", "kill-malicious-process.sh", 100_050),
        decisionLine("nbg-1", "guarded-block-ip", "failed", "198.51.100.9"),
      ],
    ),
  );
  await told("responses were switched off or on", { agent: "hel-1", decision: "off" });
  await told("a production address was blocked", { address: "203.0.113.10", cause: "5763" });
  await told("a host was isolated or released", { agent: "nbg-1", origin: "custom-isolate" });
  await told("a process was killed", { agent: "nbg-2", cause: "100050" });
  await told("a response failed or was stopped", {
    agent: "nbg-1",
    decision: "failed",
    subject: "198.51.100.9",
  });
  await told("many blocks", { window: "1m" });
  await told("many blocks on one agent", { agent: "nbg-1", window: "1m" });
  await steps.step("one address on forty agents is one call", () => {
    const calls = hook.calls.filter((one) => one.event_definition_title.includes("production"));
    same("calls", calls.length, 1);
    return Promise.resolve();
  });
}
