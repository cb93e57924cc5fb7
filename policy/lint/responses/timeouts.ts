import { finding, type Finding } from "../../model/finding";
import type { TriggeredResponse } from "../../model/response";
import type { Check } from "../check";
import { triggered } from "./triggered";

/** Does a timeout end? That Wazuh can count it, its type says. */
export const timeouts: Check = ({ policy }) =>
  triggered(policy).flatMap(({ response, path }) => one(response, `${path}.timeout`));

function one(response: TriggeredResponse, path: string): Finding[] {
  if (!("timeout" in response)) return [];
  const { kind, timeout } = response;
  if (timeout > 0) return [];
  const what =
    kind === "block-ip"
      ? "blocks each address for ever"
      : kind === "disable-account"
        ? "locks each account for ever"
        : "is never undone";
  return [
    finding(
      "warning",
      "timeout-0",
      path,
      0,
      `${what}: nothing but an operator lifts it, and the wrong one stays as well`,
      kind === "custom"
        ? "leave timeout out for a stateless script, or write a duration"
        : "write a duration, as 1h",
    ),
  ];
}
