import { hex6, isIn, number4, within6 } from "./address";

/** Why no response may ever touch the address, on any host; "" where it may: scripts/responses/never.awk. */
export function whyNever(address: string): string {
  if (address.includes(":")) {
    if (address === "::1") return "loopback";
    if (address === "::") return "no address";
    const hex = hex6(address);
    if (hex.startsWith("ff")) return "multicast";
    return within6(hex, "fe80", 10) ? "link-local" : "";
  }
  const first = Math.floor(number4(address) / 16_777_216);
  if (first === 127) return "loopback";
  if (first === 0) return "no address";
  if (isIn(address, "169.254.0.0/16")) return "link-local";
  if (address === "255.255.255.255") return "broadcast";
  if (first >= 224 && first < 240) return "multicast";
  return first >= 240 ? "reserved" : "";
}
