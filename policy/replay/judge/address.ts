/**
 * Addresses as scripts/responses/address.awk spells and compares them: every spelling of one address becomes the same text.
 * The awk programs decide on hosts; a test holds these functions against them.
 */

/** The one spelling of an address; "" where the text is no single address. */
export function addressOf(text: string): string {
  const zone = text.indexOf("%");
  if (zone >= 0) {
    if (!/^[A-Za-z0-9_.-]+$/.test(text.slice(zone + 1)) || !text.slice(0, zone).includes(":"))
      return "";
    text = text.slice(0, zone);
  }
  if (text.length > 45) return "";
  if (text.includes(":")) return short6(hex6(text));
  return number4(text) < 0 ? "" : text;
}

const DOTTED = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/;

/** A dotted IPv4 address as a number; -1 where it is none. Leading zeros are octal to some, so refused. */
export function number4(text: string): number {
  if (text.length > 15) return -1;
  const parts = DOTTED.exec(text);
  if (!parts) return -1;
  let sum = 0;
  for (const part of parts.slice(1)) {
    if (Number(part) > 255 || (part.length > 1 && part.startsWith("0"))) return -1;
    sum = sum * 256 + Number(part);
  }
  return sum;
}

/** The 32 hexadecimal digits of an IPv6 address; "" where it is none. */
export function hex6(given: string): string {
  let text = given.toLowerCase();
  const last4 = /:([0-9.]+)$/.exec(text);
  if (last4?.[1]?.includes(".")) {
    const last = number4(last4[1]);
    if (last < 0) return "";
    text = `${text.slice(0, last4.index + 1)}${Math.floor(last / 65_536).toString(16)}:${(last % 65_536).toString(16)}`;
  }
  if (/[^0-9a-f:]|:::/.test(text)) return "";
  const at = text.indexOf("::");
  if (at < 0) {
    const hex = groups6(text);
    return hex?.length === 32 ? hex : "";
  }
  const [before, behind] = [text.slice(0, at), text.slice(at + 2)];
  if (behind.includes("::")) return "";
  const left = before === "" ? "" : groups6(before);
  const right = behind === "" ? "" : groups6(behind);
  if (left === undefined || right === undefined || left.length + right.length > 28) return "";
  return left + "0".repeat(32 - left.length - right.length) + right;
}

function groups6(text: string): string | undefined {
  const parts = text.split(":");
  return parts.every((part) => /^[0-9a-f]{1,4}$/.test(part))
    ? parts.map((part) => part.padStart(4, "0")).join("")
    : undefined;
}

/** The usual short spelling; an IPv4-mapped address as IPv4. */
function short6(hex: string): string {
  if (hex === "") return "";
  if (hex.startsWith("00000000000000000000ffff")) return dotted(hex, 24);
  const groups = hex.match(/.{4}/g) ?? [];
  let [run, best, start] = [0, 0, -1];
  groups.forEach((group, i) => {
    run = group === "0000" ? run + 1 : 0;
    if (run > best) [best, start] = [run, i - run + 1];
  });
  if (best < 2) start = -1;
  let text = "";
  for (let i = 0; i < 8; i++) {
    if (i === start) {
      text += "::";
      i += best - 1;
      continue;
    }
    const group = (groups[i] ?? "").replace(/^0+/, "");
    text += (text === "" || text.endsWith("::") ? "" : ":") + (group === "" ? "0" : group);
  }
  return text;
}

/** The IPv4 address whose eight digits begin there. */
export function dotted(hex: string, at: number): string {
  return [0, 2, 4, 6].map((i) => Number.parseInt(hex.slice(at + i, at + i + 2), 16)).join(".");
}

/** True where the first bits are the same. */
export function within6(hex: string, prefix: string, bits: number): boolean {
  const whole = Math.floor(bits / 4);
  if (hex.slice(0, whole) !== prefix.slice(0, whole)) return false;
  if (bits % 4 === 0) return true;
  const step = 2 ** (4 - (bits % 4));
  const at = (text: string): number => Math.floor(Number.parseInt(text.charAt(whole), 16) / step);
  return at(hex) === at(prefix);
}

/** True where the address is the network's; both in the spelling of {@link addressOf}, with /bits or not. */
export function isIn(address: string, network: string): boolean {
  const [base = "", length] = network.split("/");
  if (length === undefined) return address === addressOf(base);
  if (address.includes(":") !== base.includes(":")) return false;
  if (address.includes(":")) return within6(hex6(address), hex6(base), Number(length));
  const size = 2 ** (32 - Number(length));
  return Math.floor(number4(address) / size) === Math.floor(number4(base) / size);
}
