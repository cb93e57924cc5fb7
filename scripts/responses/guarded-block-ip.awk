# Talks with wazuh-execd about one address and decides: a line of fields between bars on descriptor 5,
#   verdict|address|command|rule|alert|agent|seconds|additions|stamps|why|time|routes|resolved
# the time for the log, which costs a process less than date. verdict: malformed, strange (no address: its text stands in its
# place), forged (the log line does not prove the address), refused, white-listed, stopped, held (may-act.sh says why),
# unanswered, add, delete. Reads the lists, the kernel's tables and the agent's own configuration;
# what is to be added goes to nft on descriptor 3, only where the verdict is add, and then a second line: told.
# Before names are looked up, which takes its time, a line of its own: looking. Nothing is written to a disk: routes and resolved
# are what the shell keeps, after the action.

BEGIN {
  # An awk that misses a function only when it calls it (original-awk) must end here, while the message is still to be read.
  clock()
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
  seconds = seconds_of(rule)
  if (command == "delete") answer("delete", "")
  why = why_unproven(field)
  if (why != "") answer("forged", why)
  why = why_spared(address)
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
    seconds "|" additions + 0 "|" stamps "|" plain(why) "|" clock() "|" routes "|" resolved >> shell
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

# On one line: where awk has no strftime it is left out.
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
