import { colours } from "../colours";
import { formatDuration } from "../../../policy/model/duration";
import { hostsOf } from "../../../policy/model/fleet";
import type { IsolateHost } from "../../../policy/model/response";
import type { KnownAgent } from "../api/wazuhApi";
import type { GoodStack } from "../joined";
import { ISOLATION } from "../../../policy/model/kinds/isolateHost";

/** What an isolated agent can still reach, who can still reach it, and for how long. */
export function printReachable(
  { fleet }: Pick<GoodStack, "fleet">,
  { name, id }: KnownAgent,
  { allow, releaseAfter }: IsolateHost,
  outside: boolean | "only" = false,
): string {
  const managers = hostsOf(fleet).filter(({ role }) => role !== "agent");
  const addresses = managers.flatMap(({ address, addresses: more }) => [address, ...(more ?? [])]);
  const lines = allow.map(
    ({ to, ports, protocol = ISOLATION.protocol, direction = ISOLATION.direction, reason }) => {
      const what = `${protocol}${ports === undefined ? "" : ` ${ports.join(", ")}`}`;
      return `  ${direction === "in" ? "from" : "to  "} ${to}, ${what}: ${reason}`;
    },
  );
  const end =
    releaseAfter !== undefined && releaseAfter > 0
      ? `It ends by itself after ${formatDuration(releaseAfter)} of running time.`
      : "It lasts until active-response release.";
  const guests =
    "Guests of the host (containers by macvlan or ipvlan, bridged virtual machines) are cut off where the kernel can do that; its log names those that are not.";
  if (outside === "only")
    return [
      colours.bold(
        `${name} (${id}) will be cut off from outside, by a Hetzner firewall, from everything except:`,
      ),
      `  to   the manager (${addresses.join(", ")}), ports 1514, 1515, 1517`,
      ...lines,
      "It lasts until active-response release.",
    ].join("\n");
  return [
    colours.bold(`${name} (${id}) will be cut off from everything except:`),
    `  to   the manager (${addresses.join(", ")}, and what its ossec.conf names), ports 1514, 1515, 1517 and its own`,
    ...lines,
    end,
    guests,
    ...(outside
      ? ["A Hetzner firewall also cuts it off from outside, which root on the host cannot undo."]
      : []),
  ].join("\n");
}
