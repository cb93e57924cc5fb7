import { formatDuration } from "../../model/duration";
import { finding, type Finding } from "../../model/finding";
import { isListedName } from "../../model/hostListAddress";
import type { HostListed } from "../../model/hostWhitelist";
import { byAlertsOf } from "../../model/kinds/traitsOf";
import type { Policy } from "../../model/policy";
import { isTriggered, type TriggeredResponse } from "../../model/response";
import { commandOf } from "../../render/commands";
import type { Check, Run } from "../check";

/** Names that one host looks up, each within five seconds, every five minutes. */
const MOST_NAMES = 20;
const SHORTEST = 600;
const LONGEST = 7 * 86_400;

const run: Run = ({ policy }) => {
  const entries = policy.hostWhitelist ?? [];
  return [
    ...entries.flatMap((entry, i) => {
      const path = `hostWhitelist[${i}]`;
      return [...scope(entry, path, policy), ...bounds(entry, path), ...twice(entry, i, policy)];
    }),
    ...names(entries),
    ...onHosts(entries, policy),
  ];
};

function scope(entry: HostListed, path: string, policy: Policy): Finding[] {
  const { responses, except } = entry;
  if (responses && except)
    return [
      finding(
        "error",
        "host-list-scope",
        `${path}.except`,
        except.join(", "),
        "stands beside responses, so that it is unclear which of the two is meant",
        "write responses or except",
      ),
    ];
  const key = responses ? "responses" : "except";
  const triggered = policy.responses.filter(isTriggered);
  return (responses ?? except ?? []).flatMap((command, j): Finding[] => {
    const at = `${path}.${key}[${j}]`;
    const meant = triggered.filter((response) => commandOf(response).name === command);
    if (meant.length === 0)
      return [
        finding(
          "error",
          "host-list-scope",
          at,
          command,
          "is not the command of a response of this stack",
          `write one of ${[...new Set(triggered.map((one) => commandOf(one).name))].join(", ")}`,
        ),
      ];
    if (!meant.some(asksList))
      return [
        finding(
          "error",
          "host-list-scope",
          at,
          command,
          "asks no white list on the host, so that the entry means nothing to it",
          "name a block-ip response with nftables, or a custom one that names its field",
        ),
      ];
    return key === "responses" ? shared(meant, command, at, triggered) : [];
  });
}

/** Asks the lists of its host: our script, for an address. */
function asksList(response: TriggeredResponse): boolean {
  const traits = byAlertsOf(response);
  return (
    traits.runs(response).whose === "ours" && (traits.sourceFields?.(response) ?? []).length > 0
  );
}

/** wazuh-execd does not say for which response it runs an executable: where a rule triggers two, both spare the address. */
function shared(
  meant: readonly TriggeredResponse[],
  command: string,
  path: string,
  all: readonly TriggeredResponse[],
): Finding[] {
  const executables = new Set(meant.map((one) => byAlertsOf(one).runs(one).executable));
  const rules = new Set(meant.flatMap((one) => one.rules));
  const others = all.filter(
    (one) =>
      commandOf(one).name !== command && executables.has(byAlertsOf(one).runs(one).executable),
  );
  const both = others.flatMap((one) => one.rules.filter((id) => rules.has(id)));
  if (both.length === 0) return [];
  return [
    finding(
      "warning",
      "host-list-shared",
      path,
      command,
      `shares its executable and rule ${[...new Set(both)].join(", ")} with ${[...new Set(others.map((one) => commandOf(one).name))].join(", ")}: the host is not told for which of them it acts, so for these rules both spare the address`,
      "bind the two to different rules",
    ),
  ];
}

function bounds(entry: HostListed, path: string): Finding[] {
  const { address, maxAge } = entry;
  const say = (
    severity: "error" | "warning",
    key: string,
    value: string | number,
    reason: string,
    instead: string,
  ): Finding => finding(severity, "host-list-bounds", `${path}.${key}`, value, reason, instead);
  if (!isListedName(address))
    return (["maxAge", "maxAddresses"] as const).flatMap((key) =>
      entry[key] === undefined
        ? []
        : [say("warning", key, entry[key], "is for DNS names alone", "leave it out")],
    );
  if (maxAge !== undefined && (maxAge < SHORTEST || maxAge > LONGEST))
    return [
      say(
        "error",
        "maxAge",
        formatDuration(maxAge),
        maxAge < SHORTEST
          ? "is shorter than two lookups, so that the entry would come and go"
          : "is longer than a week: an address that the name has long lost would be spared",
        "write 10m to 7d",
      ),
    ];
  return [];
}

function twice(entry: HostListed, index: number, policy: Policy): Finding[] {
  const { address, name } = entry;
  const others = (policy.hostWhitelist ?? []).slice(0, index);
  const onBoth = policy.whitelist.find((one) => String(one.address) === String(address));
  const same = others.find(
    (one) =>
      one.address === address &&
      String(one.responses) === String(entry.responses) &&
      String(one.except) === String(entry.except),
  );
  const what = onBoth
    ? `is on the white list already, as "${onBoth.name}", which every response asks`
    : same && `is there already, as "${same.name}"`;
  return what === undefined
    ? []
    : [
        finding(
          "warning",
          "host-list-twice",
          `hostWhitelist[${index}]`,
          `${name}, ${address}`,
          what,
          "give each entry its own name and address, and remove what is there twice",
        ),
      ];
}

function names(entries: readonly HostListed[]): Finding[] {
  const all = [...new Set(entries.map(({ address }) => address).filter(isListedName))];
  if (all.length === 0) return [];
  const listed = all.slice(0, 8).join(", ");
  return [
    ...(all.length > MOST_NAMES
      ? [
          finding(
            "error",
            "host-list-bounds",
            "hostWhitelist",
            `${all.length} names`,
            `are more than ${MOST_NAMES}, which a host looks up every five minutes`,
            "write addresses or networks for those that do not change",
          ),
        ]
      : []),
    finding(
      "note",
      "host-list-names",
      "hostWhitelist",
      all.length > 8 ? `${listed}, and ${all.length - 8} more` : listed,
      "is what DNS says: whoever changes the name's records, or the answers of a host's resolver, puts an address on the white list, an attacker's too",
      "write only names whose zone is yours, and addresses where they do not change",
    ),
  ];
}

function onHosts(entries: readonly HostListed[], policy: Policy): Finding[] {
  if (entries.length === 0) return [];
  const fallback = policy.responses
    .filter(isTriggered)
    .some((response) => byAlertsOf(response).fallback?.wanted(response) && asksList(response));
  return [
    finding(
      "note",
      "host-list-only-hosts",
      "hostWhitelist",
      entries
        .map(({ name }) => name)
        .slice(0, 8)
        .join(", "),
      `${entries.length === 1 ? "is" : "are"} on the hosts' own lists alone: the manager's white list knows neither responses nor IPv6 networks nor names, so that it still sends the response${fallback ? ", and hosts without our script, which run the stock executable, block the address" : ""}`,
      "nothing, as long as each host that runs the response has our script; for all responses and one address, write it under whitelist",
    ),
  ];
}

const LISTED = "hostWhitelist:\n  - { name: monitor, ";

/** Does an entry of the hosts' own list mean what it says: to which responses, with which bounds, and who does not know it? */
export const hostList: Check = {
  codes: {
    "host-list-scope": {
      severity: "error",
      doc: {
        what: "An entry of `hostWhitelist` is for a response that is not there, or that asks no list.",
        why: "It would spare nobody. A response is named by its command.",
        example: `${LISTED}address: 198.51.100.7, responses: [drop-web] }`,
        instead: "Write the command of a block-ip response, or of a custom one with `field`.",
      },
    },
    "host-list-shared": {
      severity: "warning",
      doc: {
        what: "An entry of `hostWhitelist` is for one of two responses that share executable and rule.",
        why: "A host is not told for which of them it acts, so that both spare the address.",
        example: `${LISTED}address: 198.51.100.7, responses: [drop-web] }\nresponses:\n  - { kind: block-ip, rules: [5763, 5712, 5720, 5551], timeout: 1h }\n  - { kind: block-ip, rules: [5763, 5712], timeout: 1h, command: drop-web, fallback: false }\nlint:\n  accept: [{ code: two-responses-one-rule, reason: it is the example }]`,
        instead: "Bind the two to different rules.",
      },
    },
    "host-list-bounds": {
      severity: ["error", "warning"],
      doc: {
        what: "`maxAge` or `maxAddresses` of an entry without a DNS name, `maxAge` below ten minutes or above a week, or more than 20 names.",
        why: "An answer that is kept too shortly comes and goes, one that is kept too long spares an address that the name has lost.",
        example: `${LISTED}address: monitor.example.org, maxAge: 30d }`,
        instead: "Write 10m to 7d.",
      },
    },
    "host-list-twice": {
      severity: "warning",
      doc: {
        what: "An entry of `hostWhitelist` is there twice, or stands under `whitelist`, too.",
        why: "Removing one of the two changes nothing.",
        example: `${LISTED}address: 10.0.0.0/8 }`,
        instead: "Remove one of the two.",
      },
    },
    "host-list-names": {
      severity: "note",
      doc: {
        what: "The hosts' own white list has DNS names.",
        why: "Whoever controls the name's zone, or the resolver of a host, decides whom the host never blocks.",
        example: `${LISTED}address: monitor.example.org }`,
        instead: "Write only names whose zone is yours.",
      },
    },
    "host-list-only-hosts": {
      severity: "note",
      doc: {
        what: "The stack has a `hostWhitelist`.",
        why: "The manager does not know it: it sends the response, and the script on the host refuses. A host without our script does not.",
        example: `${LISTED}address: "2001:db8:7::/48" }`,
        instead: "Nothing, as long as each host that runs the response has our script.",
      },
    },
  },
  needs: ["responses"],
  run,
};
