import ipaddr from "ipaddr.js";

import { covers, parseAddress, type Address } from "../../../policy/model/address";
import type { Host } from "../../../policy/model/fleet";
import type { Drill, DrilledScript } from "../../../policy/model/kinds/traits";
import { byAlertsOf } from "../../../policy/model/kinds/traitsOf";
import type { Policy } from "../../../policy/model/policy";
import { isTriggered } from "../../../policy/model/response";
import { rangeOf } from "../../../policy/model/whitelistAddress";
import { isPlacedOn } from "../../../policy/render/responses";
import { UsageError } from "../../lib/exit";

/** What a drill will do on one agent; nothing of it is done yet. */
export interface DrillPlan {
  /** Rule that the failed logins are meant for: 5763 for users that exist, 5712 for others; undefined with the reason. */
  readonly login: { readonly rule: 5763 | 5712 } | { readonly skipped: string };
  /** Foreign test addresses, of the networks for documentation. */
  readonly foreign: {
    readonly first: string;
    readonly after: readonly [string, string];
    readonly strange: string;
  };
  /** One address of each entry of the stack's white list. */
  readonly listed: readonly { readonly name: string; readonly address: string }[];
  /** The stock ignore window is kept, so that one address can shield others for a minute. */
  readonly keepsWindow: boolean;
  /** Listed program that is played; undefined with the reason. */
  readonly program: { readonly name: string } | { readonly skipped: string };
  /** Scripts of the user's own under our runner, each executable once. */
  readonly scripts: readonly DrilledScript[];
  /** Executables that a drill does not play, because it would do what they do. */
  readonly leftAlone: readonly string[];
}

/** TEST-NET-1 to -3 and the IPv6 network for documentation: nobody's. */
const TEST_NETS = ["192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"];
const DEFAULT_FROM = "203.0.113.241";

/**
 * Lays a drill out for an agent.
 * @param from first foreign address. @default 203.0.113.241
 * @throws UsageError where `from` is somebody's, or on the white list.
 */
export function drillPlan(policy: Policy, agent: Host, from = DEFAULT_FROM): DrillPlan {
  const first = testAddress(from);
  // Whatever response an entry of the hosts' own list is for; what its names stand for nobody knows here.
  const lists = [
    ...policy.whitelist.map(({ address }) => rangeOf(address)),
    ...(policy.hostWhitelist ?? []).flatMap(({ address }) => parseAddress(address) ?? []),
  ];
  const others = Array.from({ length: 24 }, (_, i) => `203.0.113.${231 + i}`);
  const free = [first, ...others].filter(
    (one, i, all) => all.indexOf(one) === i && !isListed(lists, one),
  );
  const [one, second, third, fourth] = free;
  if (one !== first)
    throw new UsageError(
      `--from: ${from} is on the white list; write another address of ${TEST_NETS.join(", ")}`,
    );
  if (second === undefined || third === undefined || fourth === undefined)
    throw new UsageError(
      "the white list covers 203.0.113.0/24, so no foreign address is left to test with",
    );
  const played = playedOn(policy, agent);
  return {
    login: loginOf(played),
    foreign: { first, after: [second, third], strange: fourth },
    listed: policy.whitelist
      .filter(({ source }) => source !== undefined)
      .map(({ name, address }) => ({ name, address: memberOf(rangeOf(address)) })),
    keepsWindow: policy.ignoreWindow === "keep",
    program: programOf(played),
    scripts: played.scripts,
    leftAlone: played.leftAlone,
  };
}

function testAddress(text: string): string {
  const range = parseAddress(text);
  if (
    range &&
    range.first === range.last &&
    isListed(
      TEST_NETS.flatMap((net) => parseAddress(net) ?? []),
      text,
    )
  )
    return range.canonical.split("/")[0] ?? text;
  throw new UsageError(
    `--from: "${text}" may be somebody's address; write one of ${TEST_NETS.join(", ")}`,
  );
}

function isListed(lists: readonly Address[], text: string): boolean {
  const one = parseAddress(text);
  return one !== undefined && lists.some((list) => covers(list, one));
}

/** The last address of a network that a host can have: seldom in use. */
function memberOf(range: Address): string {
  const bits = range.family === 4 ? 32 : 128;
  const at = bits - range.prefix >= 2 ? range.last - 1n : range.first;
  const bytes = Array.from({ length: bits / 8 }, (_, i) =>
    Number((at >> BigInt(bits - 8 * (i + 1))) & 255n),
  );
  return ipaddr.fromByteArray(bytes).toString();
}

function loginOf({ logins }: Drill): DrillPlan["login"] {
  const rule = ([5763, 5712] as const).find((id) => logins.some((rule) => rule === id));
  return rule === undefined
    ? { skipped: "this agent has no block-ip response (nftables) bound to rule 5763 or 5712" }
    : { rule };
}

function programOf({ programs: [name] }: Drill): DrillPlan["program"] {
  return name === undefined
    ? { skipped: "this agent has no kill-process response with a program name" }
    : { name };
}

/** What the responses on an agent let a drill play there. */
function playedOn(policy: Policy, agent: Host): Required<Drill> {
  const drills = policy.responses
    .filter(isTriggered)
    .filter((response) => isPlacedOn(response, agent))
    .flatMap((response) => byAlertsOf(response).drill?.(response) ?? []);
  return {
    logins: drills.flatMap(({ logins }) => logins),
    programs: drills.flatMap(({ programs }) => programs),
    // Responses of one executable share its runner, which asks for a key if one of them has a timeout.
    scripts: [
      ...new Map(
        drills
          .flatMap(({ scripts = [] }) => scripts)
          .sort((a, b) => a.key.length - b.key.length)
          .map((script) => [script.executable, script]),
      ).values(),
    ],
    leftAlone: [...new Set(drills.flatMap(({ leftAlone = [] }) => leftAlone))],
  };
}
