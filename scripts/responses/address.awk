# Addresses: every spelling of one address becomes the same text, or "" where the text is not a single address.

function address_of(text,   zone) {
  zone = index(text, "%")
  if (zone) {
    if (substr(text, zone + 1) !~ /^[A-Za-z0-9_.-]+$/ || !index(substr(text, 1, zone), ":")) return ""
    text = substr(text, 1, zone - 1)
  }
  if (length(text) > 45) return ""
  if (index(text, ":")) return short6(hex6(text))
  return number4(text) < 0 ? "" : text
}

# number4(TEXT): a dotted IPv4 address as a number; -1 where it is none. Leading zeros are octal to some, so refused.
function number4(text,   part, i, sum) {
  if (text !~ /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/ || length(text) > 15) return -1
  split(text, part, ".")
  for (i = 1; i <= 4; i++) {
    if (part[i] > 255 || (length(part[i]) > 1 && substr(part[i], 1, 1) == "0")) return -1
    sum = sum * 256 + part[i]
  }
  return sum
}

# hex6(TEXT): the 32 hexadecimal digits of an IPv6 address; "" where it is none.
function hex6(text,   at, last, left, right, hex) {
  text = tolower(text)
  if (match(text, /:[0-9.]+$/) && index(substr(text, RSTART), ".")) {
    last = number4(substr(text, RSTART + 1))
    if (last < 0) return ""
    text = substr(text, 1, RSTART) sprintf("%x:%x", int(last / 65536), last % 65536)
  }
  if (text ~ /[^0-9a-f:]/ || text ~ /:::/) return ""
  at = index(text, "::")
  if (!at) return length(hex = groups6(text)) == 32 ? hex : ""
  left = substr(text, 1, at - 1); right = substr(text, at + 2)
  if (index(right, "::")) return ""
  left = left == "" ? "" : groups6(left); right = right == "" ? "" : groups6(right)
  if (left == "?" || right == "?" || length(left right) > 28) return ""
  return left substr("00000000000000000000000000000000", 1, 32 - length(left right)) right
}

function groups6(text,   part, n, i, hex) {
  n = split(text, part, ":")
  for (i = 1; i <= n; i++) {
    if (part[i] !~ /^[0-9a-f]+$/ || length(part[i]) > 4) return "?"
    hex = hex substr("0000", 1, 4 - length(part[i])) part[i]
  }
  return hex
}

# short6(HEX): the usual short spelling; an IPv4-mapped address as IPv4.
function short6(hex,   i, n, run, best, start, text) {
  if (hex == "") return ""
  if (substr(hex, 1, 24) == "00000000000000000000ffff") return dotted(hex, 25)
  for (i = 0; i < 8; i++) {
    run = substr(hex, i * 4 + 1, 4) == "0000" ? run + 1 : 0
    if (run > best) { best = run; start = i - run + 1 }
  }
  if (best < 2) start = -1
  for (i = 0; i < 8; i++) {
    if (i == start) { text = text "::"; i += best - 1; continue }
    n = substr(hex, i * 4 + 1, 4)
    sub(/^0+/, "", n)
    text = text (text == "" || text ~ /::$/ ? "" : ":") (n == "" ? "0" : n)
  }
  return text
}

# dotted(HEX, AT): the IPv4 address whose eight digits begin there.
function dotted(hex, at) {
  return byte(hex, at) "." byte(hex, at + 2) "." byte(hex, at + 4) "." byte(hex, at + 6)
}

function byte(hex, at) {
  return digit(substr(hex, at, 1)) * 16 + digit(substr(hex, at + 1, 1))
}

function digit(c) { return index("0123456789abcdef", c) - 1 }

# power2(N): 2 to the Nth. Debian's busybox has an awk without ^ ("Math support is not compiled in").
function power2(n,   power) {
  for (power = 1; n > 0; n--) power *= 2
  return power
}

# within6(HEX, PREFIX_HEX, BITS): 1 where the first bits are the same.
function within6(hex, prefix, bits,   whole, rest, step) {
  whole = int(bits / 4); rest = bits % 4
  if (substr(hex, 1, whole) != substr(prefix, 1, whole)) return 0
  if (!rest) return 1
  step = power2(4 - rest)
  return int(digit(substr(hex, whole + 1, 1)) / step) == int(digit(substr(prefix, whole + 1, 1)) / step)
}

# is_in(ADDRESS, NETWORK): 1 where the address is the network's; both in the spelling of address_of, with /bits or not.
function is_in(address, network,   part, bits, size) {
  if (split(network, part, "/") == 1) return address == address_of(network)
  bits = part[2] + 0
  # Without parentheses around both sides gawk takes two comparisons for a syntax error.
  if ((index(address, ":") != 0) != (index(network, ":") != 0)) return 0
  if (index(address, ":")) return within6(hex6(address), hex6(part[1]), bits)
  size = power2(32 - bits)
  return int(number4(address) / size) == int(number4(part[1]) / size)
}
