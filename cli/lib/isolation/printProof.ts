import { colours } from "../colours";
import type { Proof } from "./proof";
import { BY_HAND } from "./releaseOverSsh";

/** How it ended for one agent, with the way out where it did not end well. */
export function printProof({ name, id, outcome, proof = "", seconds }: Proof): string {
  const who = `${name} (${id})`;
  switch (outcome) {
    case "isolate":
      return `${colours.green("✓")} ${who} is isolated, after ${seconds} s; proof: ${proof}`;
    case "release":
      return `${colours.green("✓")} ${who} is released, after ${seconds} s; proof: ${proof}`;
    case "refused":
      return `${colours.red("✗")} ${who} refused: ${proof}`;
    case "not proven":
      return [
        `${colours.red("✗")} ${who} is cut off, but NOT PROVEN: ${proof}.`,
        "  It stays isolated. Its agent may be stopped, or cut off from its manager; then a release by the manager does not arrive.",
        `  To release it: active-response release ${name} goes over SSH to the agent; or at its console, as root:`,
        `  ${BY_HAND}`,
      ].join("\n");
    case "no proof":
      return proof === ""
        ? `${colours.red("✗")} ${who}: the command was sent, but there is no proof after ${seconds} s; see active-responses.log there, and active-response status`
        : `${colours.red("✗")} ${who}: ${proof}`;
  }
}
