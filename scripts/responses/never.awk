# Addresses that no response may ever touch, on any host and on this one.

# why_never(ADDRESS): why the address must never be blocked on any host; "" where it may be.
function why_never(address,   n, hex) {
  if (index(address, ":")) {
    hex = hex6(address)
    if (address == "::1") return "loopback"
    if (address == "::") return "no address"
    if (substr(hex, 1, 2) == "ff") return "multicast"
    return ""
  }
  n = int(number4(address) / 16777216)
  if (n == 127) return "loopback"
  if (n == 0) return "no address"
  if (address == "255.255.255.255") return "broadcast"
  if (n >= 224 && n < 240) return "multicast"
  if (n >= 240) return "reserved"
  return ""
}

# why_own(ADDRESS): "own address" or "default gateway", as the kernel's tables say now; "" where it is neither.
function why_own(address,   line, field, last, hex, why) {
  if (index(address, ":")) {
    hex = hex6(address)
    while ((getline line < "/proc/net/if_inet6") > 0) if (substr(line, 1, 32) == hex) why = "own address"
    close("/proc/net/if_inet6")
    while (why == "" && (getline line < "/proc/net/ipv6_route") > 0) {
      split(line, field, " ")
      if (field[2] == "00" && field[5] == hex && hex !~ /^0+$/) why = "default gateway"
    }
    close("/proc/net/ipv6_route")
    return why
  }
  while ((getline line < "/proc/net/fib_trie") > 0) {
    if (match(line, /\|-- /)) last = substr(line, RSTART + 4)
    else if (last == address && line ~ /\/32 (host LOCAL|link BROADCAST)/) {
      why = line ~ /LOCAL/ ? "own address" : "broadcast"
      break
    } else if (line ~ /host LOCAL/ && match(line, /\/[0-9]+/) && is_in(address, last substr(line, RSTART, RLENGTH))) {
      why = "own address"
      break
    }
  }
  close("/proc/net/fib_trie")
  hex = sprintf("%08x", number4(address))
  hex = toupper(substr(hex, 7, 2) substr(hex, 5, 2) substr(hex, 3, 2) substr(hex, 1, 2))
  while (why == "" && (getline line < "/proc/net/route") > 0) {
    split(line, field, "\t")
    if (field[2] == "00000000" && field[8] == "00000000" && field[3] == hex) why = "default gateway"
  }
  close("/proc/net/route")
  return why
}
