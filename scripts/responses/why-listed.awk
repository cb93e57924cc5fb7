# Is the address on a list: of the stack, which nft has loaded, or of the agent, which names its managers?

# why_listed(ADDRESS, FILE): the entry of our nftables lists that holds the address; the file is what the kernel has loaded.
function why_listed(address, file,   line, inside, entry, seen, found, label, got) {
  while ((got = (getline line < file)) > 0) {
    if (line ~ /whitelist[46] \{$/) { inside = 1; seen = 1; continue }
    if (line == "}") inside = 0
    if (!inside) continue
    entry = line
    sub(/,.*/, "", entry); sub(/^ */, "", entry)
    if (!is_in(address, entry) && !holds4(entry, address)) continue
    label = line
    sub(/^[^#]*# /, "", label)
    found = label ~ /^never: / ? substr(label, 8) : "white list: " label
    break
  }
  close(file)
  if (got < 0) return "the white list cannot be read"
  return found
}

# holds4(ENTRY, ADDRESS): 1 where the entry is an IPv6 address that means this IPv4 address.
function holds4(entry, address) {
  return entry ~ /^(64:ff9b:|200[12]:|::)/ && index(" " embedded4(entry) " ", " " address " ")
}

# why_manager(ADDRESS): "manager" where the agent's own configuration names the address, or a name with that address. At each
# alert nobody reads the file as Wazuh does; so every address in it counts, commented or not: blocked too little is
# better than cut off.
function why_manager(address,   line, names) {
  names = ENVIRON["MANAGERS"]
  while ((getline line < ENVIRON["CONF"]) > 0) {
    if (!index(line, "</")) continue
    named_in(line)
    if (index(line, "<!")) named_in(without_comments(line))
  }
  close(ENVIRON["CONF"])
  if (address in named) return "manager"
  return (names named_names) ~ /[^ ]/ && index(addresses_of(names named_names), " " address " ") ? "manager" : ""
}

# named_in(LINE): every address or name before a closing tag of those, in named or in named_names.
function named_in(line,   name) {
  while (match(line, /<\/(address|server-ip|server-hostname|manager_address)>/)) {
    name = substr(line, 1, RSTART - 1)
    line = substr(line, RSTART + RLENGTH)
    sub(/.*>/, "", name); gsub(/^[ \t]+|[ \t]+$/, "", name)
    if (address_of(name) != "") named[address_of(name)]
    else if (name ~ /^[A-Za-z0-9_.-]+$/ && !index(named_names " ", " " name " ")) named_names = named_names " " name
  }
}

# without_comments(LINE): a comment ends at --> and at !>, whichever comes first.
function without_comments(line,   at, rest, one, other) {
  while (at = index(line, "<!")) {
    rest = substr(line, at + 2)
    one = index(rest, "-->"); other = index(rest, "!>")
    if (!one && !other) break
    rest = one && (!other || one < other) ? substr(rest, one + 3) : substr(rest, other + 2)
    line = substr(line, 1, at - 1) rest
  }
  return line
}

# addresses_of(NAMES): their addresses between blanks, looked up at most every ten minutes and briefly; without an answer
# those known before stay. The file begins with the host's uptime when they were looked up.
function addresses_of(names,   now, line, known, found, n, i, list, one) {
  now = uptime()
  if ((getline line < ENVIRON["RESOLVED"]) > 0) {
    known = line
    sub(/^[^ ]* */, "", known)
    known = " " known " "
    if (line + 0 <= now && now - line < 600) return known
  }
  close(ENVIRON["RESOLVED"])
  # Told before they are asked for, and noted where nothing is found, too: a resolver that answers nobody costs one alert its
  # time, not every one. The shell keeps it: a disk that is full or cannot be written would end awk here.
  print "looking" >> "/proc/self/fd/5"
  fflush("/proc/self/fd/5")
  resolved = now " " known
  n = split(names, list, " ")
  found = " "
  for (i = 1; i <= n; i++) {
    if (list[i] !~ /^[A-Za-z0-9_][A-Za-z0-9_.-]*$/) continue
    one = "timeout " (n > 2 ? 0.4 / n : 0.2) " getent ahosts " list[i] " 2>/dev/null"
    while ((one | getline line) > 0) {
      sub(/ .*/, "", line)
      line = address_of(line)
      if (line != "" && !index(found, " " line " ")) found = found line " "
    }
    close(one)
  }
  if (found == " ") return known
  resolved = now found
  return found
}
