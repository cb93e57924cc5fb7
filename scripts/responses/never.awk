# Addresses that no response may ever touch, on any host.

# why_never(ADDRESS): why the address must never be blocked on any host; "" where it may be.
function why_never(address,   n, hex) {
  if (index(address, ":")) {
    hex = hex6(address)
    if (address == "::1") return "loopback"
    if (address == "::") return "no address"
    if (substr(hex, 1, 2) == "ff") return "multicast"
    if (within6(hex, "fe80", 10)) return "link-local"
    return ""
  }
  n = int(number4(address) / 16777216)
  if (n == 127) return "loopback"
  if (n == 0) return "no address"
  if (is_in(address, "169.254.0.0/16")) return "link-local"
  if (address == "255.255.255.255") return "broadcast"
  if (n >= 224 && n < 240) return "multicast"
  if (n >= 240) return "reserved"
  return ""
}
