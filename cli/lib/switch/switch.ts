import { colours } from "../colours";

import { byAlertsOf } from "../../../policy/model/kinds/traitsOf";
import type { Policy } from "../../../policy/model/policy";
import { isTriggered } from "../../../policy/model/response";
import { fallbackOf } from "../../../policy/render/commands";
import { rolledOutHosts, runOnHosts, type HostAnswer } from "../runOnHosts";
import { EXIT, UsageError } from "../exit";
import { noteHere } from "../journal/journal";
import { operator } from "../journal/operator";
import { during } from "../progress";
import { chosenStack } from "../stackOptions";
import { OFF, ON } from "./switchScripts";
import { indented } from "../../../terminal/shown";

/** Options of `off` and of `on`. */
export interface SwitchOptions {
  readonly stack?: string;
  readonly dir?: string;
  readonly reason: string;
  readonly json?: boolean;
}

/** Switches every host of a stack, and notes it on each of them and in the stack's journal. */
export async function switchFleet(to: "off" | "on", options: SwitchOptions): Promise<number> {
  // It stands in JSON, in a log and in a shell's variable: plain characters only.
  const reason = options.reason.replace(/[^A-Za-z0-9.,:@_/-]+/g, " ").trim();
  if (reason === "") throw new UsageError("--reason: say why, for those who read the logs");
  const stack = await chosenStack(options);
  const hosts = await rolledOutHosts(stack);
  const when = new Date().toISOString();
  const who = operator().replace(/[^A-Za-z0-9.@_-]/g, "-");
  const answers = await during(`switching ${hosts.length} hosts ${to}`, () =>
    runOnHosts(stack.input.ssh, hosts, to === "off" ? OFF : ON, `${when} ${who}: ${reason}\n`),
  );
  const failed = answers.filter(({ ok }) => !ok);
  console.log(options.json ? JSON.stringify(answers, null, 2) : printSwitch(to, answers));
  if (to === "off") for (const line of notStopped(stack.policy)) console.error(line);
  // Last, and only a warning where it fails: who was NOT switched off is what the operator needs now.
  noteHere(stack, {
    when,
    who,
    verb: to,
    reason,
    done: answers.filter(({ ok }) => ok).map(({ host }) => host),
    failed: failed.map(({ host, reason: why }) => ({ host, why })),
  });
  return failed.length > 0 ? EXIT.unreachable : EXIT.ok;
}

function printSwitch(to: "off" | "on", answers: readonly HostAnswer[]): string {
  const done = answers.filter(({ ok }) => ok);
  const state = to === "off" ? colours.yellow("off") : colours.green("on");
  return [
    `${state}: ${done.length} of ${answers.length} hosts`,
    ...answers
      .filter(({ ok }) => !ok)
      .map(({ host, reason }) =>
        colours.red(`NOT switched ${to}: ${host}: ${indented(reason ?? "")}`),
      ),
  ].join("\n");
}

/** What runs executables that are not ours, and so does not ask the flag. */
export function notStopped(policy: Policy): string[] {
  return policy.responses.flatMap((response, i) => {
    if (!isTriggered(response)) return [];
    const { executable, whose } = byAlertsOf(response).runs(response);
    if (whose !== "ours")
      return [
        `warning: not switched off: responses[${i}] runs ${executable}, which is not ours and does not check the switch`,
      ];
    return fallbackOf(response, policy.mode)
      ? [
          `warning: not switched off: the fallback of responses[${i}], on hosts that do not have our script`,
        ]
      : [];
  });
}
