import { FILL_IN } from "../../../policy/model/keys/values";
import { activeResponseCall } from "../api/activeResponse";
import { EXIT, UsageError } from "../exit";
import type { GoodStack } from "../joined";
import { managerOf, type Over } from "../manager/manager";
import { during } from "../progress";
import { callPage, printCallPage, type CallPage } from "./callPage";
import { callSiteOf } from "./callSite";
import { COMMANDS } from "./command";
import { placedIsolation } from "./isolationFor";
import { printReachable } from "./reachable";
import { whyFive } from "./ofFive";
import type { Wanted } from "./seen";
import { namedAgent, type Named } from "./unasked";

/** Prints the call that isolates or releases one agent, and sends nothing. @returns the exit code */
export async function printCall(
  verb: Wanted,
  named: readonly string[],
  stack: GoodStack,
  { over, json }: { readonly over?: Over; readonly json?: boolean },
): Promise<number> {
  const [text, other] = named;
  if (text === undefined || other !== undefined)
    throw new UsageError(
      `--print: ${named.length} agents are named; a call is for one, so run it once for each`,
    );
  const agent = await during("asking the manager for its agents", (progress) =>
    namedAgent(text, stack, managerOf(stack, over, progress.note), progress),
  );
  if (verb === "isolate") showReachable(stack, agent);
  else refuseFive(agent);
  const page = pageFor(verb, agent, stack);
  console.log(json === true ? JSON.stringify(page, null, 2) : printCallPage(page));
  return EXIT.ok;
}

/** What the host will still reach; unknown where an id alone was given. @throws UsageError where nothing would isolate it. */
function showReachable(
  stack: GoodStack,
  { name, id, host, status = "unknown", version }: Named,
): void {
  if (!host || name === undefined) return;
  const agent = { name, id: id ?? FILL_IN, status, ...(version !== undefined && { version }) };
  console.error(printReachable(stack, agent, placedIsolation(stack, { agent, host })));
}

/** The call would be answered with 200, and nothing would happen. @throws UsageError where the agent runs Wazuh 5. */
function refuseFive({ name, id, host, status = "unknown", version }: Named): void {
  if (!host || name === undefined) return;
  const agent = { name, id: id ?? FILL_IN, status, ...(version !== undefined && { version }) };
  const why = whyFive({ agent, host });
  if (why !== undefined)
    throw new UsageError(
      `agent ${name} ${why}; active-response release ${name} goes over SSH to it, and needs no manager`,
    );
}

function pageFor(verb: Wanted, agent: Named, { input }: GoodStack): CallPage {
  // Made with an id, any: the call for an agent whose id is to be given has FILL-IN in that place, which the API refuses.
  const call = activeResponseCall([agent.id ?? "001"], COMMANDS[verb]);
  const path = agent.id === undefined ? call.path.replace(/001$/, FILL_IN) : call.path;
  return callPage(verb, agent, { ...call, path }, callSiteOf(input, process.env));
}
