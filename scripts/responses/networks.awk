# The network of an address: what one customer of a provider has, /64 of IPv6 and /24 of IPv4.

# network_of(ADDRESS): "2001:db8:1:2::/64", "203.0.113.0/24".
function network_of(address) {
  if (index(address, ":")) return short6(substr(hex6(address), 1, 16) "0000000000000000") "/64"
  sub(/[0-9]+$/, "0/24", address)
  return address
}

# network_in(TEXT): the network of that length that the text spells, "" where it spells none.
function network_in(text,   part, address) {
  if (split(text, part, "/") != 2) return ""
  address = address_of(part[1])
  if (address == "" || part[2] != (index(address, ":") ? "64" : "24")) return ""
  return network_of(address) == address "/" part[2] ? network_of(address) : ""
}

# share_of(ADDRESS): which of 64 files of the history has its network; see history.awk.
function share_of(address,   hex) {
  sub(/\/.*/, "", address)
  if (!index(address, ":")) return int(number4(address) / 256) % 64
  hex = hex6(address)
  return (byte(hex, 9) + byte(hex, 11) + byte(hex, 13) + byte(hex, 15)) % 64
}
