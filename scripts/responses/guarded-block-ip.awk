# Talks with wazuh-execd about one address and decides: a line of fields between bars on descriptor 5,
#   verdict|address|command|rule|alert|agent|seconds|additions|stamps|why|time|routes|resolved|
#   step|steps|network|its seconds|its step|its why|mates|share|wall
# the time for the log, which costs a process less than date. verdict: malformed, strange (no address: its text stands in its
# place), forged (the log line does not prove the address), refused, white-listed, stopped, held (may-act.sh says why),
# unanswered, add, delete. Reads the lists, the kernel's tables and the agent's own configuration;
# what is to be added goes to nft on descriptor 3, only where the verdict is add, and then a second line: told.
# The network of the address is blocked with it where its seconds are there, and its why says why it is not.
# Before names are looked up, which takes its time, a line of its own: looking. Nothing is written to a disk: routes, resolved and
# what the history gets are what the shell keeps, after the action.

BEGIN {
  # An awk that misses a function only when it calls it (original-awk) must end here, while the message is still to be read.
  clock("%s")
  # wazuh-execd sends 64 kB at most.
  if ((getline line) <= 0 || length(line) > 131072 || !is_message(line)) answer("malformed", "")
  command = value["command"]
  if (command != "add" && command != "delete") answer("malformed", "")
  rule = text_at("parameters.alert.rule.id")
  alert = text_at("parameters.alert.id")
  agent = text_at("parameters.alert.agent.name")
  names = names_for(rule, ENVIRON["FIELDS"], ENVIRON["FIELDS_ELSE"])
  field = found_at(names)
  address = address_of(text_at(field))
  if (address == "") {
    address = raw_at(field)
    answer("strange", why_none(names, field, "an address"))
  }
  ladder = times_of(rule)
  sub(/,.*/, "", ladder)
  seconds = ladder
  if (command == "delete") answer("delete", "")
  why = why_unproven(field)
  if (why != "") answer("forged", why)
  why = why_spared(address)
  if (why ~ /^white list: /) answer("white-listed", substr(why, 13))
  if (why != "") answer("refused", why)
  count_additions()
  if (ENVIRON["BREAKER"] + 0 > 0 && additions > ENVIRON["BREAKER"] + 0) answer("stopped", "more than " ENVIRON["BREAKER"] " additions in a minute")
  if (ENVIRON["held"] != "") answer("held", "")
  recall()
  why = ask(ENVIRON["self"], address)
  answer(why == "" ? "unanswered" : "add", why)
}

function answer(verdict, why,   shell) {
  shell = "/proc/self/fd/5"
  print verdict "|" plain(address) "|" plain(command) "|" plain(rule) "|" plain(alert) "|" plain(agent) "|" \
    seconds "|" additions + 0 "|" stamps "|" plain(why) "|" clock("%Y/%m/%d %H:%M:%S") "|" routes "|" resolved "|" \
    step "|" steps "|" network "|" network_seconds "|" network_step "|" (network_why == "" ? "" : plain(network_why)) "|" mates "|" share "|" walled >> shell
  # Written before nft is told: without nft the pipe is closed, and awk ends at once.
  fflush(shell)
  if (verdict == "add") {
    print "create element inet wazuh_active_response blocked" (index(address, ":") ? "6" : "4") \
      " { " address (seconds + 0 ? " timeout " seconds "s" : "") " }" > "/proc/self/fd/3"
    if (network_seconds != "") tell_network(network)
    fflush("/proc/self/fd/3")
    print "told" >> shell
  }
  exit
}

# tell_network(NETWORK): in one transaction with the address, in three steps, so that one that is blocked has its whole time again.
function tell_network(network,   element) {
  sub(/\/.*/, "", network)
  element = " element inet wazuh_active_response networks" (index(network, ":") ? "6" : "4") " { " network
  print "add" element " }\ndelete" element " }\nadd" element (network_seconds + 0 ? " timeout " network_seconds "s" : "") " }" > "/proc/self/fd/3"
}

# On one line: where awk has no strftime it is left out.
function clock(as) { return strftime(as) }

# wall(): seconds since 1970. Without strftime, by the kernel's own words.
function wall(   line) {
  if (walled == "") walled = clock("%s")
  while (walled == "" && (getline line < "/proc/stat") > 0) if (line ~ /^btime /) walled = substr(line, 7) + uptime()
  return walled
}

# times_of(RULE): how long the rule's response blocks, "600" or by steps "600,3600"; without a rule, the longest of all.
function times_of(rule,   n, i, pair, list) {
  n = split(ENVIRON["TIMES"], list, " ")
  for (i = 1; i <= n; i++) {
    split(list[i], pair, "=")
    if (pair[1] == rule) return pair[2]
  }
  return ENVIRON["SECONDS_ELSE"]
}

# recall(): how often was the address blocked here, and who else of its network? Nothing is read where nobody wants to know.
function recall(   ladder, want) {
  want = ENVIRON[index(address, ":") ? "NETWORK6" : "NETWORK4"]
  if (ENVIRON["FORGET"] == "" && want == "") return
  network = network_of(address)
  share = share_of(address)
  read_history(network, share)
  wall()
  ladder = times_of(rule)
  steps = split(ladder, by_step, ",")
  # Without escalation the time is the rule's, as ever.
  if (ENVIRON["FORGET"] != "") seconds = climb(address, ladder)
  else step = 0
  if (want != "") recall_network(ladder)
  if (lines_read > 800) share = share " crowded"
}

function recall_network(ladder,   left, address_step) {
  left = rest_of(network)
  mates = mates_of(address, ENVIRON["WITHIN"])
  if (mates < ENVIRON["AFTER"] + 0 && (left == "" || (left != "ever" && left < 0))) return
  network_why = why_network(address)
  # It is one addition more.
  if (network_why == "" && ENVIRON["BREAKER"] + 0 > 0 && additions + 1 > ENVIRON["BREAKER"] + 0)
    network_why = "more than " ENVIRON["BREAKER"] " additions in a minute"
  if (network_why != "") return
  address_step = step
  network_seconds = climb(network, ladder)
  network_step = ENVIRON["FORGET"] == "" ? 0 : step
  step = address_step
  stamps = stamps " " uptime()
  additions++
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
