import { parseAddress } from "../../model/address";
import { isDnsName } from "../../model/dnsName";
import { finding, type Finding, type Severity } from "../../model/finding";
import type { IsolateHost, IsolationAllow } from "../../model/response";
import type { Check, Run } from "../check";
import { allOfKind } from "./ofKind";

const run: Run = ({ policy }) => {
  const all = allOfKind(policy, "isolate-host");
  const [first] = all;
  return [
    ...all
      .slice(1)
      .map(({ path }) =>
        finding(
          "error",
          "isolation-twice",
          path,
          "isolate-host",
          `is given at ${first?.path ?? ""} too, and a host has one script of that name`,
          "merge the two lists of what stays reachable",
        ),
      ),
    ...all.flatMap(({ response, path }) => [
      ...wayIn(response, path),
      ...tailnet(response, path),
      ...response.allow.flatMap((one, j) => judge(one, `${path}.${one.source ?? `allow[${j}]`}`)),
    ]),
  ];
};

function wayIn({ allow }: IsolateHost, path: string): Finding[] {
  if (allow.some(({ direction }) => direction === "in")) return [];
  return [
    finding(
      "warning",
      "isolation-no-way-in",
      `${path}.allow`,
      allow.length === 0 ? "[]" : allow.map(({ to }) => to).join(", "),
      "lets nobody in: an isolated host can be released only through Wazuh or at its console",
      "add an entry with direction: in, such as { to: tailscale0, direction: in, ports: [22], reason: ... }",
    ),
  ];
}

/** A tailnet lives on what it is reached by from outside of it: an interface that is left open alone leads nowhere. */
const TAILNET = /^(?:tailscale|ts|headscale|wt|zt)\d*$/;

function tailnet({ allow }: IsolateHost, path: string): Finding[] {
  const inner = allow.find(({ to, interface: device }) => TAILNET.test(device ?? to));
  if (!inner) return [];
  const outside = allow.filter(
    ({ to, interface: device, direction }) =>
      direction !== "in" && !TAILNET.test(device ?? to) && (isDnsName(to) || parseAddress(to)),
  );
  const control = outside.some(
    ({ protocol, ports }) => protocol !== "udp" && (ports?.includes(443) ?? true),
  );
  if (control) return [];
  return [
    finding(
      "warning",
      "isolation-tailnet",
      `${path}.allow`,
      JSON.stringify(inner.interface ?? inner.to),
      "is a tailnet, and nothing that carries it stays reachable: its control plane and DERP (TCP 443), or its peers",
      "add { to: headscale.example.org, ports: [443], reason: ... }, and a DERP or peers (protocol: udp, ports: [41641]) that are elsewhere",
    ),
  ];
}

const INTERFACE = /^(?=.{1,15}$)[A-Za-z][\w-]*(?:\.\d{1,4})?$/; // eth0.100 too

function judge(allow: IsolationAllow, path: string): Finding[] {
  return [...onOneLine(allow, path), ...reachable(allow, path), ...through(allow, path)];
}

function onOneLine({ reason }: IsolationAllow, path: string): Finding[] {
  if (!/\p{Cc}/u.test(reason)) return [];
  return [
    finding(
      "error",
      "isolation-reason",
      `${path}.reason`,
      JSON.stringify(reason),
      "has a line break or a control character",
      "write it on one line",
    ),
  ];
}

function through({ to, interface: device }: IsolationAllow, path: string): Finding[] {
  if (device === undefined) return [];
  const say = (why: string, instead: string): Finding[] => [
    finding("error", "isolation-interface", `${path}.interface`, device, why, instead),
  ];
  if (!INTERFACE.test(device))
    return say(
      "is not a valid interface name",
      "write one such as tailscale0, and the address in to",
    );
  return parseAddress(to) || isDnsName(to)
    ? []
    : say(
        "is allowed only if `to` is an address or a name; an entry has one interface",
        "write the far address or network in to, or leave interface out",
      );
}

function reachable({ to, ports, direction }: IsolationAllow, path: string): Finding[] {
  const say = (severity: Severity, code: string, why: string, instead: string): Finding[] => [
    finding(severity, code, `${path}.to`, JSON.stringify(to), why, instead),
  ];
  const range = parseAddress(to);
  if (!range) {
    // A name is looked up when the host is isolated, and pinned there.
    if (INTERFACE.test(to) || isDnsName(to)) return [];
    return say(
      "error",
      "isolation-allow",
      "is not a valid address, network, DNS name or interface",
      "write an address, a network such as 100.64.0.0/10, a name such as headscale.example.org, or an interface such as tailscale0",
    );
  }
  if (range.canonical !== to)
    return say(
      "error",
      "isolation-allow",
      "has bits set beyond its prefix, or is not in its canonical form",
      `write ${range.canonical}`,
    );
  if (range.prefix === 0)
    return say(
      "error",
      "isolation-open",
      "is the whole internet; the host would not be isolated",
      "write the addresses that must stay reachable",
    );
  const wide = range.family === 4 ? range.prefix < 24 : range.prefix < 64;
  if (!wide || ports !== undefined) return [];
  return say(
    "warning",
    "isolation-open",
    `leaves a wide network reachable on every port${direction === "in" ? ", inwards" : ""}; an attacker on the host keeps that access too`,
    "write ports, or a narrower network",
  );
}

/** Does isolation leave the way in that is needed, and cut off the rest? */
export const isolation: Check = {
  codes: {
    "isolation-twice": {
      severity: "error",
      doc: {
        what: "Two responses are of kind `isolate-host`.",
        why: "A host has one script of that name.",
        example:
          "responses:\n  - { kind: isolate-host, allow: [{ to: 10.0.0.9, direction: in, ports: [22], reason: way in }] }\n  - { kind: isolate-host, allow: [{ to: 10.0.0.8, direction: in, ports: [22], reason: way in }] }",
        instead: "Merge the two lists of what stays reachable.",
      },
    },
    "isolation-no-way-in": {
      severity: "warning",
      alone: true,
      doc: {
        what: "Nobody may connect to an isolated host.",
        why: "It can be released only through Wazuh or at its console.",
        example: "responses:\n  - { kind: isolate-host, allow: [] }",
        instead: "Add an entry with `direction: in`.",
      },
    },
    "isolation-tailnet": {
      severity: "warning",
      doc: {
        what: "A tailnet's interface stays open, and nothing that carries the tailnet does.",
        why: "Its packets travel to its peers, its control plane or its DERP; without them the interface leads nowhere.",
        example:
          "responses:\n  - { kind: isolate-host, allow: [{ to: tailscale0, direction: in, ports: [22], reason: way in }] }",
        instead: "Add the control plane and DERP (TCP 443), or peers (UDP 41641).",
      },
    },
    "isolation-reason": {
      severity: "error",
      alone: true,
      doc: {
        what: "The reason of an entry has a line break or a control character.",
        why: "It becomes a comment on the host, which a line break would end.",
        example:
          'responses:\n  - { kind: isolate-host, allow: [{ to: 10.0.0.9, direction: in, ports: [22], reason: "way\\nin" }] }',
        instead: "Write it on one line.",
      },
    },
    "isolation-interface": {
      severity: "error",
      alone: true,
      doc: {
        what: "The `interface` of an entry is not a valid interface name, or is given although `to` is an interface.",
        why: "nft would refuse the rule while a host is to be isolated.",
        example:
          'responses:\n  - { kind: isolate-host, allow: [{ to: 10.0.0.9, interface: "eth 0", direction: in, ports: [22], reason: way in }] }',
        instead: "Write one such as `tailscale0`, and the address in `to`.",
      },
    },
    "isolation-allow": {
      severity: "error",
      alone: true,
      doc: {
        what: "The `to` of an entry is not a valid address, network, name or interface.",
        why: "Nothing would stay reachable through it.",
        example:
          "responses:\n  - { kind: isolate-host, allow: [{ to: 10.0.0.9/24, direction: in, ports: [22], reason: way in }] }",
        instead: "Write an address, a network such as `100.64.0.0/10`, a name, or an interface.",
      },
    },
    "isolation-open": {
      severity: ["error", "warning"],
      alone: true,
      doc: {
        what: "An entry leaves the whole internet, or a wide network on every port, reachable.",
        why: "An attacker on the host keeps that access too.",
        example:
          "responses:\n  - { kind: isolate-host, allow: [{ to: 10.0.0.0/8, direction: in, reason: way in }] }",
        instead: "Write `ports`, or a narrower network.",
      },
    },
  },
  run,
};
