import { isFillIn } from "../../../config/fillIns";
import { versionIn, type EnrolledAgent } from "../../../policy/model/enrolledAgent";
import type { Fleet } from "../../../policy/model/fleet";
import { askEnrolled } from "../../../ssh/askEnrolled";
import type { RunHere } from "../../../ssh/onHost";
import type { KnownAgent } from "../api/wazuhApi";
import type { GoodStack } from "../joined";
import { managerOf } from "./manager";

/** How the manager is asked, and what it is asked too. */
export interface AskedToo {
  /** `api` does not try SSH, where that was tried in vain already. */
  readonly over?: "api" | undefined;
  /** Asked over the same SSH connection, where there is one. */
  readonly more?: (run: RunHere) => Promise<void>;
}

/**
 * Every agent that the manager knows: over SSH, which also tells whose own file disables active response, and by the API
 * where SSH does not get there and the stack names one.
 * @param fleet the fleet as it is joined with other stacks.
 * @param note hears why it is not known, or what of it.
 * @returns undefined where it is not known, or where agents of other stacks are not, so that nobody could be called a stranger.
 */
export async function enrolledOf(
  stack: GoodStack,
  fleet: Fleet,
  note: (line: string) => void,
  { over, more }: AskedToo = {},
): Promise<readonly EnrolledAgent[] | undefined> {
  const { ssh, manager, api, stack: link } = stack.input;
  if (link?.role === "location") {
    note("coverage is shown by the manager's stack; this one knows only its own agents");
    return undefined;
  }
  if (fleet.partial === true) {
    note("coverage is not known: a location of this fleet has never been rolled out");
    return undefined;
  }
  try {
    if (isFillIn(manager.hostKey)) throw new Error("manager.hostKey is not filled in yet");
    if (over !== "api") return await askEnrolled(ssh, manager, note, more);
  } catch (error) {
    note(`${UNKNOWN}: ${(error as Error).message}${api ? "; asking the API" : ""}`);
    if (api === undefined) return undefined;
  }
  try {
    return (await managerOf(stack, "api", note).agents()).map(enrolledAgent);
  } catch (error) {
    note(`${UNKNOWN}: ${(error as Error).message}`);
    return undefined;
  }
}

const UNKNOWN = "which agents are enrolled is not known";

/** An agent as coverage wants it. */
export function enrolledAgent({ id, name, os, version: said }: KnownAgent): EnrolledAgent {
  const version = versionIn(said);
  return {
    id,
    name,
    ...(os?.platform !== undefined && { platform: os.platform }),
    ...(version !== undefined && { version }),
  };
}
