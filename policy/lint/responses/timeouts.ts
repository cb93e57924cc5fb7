import { formatDuration } from "../../model/duration";
import { finding, type Finding } from "../../model/finding";
import type { TriggeredResponse } from "../../model/response";
import type { Check } from "../check";
import { triggered } from "./triggered";

/** Longest timeout that Wazuh reads as it is, in seconds. */
const LONGEST = 2 ** 31 - 1;

/** Does a timeout end, and is it one that Wazuh reads as it is? */
export const timeouts: Check = ({ policy }) => [
  ...triggered(policy).flatMap(({ response, path }) => one(response, `${path}.timeout`)),
  ...policy.responses.flatMap((response, i) =>
    response.kind === "isolate-host" && (response.releaseAfter ?? 0) > LONGEST
      ? [tooLong(`responses[${i}].releaseAfter`, response.releaseAfter ?? 0)]
      : [],
  ),
];

function one(response: TriggeredResponse, path: string): Finding[] {
  if (!("timeout" in response)) return [];
  const { kind, timeout } = response;
  if (timeout > LONGEST) return [tooLong(path, timeout)];
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

function tooLong(path: string, seconds: number): Finding {
  return finding(
    "error",
    "timeout-long",
    path,
    seconds,
    "is more seconds than Wazuh can count",
    `write at most ${formatDuration(24_855 * 86_400)}`,
  );
}
