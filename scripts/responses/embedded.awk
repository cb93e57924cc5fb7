# IPv6 addresses that mean an IPv4 address: who spares the one must spare the other.

# embedded4(ADDRESS): the IPv4 addresses that an IPv6 address may hold, between blanks; "" where it holds none. An IPv4-mapped
# one is IPv4 already (short6). Left out on purpose: forms whose low half anybody with a network of his own can choose (ISATAP),
# since he would make himself an address that is never blocked.
function embedded4(address,   hex, list) {
  if (!index(address, ":")) return ""
  hex = hex6(address)
  # IPv4-compatible (RFC 4291, 2.5.5.1), and "translated" by SIIT (RFC 2765): ::a.b.c.d, ::ffff:0:a.b.c.d.
  if (hex ~ /^0000000000000000(00000000|ffff0000)/) return dotted(hex, 25)
  # 6to4 (RFC 3056).
  if (substr(hex, 1, 4) == "2002") return dotted(hex, 5)
  # The client of Teredo (RFC 4380, 4), each bit turned round.
  if (substr(hex, 1, 8) == "20010000") return dotted(turned(substr(hex, 25)), 1)
  # NAT64 (RFC 6052).
  if (substr(hex, 1, 24) == "0064ff9b0000000000000000") return dotted(hex, 25)
  # NAT64 of one's own (RFC 8215). Its operator chooses how long the prefix is; behind the IPv4 address are zeros, and so is
  # the byte in its middle (RFC 6052, 2.2).
  if (substr(hex, 1, 12) != "0064ff9b0001" || substr(hex, 17, 2) != "00") return ""
  if (hex ~ /0000000000$/) list = list " " dotted(substr(hex, 13, 4) substr(hex, 19, 4), 1)
  if (hex ~ /00000000$/) list = list " " dotted(substr(hex, 15, 2) substr(hex, 19, 6), 1)
  if (hex ~ /000000$/) list = list " " dotted(hex, 19)
  list = list " " dotted(hex, 25) " "
  # An address that ends with zeros may be read at more than one place: then each counts.
  # What was read at another place than the operator's often begins with zeros, which are not a host's address.
  gsub(/ 0\.[0-9.]+/, "", list)
  return list
}

function turned(hex,   i, text) {
  for (i = 1; i <= length(hex); i++) text = text substr("fedcba9876543210", digit(substr(hex, i, 1)) + 1, 1)
  return text
}
