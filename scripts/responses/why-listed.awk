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

# holds4(ENTRY, ADDRESS): 1 where the entry is one of IPv6 that stands for this IPv4 address.
function holds4(entry, address) {
  return entry ~ /^(64:ff9b:|200[12]:|::)/ && index(" " embedded4(entry) " ", " " address " ")
}

# why_manager(ADDRESS): "manager" where the agent's own configuration names the address, or a name with that address.
function why_manager(address,   line, name, names) {
  names = ENVIRON["MANAGERS"]
  while ((getline line < ENVIRON["CONF"]) > 0) {
    if (line ~ /<\/client>/) break
    if (line ~ /<client>/) client = 1
    if (!client || line !~ /<address>[^<]*<\/address>/) continue
    name = line
    sub(/.*<address>[ \t]*/, "", name); sub(/[ \t]*<\/address>.*/, "", name)
    if (address_of(name) == address) return "manager"
    if (address_of(name) == "" && name ~ /^[A-Za-z0-9_.-]+$/) names = names " " name
  }
  close(ENVIRON["CONF"])
  return names ~ /[^ ]/ && index(addresses_of(names), " " address " ") ? "manager" : ""
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
