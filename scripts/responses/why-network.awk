# May a whole network be blocked? Not where it holds an address, or a part of a network, that must not be.

# why_network(ADDRESS): "holds WHAT: why" for the network of the address; "" where it may be blocked.
function why_network(address,   why) {
  six = index(address, ":")
  bits_of = six ? 64 : 24
  base = network_of(address)
  sub(/\/.*/, "", base)
  base_hex = six ? substr(hex6(base), 1, 16) : ""
  # 6to4 has one IPv4 address a network, which was asked; NAT64, Teredo and the others have many.
  if (six && embedded4(address) != "" && substr(base_hex, 1, 4) != "2002") return "holds IPv4 addresses of others"
  why = six ? own_in6() : own_in4()
  if (why == "") why = routed_in()
  if (why == "") why = nameserver_in()
  if (why == "") why = listed_in(ENVIRON["LISTS"])
  if (why == "") why = host_listed_in(ENVIRON["HOST_LIST"])
  if (why == "") why = manager_in()
  return why
}

# overlaps(ENTRY): 1 where the entry, an address or a network, and our network have an address in common.
function overlaps(entry,   part, bits, size) {
  if ((index(entry, ":") != 0) != (six != 0)) return 0
  bits = split(entry, part, "/") == 2 ? part[2] + 0 : 128
  if (bits > bits_of) bits = bits_of
  if (six) return within6(hex6(part[1]), base_hex, bits)
  size = power2(32 - bits)
  return number4(part[1]) >= 0 && int(number4(part[1]) / size) == int(number4(base) / size)
}

# As why_own4 reads it. A network of a link holds whoever is on it: neighbours, gateways, the address of tomorrow.
function own_in4(   line, last, network, field, hex, why) {
  while (why == "" && (getline line < "/proc/net/fib_trie") > 0) {
    if (match(line, /\|-- /)) last = substr(line, RSTART + 4)
    else if (line ~ /host LOCAL|link UNICAST/ && match(line, /\/[0-9]+/)) {
      network = last substr(line, RSTART, RLENGTH)
      if (network ~ /\/0$/ || !overlaps(network)) continue
      sub(/\/32$/, "", network)
      why = "holds " network ": " (line ~ /LOCAL/ ? "own address" : "network of a link")
    }
  }
  close("/proc/net/fib_trie")
  while (why == "" && (getline line < "/proc/net/route") > 0) {
    split(line, field, "\t")
    if (field[3] !~ /^[0-9A-F]+$/ || field[3] == "00000000") continue
    hex = tolower(field[3])
    hex = dotted(substr(hex, 7, 2) substr(hex, 5, 2) substr(hex, 3, 2) substr(hex, 1, 2), 1)
    if (overlaps(hex)) why = "holds " hex ": gateway"
  }
  close("/proc/net/route")
  return why
}

# As why_own6 reads them.
function own_in6(   line, field, why) {
  while (why == "" && (getline line < "/proc/net/if_inet6") > 0)
    if (substr(line, 1, 16) == base_hex) why = "holds " short6(substr(line, 1, 32)) ": own address"
  close("/proc/net/if_inet6")
  while (why == "" && (getline line < "/proc/net/ipv6_route") > 0) {
    split(line, field, " ")
    if (field[5] !~ /^0+$/ && substr(field[5], 1, 16) == base_hex) why = "holds " short6(field[5]) ": gateway"
    else if (field[2] == "00" || !within6(field[1], base_hex, byte(field[2], 1) > 64 ? 64 : byte(field[2], 1))) continue
    else if (field[9] ~ /^([89a-f]|..[13579bdf])/) why = "holds " short6(field[1]) ": own address"
    else if (field[9] ~ /^.....[^2367abef].[^2367abef]$/) why = "holds " short6(field[1]) "/" byte(field[2], 1) ": network of a link"
  }
  close("/proc/net/ipv6_route")
  return why
}

# routed_in(): by what ip tells of all tables; see why_routed.
function routed_in(   one) {
  if (routes_read != 2) {
    routes_read = 2
    if (ask_ip()) note_routes()
  }
  for (one in gateway) if (overlaps(one)) return "holds " one ": " gateway[one]
  return ""
}

function nameserver_in(   file, n, i, line, field, why) {
  n = split("/etc/resolv.conf /run/systemd/resolve/resolv.conf /run/NetworkManager/no-stub-resolv.conf", file, " ")
  for (i = 1; i <= n; i++) {
    while (why == "" && (getline line < file[i]) > 0) {
      split(line, field, " ")
      if (field[1] == "nameserver" && address_of(field[2]) != "" && overlaps(address_of(field[2]))) why = "holds " address_of(field[2]) ": nameserver"
    }
    close(file[i])
  }
  return why
}
