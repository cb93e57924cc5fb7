import ipaddr from "ipaddr.js";

import type { Node } from "../../wazuh/read/node";
import type { FileCodes } from "./fileCodes";
import type { Report } from "./report";
import { readWhitelistEntry } from "../../wazuh/read/whitelistEntry";

const FORMS =
  "write one <white_list> for each: a.b.c.d, a.b.c.d/nn, or ^2001:db8::1$ for one IPv6 address";

/** What Wazuh makes of each `<white_list>`, where it is not what people read. */
export function lintWhitelist(entries: readonly Node[], report: Report): void {
  for (const entry of entries) lintEntry(entry, report);
}

function lintEntry(entry: Node, report: Report): void {
  const reading = readWhitelistEntry(entry.content);
  switch (reading.kind) {
    case "network":
      lintWidth(entry, reading.address, reading.prefix, report);
      return;
    case "exact":
      return;
    case "refused":
      report.error(
        "whitelist-refused",
        entry,
        "is not a valid IPv4 address or network; the daemons of the manager do not start with it (1237)",
        "write numbers of 0 to 255 without leading zeros, and a prefix of 0 to 32",
      );
      return;
    case "everything":
      report.error(
        "whitelist-everything",
        entry,
        "matches every source address: no response to an event that has one ever fires",
        `remove it; ${FORMS}`,
      );
      return;
    case "everything else":
      report.error(
        "whitelist-everything",
        entry,
        `matches every source address but those with "${reading.text}" in them: responses hardly ever fire`,
        `remove it; ${FORMS}`,
      );
      return;
    case "negation dropped":
      report.error(
        "whitelist-negation",
        entry,
        `is read without its !: ${reading.address} is on the white list`,
        "remove it; an address is not on the list unless you write it",
      );
      return;
    case "odd mask":
      report.error(
        "whitelist-mask",
        entry,
        "has a mask with holes: it covers scattered addresses, not a network",
        "write the network as a.b.c.d/nn",
      );
      return;
    case "never":
      report.error("whitelist-never", entry, `never matches: ${reading.why}`, FORMS);
      return;
    case "spelling":
      report.warning(
        "whitelist-spelling",
        entry,
        "is compared as text with the spelling of the log, which is rarely this one",
        `write ^${reading.usual}$`,
      );
      return;
    case "beginning":
      lintBeginning(entry, reading.text, report);
      return;
    case "substring":
      report.warning(
        "whitelist-substring",
        entry,
        `is a pattern to Wazuh, not an address: it matches every source address with "${reading.text}" anywhere in it`,
        `${FORMS}, or anchor a name: ^${reading.text}$`,
      );
      return;
    default:
      reading satisfies never;
  }
}

function lintBeginning(entry: Node, text: string, report: Report): void {
  // Ends at a boundary: a network, written as text.
  if (/^\d+(?:\.\d+){0,2}\.$/.test(text) || /^[\da-f:]+:$/i.test(text)) return;
  report.warning(
    "whitelist-beginning",
    entry,
    `matches every source address that begins with "${text}", ${text}... too`,
    `write ^${text}$ for this one, or ${FORMS.slice("write ".length)}`,
  );
}

/** Ranges that hold no stranger: private, loopback, link-local, tailnet, documentation. */
const OWN = ["private", "loopback", "linkLocal", "carrierGradeNat", "reserved", "unspecified"];

function lintWidth(entry: Node, address: string, prefix: number, report: Report): void {
  if (prefix >= 24 || OWN.includes(ipaddr.IPv4.parse(address).range())) return;
  report.warning(
    "whitelist-wide",
    entry,
    `covers ${(2 ** (32 - prefix)).toLocaleString("en")} public addresses: nobody there is ever blocked, not even strangers`,
    "write the exact addresses that are yours",
  );
}

/** What is found here. */
export const whitelistCodes: FileCodes = {
  "whitelist-everything": {
    severity: "error",
    doc: {
      what: "An entry of the white list matches every address.",
      why: "No response ever blocks anything.",
      instead: "Remove it, or write an address.",
      example: "<global><white_list></white_list></global>",
    },
  },
  "whitelist-negation": {
    severity: "error",
    doc: {
      what: "An entry of the white list begins with `!`.",
      why: "It means every address but this one.",
      instead: "Write the addresses that nobody may block.",
      example: "<global><white_list>!10.0.0.1</white_list></global>",
    },
  },
  "whitelist-refused": {
    severity: "error",
    doc: {
      what: "An entry of the white list is not a valid address.",
      why: "The daemons do not start with it.",
      instead: "Write an address, or a network as 10.0.0.0/8.",
      example: "<global><white_list>300.0.0.1</white_list></global>",
    },
  },
  "whitelist-mask": {
    severity: "error",
    doc: {
      what: "An entry of the white list has a mask with holes.",
      why: "It covers scattered addresses and not a network.",
      instead: "Write the network as a.b.c.d/nn.",
      example: "<global><white_list>10.0.0.0/255.0.255.0</white_list></global>",
    },
  },
  "whitelist-never": {
    severity: "error",
    doc: {
      what: "An entry of the white list never matches.",
      why: "Wazuh compares it as text that no address has.",
      instead: "Write one address or one network per entry; IPv6 as `^2001:db8::1$`.",
      example: "<global><white_list>10.0.0.*</white_list></global>",
    },
  },
  "whitelist-substring": {
    severity: "warning",
    doc: {
      what: "An entry of the white list is looked for anywhere in an address.",
      why: "It protects other addresses too.",
      instead: "Write an address or a network, or `^` before and `$` after it.",
      example: "<global><white_list>2001:db8::1</white_list></global>",
    },
  },
  "whitelist-beginning": {
    severity: "warning",
    doc: {
      what: "An entry of the white list is looked for at the beginning of an address.",
      why: "It protects other addresses too.",
      instead: "Write `$` after it.",
      example: "<global><white_list>^10.0.0.1</white_list></global>",
    },
  },
  "whitelist-spelling": {
    severity: "warning",
    doc: {
      what: "An IPv6 address is written in a way that logs rarely use.",
      why: "Wazuh compares it as text.",
      instead: "Write the short form in lowercase.",
      example: "<global><white_list>^2001:0db8::1$</white_list></global>",
    },
  },
  "whitelist-wide": {
    severity: "warning",
    doc: {
      what: "An entry of the white list covers more than 256 public addresses.",
      why: "None of them is ever blocked, and an attacker can rent any of them.",
      instead: "Write the exact addresses of your hosts.",
      example: "<global><white_list>95.216.0.0/16</white_list></global>",
    },
  },
};
