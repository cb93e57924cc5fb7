import type { Finding } from "../policy/model/finding";
import { parseAddress } from "../policy/model/address";
import { parseDuration } from "../policy/model/duration";
import { OF_DECISIONS } from "../policy/services/graylog/notableAlerts";
import { Refusals } from "../policy/model/refusals";
import { isFillIn } from "./fillIns";
import type { StackInput } from "../policy/model/stack";

/** What a stack says about the Wazuh dashboard and Graylog that cannot be done. */
export function serviceFindings(input: StackInput): Finding[] {
  return [
    ...inThisStack(input),
    ...windows(input),
    ...decisions(input),
    ...addresses(input),
    ...nothing(input),
  ];
}

/** They are reached from the manager's host, so they belong into its stack. */
function inThisStack({ stack, dashboard, graylog }: StackInput): Finding[] {
  if (stack?.role !== "location") return [];
  return Object.entries({ dashboard, graylog }).flatMap(([key, value]) =>
    value
      ? [
          finding(
            key,
            "(given)",
            "is reached from the manager's host, which is another stack's",
            "move it to the stack that holds the manager",
          ),
        ]
      : [],
  );
}

function windows({ graylog }: StackInput): Finding[] {
  const { within, every } = graylog?.manyBlocks ?? {};
  return [
    ...inDay("graylog.manyBlocks.within", within),
    ...inDay("graylog.manyBlocks.every", every),
    ...inDay("graylog.grace", graylog?.grace),
  ];
}

function inDay(path: string, written: string | number | undefined): Finding[] {
  if (written === undefined) return [];
  const seconds = new Refusals().parse("within", written, parseDuration);
  if (seconds !== undefined && seconds >= 60 && seconds <= 86_400) return [];
  return [
    finding(
      path,
      written,
      "is no time from one minute to one day",
      "write seconds (600) or one number with s, m or h (10m)",
    ),
  ];
}

/** An event about a decision never comes where no rule makes an alert of it. */
function decisions({ graylog, logs }: StackInput): Finding[] {
  if (logs?.decisionRule !== undefined) return [];
  return (graylog?.events ?? []).flatMap((kind, i) =>
    OF_DECISIONS.includes(kind)
      ? [
          finding(
            `graylog.events[${i}]`,
            kind,
            "comes of decisions, which stay in the log of the host without a rule",
            "give logs.decisionRule, or leave the event out",
          ),
        ]
      : [],
  );
}

function addresses({ graylog }: StackInput): Finding[] {
  return (graylog?.productionAddresses ?? []).flatMap((value, i) => {
    const address = parseAddress(value);
    if (isFillIn(value) || (address !== undefined && address.first === address.last)) return [];
    return [
      finding(
        `graylog.productionAddresses[${i}]`,
        value,
        address
          ? "is a network; Graylog holds addresses as words and cannot tell what is in it"
          : "is no address",
        "write single addresses, as 203.0.113.10 or 2001:db8::1",
      ),
    ];
  });
}

function nothing({ graylog }: StackInput): Finding[] {
  if (!graylog || graylog.manyBlocks || (graylog.productionAddresses ?? []).length > 0) return [];
  if (graylog.events === undefined || graylog.events.length > 0) return [];
  return [
    finding(
      "graylog",
      "(given)",
      "would watch for nothing",
      "give manyBlocks, productionAddresses or events",
    ),
  ];
}

function finding(path: string, value: string | number, reason: string, instead: string): Finding {
  return {
    severity: "error",
    code: "service",
    path,
    value: JSON.stringify(value),
    reason,
    instead,
  };
}
