import { parseDuration } from "../../model/duration";
import { ACTIVE_RESPONSE } from "../../model/hostPaths";
import type { HostFile } from "../../model/hostFile";
import { isListedName } from "../../model/hostListAddress";
import type { HostListed } from "../../model/hostWhitelist";
import { LISTED_NAME } from "../../model/keys/hostWhitelist";
import type { Policy } from "../../model/policy";
import type { TriggeredResponse } from "../../model/response";
import { commandOf } from "../commands";
import { execLine, systemdUnit } from "../systemdUnit";
import { renderTemplate } from "../template";
import { besides } from "./executable";

/** The list that hosts alone ask, beside what nft has loaded: see scripts/responses/host-list.awk. */
const HOST_LIST = `${ACTIVE_RESPONSE}/host-whitelist`;
const GUARD = `${ACTIVE_RESPONSE}/guarded-names`;
const UNIT = "wazuh-active-response-names";

/** Entries that every response spares and that nft can hold: they stand with the white list in our table. */
export function inTable({ hostWhitelist = [] }: Policy): readonly HostListed[] {
  return hostWhitelist.filter((entry) => isForAll(entry) && !isListedName(entry.address));
}

/** Path of the list for a script; "" where the host has none. */
export function hostListOf(policy: Policy): string {
  return besideTable(policy).length > 0 ? HOST_LIST : "";
}

/** Commands of responses by rule, and those of all others; both empty where nobody asks. */
export function commandsAsked(
  responses: readonly TriggeredResponse[],
  policy: Policy,
): { readonly commands: string; readonly commandsElse: string } {
  if (!besideTable(policy).some((entry) => !isForAll(entry)))
    return { commands: "", commandsElse: "" };
  const byRule = new Map<number, Set<string>>();
  for (const response of responses)
    for (const rule of response.rules)
      byRule.set(rule, (byRule.get(rule) ?? new Set()).add(commandOf(response).name));
  const selecting = responses.filter(
    ({ groups, level }) => (groups?.length ?? 0) > 0 || level !== undefined,
  );
  const others = [
    ...new Set((selecting.length > 0 ? selecting : responses).map((one) => commandOf(one).name)),
  ].join(",");
  return {
    commands: [...byRule]
      .map(([rule, names]) => [rule, [...names].join(",")] as const)
      .filter(([, names]) => names !== others)
      .sort(([a], [b]) => a - b)
      .map(([rule, names]) => `${rule}=${names}`)
      .join(" "),
    commandsElse: others,
  };
}

/** The files of the list, and of what looks its names up; none where the stack has no such entry. */
export function hostListFiles(policy: Policy): readonly HostFile[] {
  const entries = besideTable(policy);
  if (entries.length === 0) return [];
  const names = entries.filter(({ address }) => isListedName(address));
  return [
    besides(HOST_LIST, { content: renderHostList(entries) }),
    ...(names.length > 0 ? nameFiles(names) : []),
  ];
}

/** The list, a line an entry. */
export function renderHostList(entries: readonly HostListed[]): string {
  const lines = entries.map(
    (entry) => `${entry.address} ${scopeOf(entry)} ${entry.name.replace(/[^ -~]|#/g, "?")}`,
  );
  return `${["# Rendered; edit the stack, not this file.", ...lines].join("\n")}\n`;
}

/** Entries that stand in a file of their own. */
export function besideTable(policy: Policy): readonly HostListed[] {
  const inside = new Set(inTable(policy));
  return (policy.hostWhitelist ?? []).filter((entry) => !inside.has(entry));
}

function isForAll({ responses, except }: HostListed): boolean {
  return responses === undefined && except === undefined;
}

function scopeOf({ responses, except }: HostListed): string {
  if (responses) return `+${responses.join(",")}`;
  return except ? `-${except.join(",")}` : "*";
}

function nameFiles(entries: readonly HostListed[]): readonly HostFile[] {
  // A name that stands there for several responses is looked up once, by the stricter of its bounds.
  const bounds = new Map<string, { readonly age: number; readonly most: number }>();
  for (const { address, maxAge, maxAddresses } of entries) {
    const before = bounds.get(address);
    bounds.set(address, {
      age: Math.min(maxAge ?? parseDuration(LISTED_NAME.maxAge), before?.age ?? Infinity),
      most: Math.min(maxAddresses ?? LISTED_NAME.maxAddresses, before?.most ?? Infinity),
    });
  }
  const names = [...bounds].map(([name, { age, most }]) => `${name}=${age}=${most}`).join(" ");
  return [
    {
      ...besides(GUARD, {
        mode: "0750",
        content: renderTemplate("responses/guarded-names.sh.hbs", { names }),
      }),
      reload: [GUARD, "started"],
      unload: [GUARD, "stopped"],
    },
    unit(`${UNIT}.service`, [
      "[Unit]",
      "Description=Looks up the names on the white list of Wazuh active response",
      "RequiresMountsFor=/var/ossec",
      "",
      "[Service]",
      "Type=oneshot",
      execLine("ExecStart", `${GUARD} resolve`),
      "TimeoutStartSec=180",
    ]),
    {
      ...unit(`${UNIT}.timer`, [
        "[Unit]",
        "Description=Looks up the names on the white list of Wazuh active response every five minutes",
        "",
        "[Timer]",
        "OnBootSec=30",
        "OnUnitActiveSec=300",
        "OnActiveSec=300",
        "AccuracySec=30",
        "RandomizedDelaySec=30",
        "",
        "[Install]",
        "WantedBy=timers.target",
      ]),
      reload: [GUARD, "started"],
      otherwise: `no systemd here: names of hostWhitelist are looked up at a rollout only; let cron run ${GUARD} resolve every five minutes`,
    },
  ];
}

function unit(name: string, lines: readonly string[]): HostFile {
  return systemdUnit(name, lines, {
    otherwise: "no systemd here: nobody looks up the names of hostWhitelist",
  });
}
