import ipaddr from "ipaddr.js";

/** What Wazuh makes of the value of one `<white_list>`. */
export type WhitelistReading =
  /** Compared as an address; the form that is meant. */
  | { readonly kind: "network"; readonly address: string; readonly prefix: number }
  /** Has the form of an address and is none: no daemon starts (1237). */
  | { readonly kind: "refused" }
  /** `!` before an address is dropped. */
  | { readonly kind: "negation dropped"; readonly address: string }
  /** A mask with holes in it: no network. */
  | { readonly kind: "odd mask" }
  /** A pattern that matches exactly this text: the only way to name an IPv6 address or a host. */
  | { readonly kind: "exact"; readonly text: string }
  /** An exact IPv6 address, in a spelling that logs do not use. */
  | { readonly kind: "spelling"; readonly text: string; readonly usual: string }
  /** A pattern that matches every text with this beginning. */
  | { readonly kind: "beginning"; readonly text: string }
  /** A pattern that matches every text that holds this, or ends with it. */
  | { readonly kind: "substring"; readonly text: string }
  /** A pattern that matches every source address: no event with one ever triggers a response. */
  | { readonly kind: "everything" }
  /** A pattern that matches whatever does not match this. */
  | { readonly kind: "everything else"; readonly text: string }
  /** A pattern that no source address can match. */
  | { readonly kind: "never"; readonly why: string };

// Of src/config/global-config.c: what it compares as an address; all the rest are patterns.
const ADDRESS = /^!?\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2}(?:\d(?:\.\d{1,3}){3})?)?$/;
// Of src/shared/validate_op.c: what it takes as one.
const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const IPV4 = `${OCTET}(?:\\.${OCTET}){3}`;
const VALID = new RegExp(`^(${IPV4})(?:/(?:(3[0-2]|[12]?\\d)|(${IPV4})))?$`);

/** Reads the value of one `<white_list>` as Wazuh 4.14.7 does: an address, or else a pattern. */
export function readWhitelistEntry(value: string): WhitelistReading {
  if (!ADDRESS.test(value)) return readPattern(value);
  const match = VALID.exec(value.replace(/^!/, ""));
  if (!match) return { kind: "refused" };
  const [, address = "", bits, mask] = match;
  if (value.startsWith("!")) return { kind: "negation dropped", address: value.slice(1) };
  const prefix =
    mask === undefined ? Number(bits ?? 32) : ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask();
  if (prefix === null) return { kind: "odd mask" };
  return prefix === 0 ? { kind: "everything" } : { kind: "network", address, prefix };
}

/** Reads an OSMatch pattern: alternatives at |, anchors ^ and $, ! before all of it. */
function readPattern(value: string): WhitelistReading {
  if (value.startsWith("!")) return { kind: "everything else", text: value.slice(1) };
  const readings = value.split("|").map(readAlternative);
  // One alternative that matches everything is enough; the worst of the others says what to mend.
  for (const kind of ["everything", "never", "substring", "beginning", "spelling"] as const) {
    const reading = readings.find((one) => one.kind === kind);
    if (reading) return reading;
  }
  return readings[0] ?? { kind: "everything" };
}

function readAlternative(part: string): WhitelistReading {
  // Each IPv4 address holds a dot.
  if (part === "" || part === "^" || part === "$" || part === ".") return { kind: "everything" };
  const begins = part.startsWith("^");
  const ends = part.length > 1 && part.endsWith("$");
  const text = part.slice(begins ? 1 : 0, ends ? -1 : undefined);
  const why = whyNever(text, begins && ends);
  if (why !== undefined) return { kind: "never", why };
  if (begins && ends) {
    const usual = ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toRFC5952String() : text;
    const same = usual.toLowerCase() === text.toLowerCase();
    return same ? { kind: "exact", text } : { kind: "spelling", text, usual };
  }
  return { kind: begins ? "beginning" : "substring", text };
}

/** Why a text is in no source address or host name; undefined where it may be. */
function whyNever(text: string, whole: boolean): string | undefined {
  if (/\s/.test(text)) return "a source address contains no blank, and Wazuh trims nothing";
  if (text.includes(",")) return "it is one pattern, not a list";
  if (text.includes(":") && text.includes("/")) {
    return "IPv6 networks are compared only as text";
  }
  if (/^::ffff:/i.test(text))
    return "Wazuh cuts ::ffff: off the source address before it checks the list";
  if (text.includes("/")) return "only a.b.c.d/nn and a.b.c.d/m.m.m.m are compared as networks";
  if (/^\d+\.\d+\./.test(text) && /[^\d.]/.test(text)) {
    return "it looks like an address, but Wazuh knows neither ranges nor wildcards";
  }
  if (/^[\d.]+$/.test(text) && !isPartOfIPv4(text)) return "no IPv4 address contains it";
  if (/[^\w.:%-]/.test(text)) return "it contains a character that no source address has";
  if (whole && text.includes(":") && !ipaddr.IPv6.isValid(text))
    return "it is not a valid IPv6 address";
  return undefined;
}

function isPartOfIPv4(text: string): boolean {
  const numbers = text.split(".");
  return (
    numbers.length <= 4 + Number(text.startsWith(".")) + Number(text.endsWith(".")) &&
    numbers.every(
      (one, i) => Number(one) <= 255 && (one !== "" || i === 0 || i === numbers.length - 1),
    )
  );
}
