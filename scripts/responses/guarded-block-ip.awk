# Talks with wazuh-execd about one address and decides: a line of fields between bars on descriptor 5,
#   verdict|address|command|rule|alert|agent|seconds|additions|stamps|why|time
# the time for the log, which costs a process less than date. verdict: malformed, refused, white-listed, stopped,
# held (may-act.sh says why), unanswered, add, delete. Reads the lists, the kernel's tables and the agent's own configuration;
# what is to be added goes to nft on descriptor 3, only where the verdict is add, and then a second line: told.

BEGIN {
  # wazuh-execd sends 64 kB at most.
  if ((getline line) <= 0 || length(line) > 131072 || !is_message(line)) answer("malformed", "")
  command = value["command"]
  if (command != "add" && command != "delete") answer("malformed", "")
  rule = text_at("parameters.alert.rule.id")
  alert = text_at("parameters.alert.id")
  agent = text_at("parameters.alert.agent.name")
  address = address_of(text_at("parameters.alert.data.srcip"))
  if (address == "") answer("refused", "no source address at parameters.alert.data.srcip")
  seconds = seconds_of(rule)
  if (command == "delete") answer("delete", "")
  why = why_never(address)
  if (why == "") why = why_own(address)
  if (why == "") why = why_listed(address, ENVIRON["LISTS"])
  if (why == "") why = why_manager(address)
  if (why ~ /^white list: /) answer("white-listed", substr(why, 13))
  if (why != "") answer("refused", why)
  count_additions()
  if (ENVIRON["BREAKER"] + 0 > 0 && additions > ENVIRON["BREAKER"] + 0) answer("stopped", "more than " ENVIRON["BREAKER"] " additions in a minute")
  if (ENVIRON["held"] != "") answer("held", "")
  why = ask(ENVIRON["self"], address)
  answer(why == "" ? "unanswered" : "add", why)
}

function answer(verdict, why,   shell) {
  shell = "/proc/self/fd/5"
  print verdict "|" plain(address) "|" plain(command) "|" plain(rule) "|" plain(alert) "|" plain(agent) "|" \
    seconds "|" additions + 0 "|" stamps "|" plain(why) "|" clock() >> shell
  # Written before nft is told: without nft the pipe is closed, and awk ends at once.
  fflush(shell)
  if (verdict == "add") {
    print "create element inet wazuh_active_response blocked" (index(address, ":") ? "6" : "4") \
      " { " address (seconds + 0 ? " timeout " seconds "s" : "") " }" > "/proc/self/fd/3"
    fflush("/proc/self/fd/3")
    print "told" >> shell
  }
  exit
}

# Stands in one line: where awk has no strftime it is left out.
function clock() { return strftime("%Y/%m/%d %H:%M:%S") }

# seconds_of(RULE): how long the rule's response blocks; without a rule, the longest of all.
function seconds_of(rule,   n, i, pair, list) {
  n = split(ENVIRON["TIMES"], list, " ")
  for (i = 1; i <= n; i++) {
    split(list[i], pair, "=")
    if (pair[1] == rule) return pair[2]
  }
  return ENVIRON["SECONDS_ELSE"]
}

# why_listed(ADDRESS, FILE): the entry of our nftables lists that holds the address; the file is what the kernel has loaded.
function why_listed(address, file,   line, inside, entry, seen, found, label, got) {
  while ((got = (getline line < file)) > 0) {
    if (line ~ /whitelist[46] \{$/) { inside = 1; seen = 1; continue }
    if (line == "}") inside = 0
    if (!inside) continue
    entry = line
    sub(/,.*/, "", entry); sub(/^ */, "", entry)
    if (!is_in(address, entry)) continue
    label = line
    sub(/^[^#]*# /, "", label)
    found = label ~ /^never: / ? substr(label, 8) : "white list: " label
    break
  }
  close(file)
  if (got < 0) return "the white list cannot be read"
  return found
}

# why_manager(ADDRESS): "manager" where the agent's own configuration names the address, or a name with that address. At each
# alert nobody reads the file as Wazuh does; so every address counts that stands in it, commented or not: blocked too little is
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

# named_in(LINE): every address or name that stands before a closing tag of those, in named or in named_names.
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

# uptime(): whole seconds since this host has booted. The file has one line, so it is read once; of a fraction awk would write
# six digits, rounded, and what is noted would lie in the future.
function uptime() {
  if (up == "") {
    getline up < "/proc/uptime"
    up = int(up)
  }
  return up
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
  # Noted before they are asked for: a resolver that answers nobody costs one alert its time, not every one.
  print now, known > ENVIRON["RESOLVED"]
  close(ENVIRON["RESOLVED"])
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
  print now found > ENVIRON["RESOLVED"]
  close(ENVIRON["RESOLVED"])
  return found
}

# count_additions(): those of the last minute, this one too; stamps is what to remember, by the kernel's own clock.
function count_additions(   now, line, n, i, list, first) {
  now = uptime()
  if ((getline line < ENVIRON["STAMPS"]) > 0) n = split(line, list, " ")
  close(ENVIRON["STAMPS"])
  first = n - ENVIRON["KEEP"] + 1
  for (i = first < 1 ? 1 : first; i <= n; i++) if (list[i] <= now && now - list[i] < 60) {
    stamps = stamps list[i] " "
    additions++
  }
  stamps = stamps now
  additions++
}
