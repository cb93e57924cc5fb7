# Addresses that this host must reach, or is, as the kernel says now.

# why_own(ADDRESS): "own address", "broadcast", "default gateway", "gateway" or "peer of a link"; "" where it is none of them.
function why_own(address,   why) {
  on_link = 0
  why = index(address, ":") ? why_own6(address) : why_own4(address)
  return why == "" ? why_routed(address) : why
}

# on_link becomes 1 where the address lies in a network that a link of this host has, as nearly every gateway does, and 32 where that
# is a network of this address alone.
function why_own4(address,   line, field, last, network, hex, why) {
  while (why == "" && (getline line < "/proc/net/fib_trie") > 0) {
    if (match(line, /\|-- /)) last = substr(line, RSTART + 4)
    else if (line ~ /host LOCAL|link (BROADCAST|UNICAST)/ && match(line, /\/[0-9]+/)) {
      network = substr(line, RSTART, RLENGTH)
      if (network == "/32" ? last != address : !is_in(address, last network)) continue
      if (line ~ /UNICAST/) { if (on_link != 32) on_link = network == "/32" ? 32 : 1 }
      else if (line ~ /BROADCAST/) why = "broadcast"
      # A local route for everything is how a transparent proxy gets its packets (TPROXY); it makes nothing this host's own.
      else if (network != "/0") why = "own address"
    }
  }
  close("/proc/net/fib_trie")
  # Byte by byte: busybox awk writes no number above 2147483647 in hexadecimal digits.
  split(address, field, ".")
  hex = sprintf("%02X%02X%02X%02X", field[4], field[3], field[2], field[1])
  while (why == "" && (getline line < "/proc/net/route") > 0) {
    split(line, field, "\t")
    if (field[3] == hex) why = field[2] == "00000000" && field[8] == "00000000" ? "default gateway" : "gateway"
  }
  close("/proc/net/route")
  return why
}

# /proc/net/ipv6_route has all tables: network, bits, source, bits, gateway, metric, used, used, flags.
function why_own6(address,   line, field, hex, why) {
  hex = hex6(address)
  while ((getline line < "/proc/net/if_inet6") > 0) if (substr(line, 1, 32) == hex) why = "own address"
  close("/proc/net/if_inet6")
  while (why == "" && (getline line < "/proc/net/ipv6_route") > 0) {
    split(line, field, " ")
    if (field[5] == hex && hex !~ /^0+$/) why = field[2] == "00" ? "default gateway" : "gateway"
    else if (!within6(hex, field[1], byte(field[2], 1))) continue
    # RTF_LOCAL is the first bit of the flags, RTF_ANYCAST the last of the third digit. The whole of IPv6 is a proxy's, as above.
    else if (field[9] ~ /^([89a-f]|..[13579bdf])/) { if (field[2] != "00") why = "own address" }
    # Neither by a gateway nor refused. The kernel's own routes have the metric 256.
    else if (on_link != 32 && field[9] ~ /^.....[^2367abef].[^2367abef]$/) on_link = field[2] == "80" && field[6] == "00000100" ? 32 : 1
  }
  close("/proc/net/ipv6_route")
  return why
}

# why_routed(ADDRESS): "default gateway", "gateway" or "peer of a link", by what ip tells of all tables, every nexthop of a route
# and nexthop objects, which /proc does not show. Without ip, a link to one host alone has its peer there.
function why_routed(address) {
  if (!routes_read && !on_link && read_noted_routes()) routes_read = 1
  if (routes_read != 2 && (on_link || !routes_read)) {
    routes_read = 2
    if (ask_ip()) note_routes()
    else if (on_link == 32) return "peer of a link"
  }
  return address in gateway ? gateway[address] : ""
}

# ask_ip(): fills gateway: address -> what it is; the number of lines that ip has printed. An ip that does not know nexthop
# objects says all the rest.
function ask_ip(   line, lines, field, n, i, to, via, ip) {
  ip = "timeout 0.4 ip -force -batch - 2>/dev/null <<END\nroute show table all\naddress show\nnexthop show\nEND\n"
  while ((ip | getline line) > 0) {
    lines++
    n = split(line, field, " ")
    # The further nexthops of a route are below it, behind a tab.
    if (line !~ /^[ \t]/) to = field[1]
    for (i = 1; i < n; i++) {
      via = field[i + 1]
      # The route to a peer may be gone while it is still one: so its address counts.
      if (field[i] == "peer") {
        sub(/\/.*/, "", via)
        gateway[spelt_by_ip(via)] = "peer of a link"
      }
      if (field[i] != "via") continue
      if (via ~ /^inet6?$/) via = field[i + 2]
      via = spelt_by_ip(via)
      if (to == "default") gateway[via] = "default gateway"
      else if (!(via in gateway)) gateway[via] = "gateway"
    }
  }
  close(ip)
  return lines
}

# ip spells as short6 does, but for IPv4 in IPv6.
function spelt_by_ip(text) { return text ~ /:.*\./ ? address_of(text) : text }

# note_routes(): what ip has said in one line, with the boot and the time, for the shell to keep: a disk that is full or cannot be
# written would end awk here. For addresses that are on no link it is true for a minute: in a storm ip is asked once, and a
# gateway that no network of a link holds changes with a link's own settings.
function note_routes(   text, one) {
  text = this_boot() "," uptime()
  for (one in gateway) text = text "," one "=" gateway[one]
  gsub("[^A-Za-z0-9 .:,=-]", "?", text)
  if (length(text) < 8000) routes = text ",end"
}

function read_noted_routes(   line, n, i, part) {
  if ((getline line < ENVIRON["ROUTES"]) <= 0) return 0
  close(ENVIRON["ROUTES"])
  n = split(line, part, ",")
  if (part[1] != this_boot() || part[n] != "end" || part[2] + 0 > uptime() || uptime() - part[2] >= 60) return 0
  for (i = 3; i < n; i++) gateway[substr(part[i], 1, index(part[i], "=") - 1)] = substr(part[i], index(part[i], "=") + 1)
  return 1
}

function this_boot(   line) {
  getline line < "/proc/sys/kernel/random/boot_id"
  close("/proc/sys/kernel/random/boot_id")
  return line
}
