import { fleetOf } from "../../../../policy/model/parseFleet";
import { policyOf } from "../../../../policy/model/parsePolicy";
import { renderBlockLists } from "../../../../policy/render/responses/blockLists";
import { logSettings } from "../../../../policy/render/responses/logSettings";

/** `REPLAY_ALERTS=1000` plays fewer. */
export const COUNT = Number(process.env.REPLAY_ALERTS ?? 20_000);

/** What the host of the comparison was given. */
export const POLICY = policyOf({
  whitelist: [
    { address: "10.20.0.0/16", name: "office" },
    { address: "10.1.0.2", name: "build # server" },
    { address: "2001:db8::1", name: "monitor" },
    { address: "64:ff9b::c000:207", name: "seen through NAT64" },
  ],
  neverBlock: [{ address: "172.16.0.0/12", name: "proxies" }],
  rules: [],
  responses: [],
});
const FLEET = fleetOf({
  master: { name: "wazuh", role: "master", address: "10.1.0.1" },
  workers: [],
  agents: [{ name: "web-1", role: "agent", address: "10.3.0.1" }],
  bastion: "10.1.0.9",
});
/** Its lists for nft. */
export const LISTS = renderBlockLists(POLICY, FLEET);
/** The list that hosts alone ask. */
export const HOST_LIST = `# of a host alone
198.51.100.0/24 +web mirror
203.0.113.66 -drop tester
2001:db8:0:1::/64 * lab net
2002:cb00:7142::1 +web by 6to4
2001:db8:5:7:ffff::/80 +web wide
monitor.example.org * named
`;
const places = logSettings(POLICY);
/** Where daemons log, as the settings of the scripts. */
export const LOGS = Object.fromEntries(
  ["auth", "mail", "ftp", "webAccess", "webErrors", "raw"].map((kind) => [
    `LOGS_${kind}`,
    places[`logs${kind.charAt(0).toUpperCase()}${kind.slice(1)}`] ?? "",
  ]),
);

/** A text as a host sees it: byte by byte. */
export const BYTES = (text: string): string => Buffer.from(text, "utf8").toString("latin1");

/** The first few alerts about which both said something else. */
export function differences(
  said: readonly string[],
  theirs: readonly string[],
  alerts: readonly unknown[],
): readonly object[] {
  expect(theirs).toHaveLength(said.length);
  return said
    .flatMap((one, i) =>
      one === theirs[i] ? [] : [{ ours: one, awk: theirs[i], alert: JSON.stringify(alerts[i]) }],
    )
    .slice(0, 3);
}

/** The verdicts that were given, each once. */
export function kindsOf(said: readonly string[]): readonly string[] {
  return [...new Set(said.map((one) => one.split("|")[0] ?? ""))].sort();
}
