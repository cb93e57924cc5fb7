import { finding, type Finding } from "../../model/finding";
import { isFieldName } from "../../model/fieldName";
import { addressFields as fieldsOf, BLOCK_IP, isOurs } from "../../model/kinds/blockIp";
import { LOCATION } from "../../model/keys/triggered";
import type { Policy } from "../../model/policy";
import type { BlockIp } from "../../model/response";
import { carries } from "../carriedFields";
import type { Check, Run } from "../check";
import { allOfKind } from "./ofKind";
import { ofWindows } from "./windowsAddress";

/** Fields of every decoder whose text a client chooses: names, paths, commands. */
const CLIENTS = new Set(
  "user dstuser srcuser url id action status extra_data data protocol".split(" "),
);
/** Headers by which a client says who it is, or a proxy in front of it. */
const HEADERS =
  /(?:^|[._-])(?:xff|x[_-]?forwarded[_-]?for|forwarded(?:[_-]for)?|x[_-]?real[_-]?ip|true[_-]?client[_-]?ip|via)$/i;
/** The other end of the attack: the host itself, or whom it asks. */
const DESTINATION = /(?:^|[._])(?:dst_?ip|dest_?ip|destination_?ip(?:_?address)?|dstaddr|dst)$/i;

const run: Run = ({ policy }) =>
  allOfKind(policy, "block-ip").flatMap(({ response, path }) =>
    response.field === undefined
      ? []
      : [
          ...unread(response, path),
          ...names(response.field, path),
          ...twice(response.field, path),
          ...windows(response, path, policy),
          ...pastWhitelist(response, path, policy),
        ],
  );

function unread(response: BlockIp, path: string): Finding[] {
  if (isOurs(response)) return [];
  return [
    finding(
      "error",
      "field-not-read",
      `${path}.field`,
      fieldsOf(response).join(", "),
      "is read by our script alone: the stock firewall-drop takes win.eventdata.ipAddress or destinationIp, then srcip",
      "write backend: nftables, or leave field out",
    ),
  ];
}

function names(field: readonly string[], path: string): Finding[] {
  return field.flatMap((name, i): Finding[] => {
    const at = `${path}.field[${i}]`;
    if (!isFieldName(name) || /^(?:data|alert|parameters)\./.test(name))
      return [
        finding(
          "error",
          "field-name",
          at,
          JSON.stringify(name),
          "is not the name of a field of an alert's data",
          "write its path with dots, as win.eventdata.ipAddress, without data. before it",
        ),
      ];
    if (CLIENTS.has(name) || HEADERS.test(name))
      return [
        finding(
          "error",
          "field-of-client",
          at,
          name,
          CLIENTS.has(name)
            ? "holds a text that the client chooses, so that an attacker would choose who is blocked"
            : "is a header that the client writes, unless a proxy of yours replaces it, so that an attacker would choose who is blocked",
          "write the field in which the daemon itself says who was connected to it",
        ),
      ];
    if (DESTINATION.test(name))
      return [
        finding(
          "warning",
          "field-of-destination",
          at,
          name,
          "names where the traffic goes, which is the host itself, or whom it talks to on somebody's behalf",
          "write the field of the source, or keep it for rules in which the far end is the attacker",
        ),
      ];
    return [];
  });
}

function twice(field: readonly string[], path: string): Finding[] {
  return field.flatMap((name, i): Finding[] =>
    field.indexOf(name) === i
      ? []
      : [
          finding(
            "warning",
            "field-twice",
            `${path}.field[${i}]`,
            name,
            "stands in the list already; the first that is there counts",
            "leave it out",
          ),
        ],
  );
}

/** Windows agents are left alone: no script of ours is there, and the event's own host is one of them. */
function windows(response: BlockIp, path: string, policy: Policy): Finding[] {
  return response.rules.flatMap((id, j): Finding[] => {
    if (!ofWindows(id, policy)) return [];
    const local = (response.location ?? LOCATION) === LOCATION;
    if (local)
      return [
        finding(
          "error",
          "windows-local",
          `${path}.rules[${j}]`,
          id,
          "is a rule of Windows events, and location local is the Windows agent that reported: no script of ours is there, so nothing would be blocked",
          "write location: all, server or an agent's id, so that Linux hosts block the address",
        ),
      ];
    return isOurs(response) && response.fallback !== false
      ? [
          finding(
            "warning",
            "windows-fallback",
            `${path}.rules[${j}]`,
            id,
            "is a rule of Windows events: on hosts without our script the stock firewall-drop takes their address, too, and neither the manager's white list nor our own is asked there",
            "write fallback: false, and a command of its own (command: drop-windows), since firewall-drop is the name of the stock one",
          ),
        ]
      : [];
  });
}

function pastWhitelist(response: BlockIp, path: string, policy: Policy): Finding[] {
  const others = fieldsOf(response).filter((name) => name !== BLOCK_IP.field);
  if (!isOurs(response) || others.length === 0) return [];
  const never = response.rules.every((id) =>
    others.every((name) => carries(id, name, policy) === "never"),
  );
  if (never && response.rules.length > 0) return [];
  return [
    finding(
      "note",
      "field-past-whitelist",
      `${path}.field`,
      others.join(", "),
      "is not asked for by the manager, whose white list looks at srcip alone; only the list on the agent, which our script asks, keeps a white-listed address from being blocked",
      "nothing, as long as each host that runs it has our script; active-response check tells",
    ),
  ];
}

const EXAMPLE = "responses:\n  - { kind: block-ip, timeout: 1h, ";

/** Where does block-ip take the address from: can it be there, who writes it, and who asks a white list for it? */
export const addressFields: Check = {
  codes: {
    "field-not-read": {
      severity: "error",
      alone: true,
      doc: {
        what: "`field` of a block-ip response with `backend: iptables`.",
        why: "The stock firewall-drop has its own order of fields, which nothing can change.",
        example: `${EXAMPLE}rules: [5763, 5712], backend: iptables, field: [srcip] }\nlint:\n  accept: [{ code: iptables-backend, reason: hosts without nft }]`,
        instead: "Write `backend: nftables`, or leave `field` out.",
      },
    },
    "field-name": {
      severity: "error",
      alone: true,
      doc: {
        what: "`field` of block-ip holds what is not the name of a field.",
        why: "The script would find it in no alert, and refuse them all.",
        example: `${EXAMPLE}rules: [5763, 5712], field: ["data.srcip", srcip] }`,
        instead:
          "Write its path with dots and without `data.` before it: `win.eventdata.ipAddress`.",
      },
    },
    "field-of-client": {
      severity: "error",
      alone: true,
      doc: {
        what: "`field` of block-ip names a text that the client writes: a user, a URL, a header such as X-Forwarded-For.",
        why: "An attacker would choose who is blocked.",
        example: `${EXAMPLE}rules: [5763, 5712], field: [srcuser, srcip] }`,
        instead: "Write the field in which the daemon itself says who was connected to it.",
      },
    },
    "field-of-destination": {
      severity: "warning",
      alone: true,
      doc: {
        what: "`field` of block-ip names the destination.",
        why: "That is the host itself, or whom it talks to on somebody's behalf: a mirror, a resolver.",
        example: `${EXAMPLE}rules: [5763, 5712], field: [srcip, dstip] }`,
        instead: "Write the field of the source.",
      },
    },
    "field-twice": {
      severity: "warning",
      alone: true,
      doc: {
        what: "`field` names one field twice.",
        why: "The first that is there counts, so the second is never looked at.",
        example: `${EXAMPLE}rules: [5763, 5712], field: [srcip, srcip] }`,
        instead: "Leave it out.",
      },
    },
    "windows-local": {
      severity: "error",
      alone: true,
      doc: {
        what: "A block-ip response is bound to a rule of Windows events and runs where they were reported.",
        why: "That is a Windows agent, where no script of ours is: nothing would be blocked.",
        example: `${EXAMPLE}rules: [60122], field: [win.eventdata.ipAddress], command: drop-windows, fallback: false }`,
        instead: "Write `location: all`, `server`, or an agent's id.",
      },
    },
    "windows-fallback": {
      severity: "warning",
      alone: true,
      doc: {
        what: "A block-ip response is bound to a rule of Windows events, and hosts without our script run the stock executable.",
        why: "That takes the address of Windows events, too, and asks no white list; the manager's is asked for `srcip` alone, which they do not have.",
        example: `${EXAMPLE}rules: [60122], field: [win.eventdata.ipAddress], location: all }`,
        instead: "Write `fallback: false` and a `command` of its own.",
      },
    },
    "field-past-whitelist": {
      severity: "note",
      alone: true,
      doc: {
        what: "A block-ip response may take an address that the manager's white list is never asked about.",
        why: "That list looks at `srcip` alone. The one on the agent is asked for whatever was taken.",
        example: `${EXAMPLE}rules: [60122], field: [win.eventdata.ipAddress], location: all, command: drop-windows, fallback: false }`,
        instead: "Nothing, as long as each host that runs it has our script.",
      },
    },
  },
  run,
};
