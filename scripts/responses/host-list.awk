# The list that hosts alone ask: of one response or all but some, and of names. A line is: WHAT SCOPE LABEL. SCOPE is * for every
# response, +A,B for those commands alone, -A,B for all others. Names are looked up by guarded-names, never while an alert waits.

# why_host_listed(ADDRESS): "white list: LABEL" where an entry for the alert's responses holds it.
function why_host_listed(address,   file, line, part, of, got, found) {
  file = ENVIRON["HOST_LIST"]
  if (file == "") return ""
  of = names_for(text_at("parameters.alert.rule.id"), ENVIRON["COMMANDS"], ENVIRON["COMMANDS_ELSE"])
  while ((got = (getline line < file)) > 0) {
    if (line ~ /^#/ || split(line, part, " ") < 3 || !concerns(part[2], of)) continue
    if (!is_of(address, part[1])) continue
    found = line
    sub(/^[^ ]* [^ ]* /, "", found)
    found = "white list: " found
    break
  }
  close(file)
  return got < 0 ? "the white list cannot be read" : found
}

# concerns(SCOPE, COMMANDS): 1 where the entry is for one of these. A host is not told which of a rule's responses it runs.
function concerns(scope, of,   n, i, list, named) {
  if (scope == "*") return 1
  named = "," substr(scope, 2) ","
  n = split(of, list, " ")
  for (i = 1; i <= n; i++) if ((index(named, "," list[i] ",") > 0) == (scope ~ /^[+]/)) return 1
  return 0
}

function is_of(address, what) {
  if (is_spelt(what)) return is_in(address, what) || holds4(what, address)
  return index(answer_for(what), " " address " ") > 0
}

# is_spelt(WHAT): 1 for an address or a network, 0 for a name.
function is_spelt(what) { return what ~ /^[0-9.]+(\/[0-9]+)?$/ || index(what, ":") > 0 }

# answer_for(NAME): the addresses that it stands for now, between blanks; "" where nobody knows.
function answer_for(name) {
  if (!names_read) read_names(ENVIRON["NAMES_FOUND"])
  return (name in answer_of) ? answer_of[name] : ""
}

# read_names(FILE): what guarded-names has found: UPTIME BOOT, then NAME LEFT WHEN ADDRESS..., and end. LEFT are the seconds for which
# an answer holds from that uptime on; after a boot, from that boot on, until guarded-names has looked at the clock.
function read_names(file,   line, n, i, part, since, whole, name) {
  names_read = 1
  if (file == "" || (getline line < file) <= 0) return
  split(line, part, " ")
  since = part[2] == this_boot() ? uptime() - part[1] : uptime()
  while ((getline line < file) > 0) {
    if (line == "end") whole = 1
    n = split(line, part, " ")
    if (n < 4 || line ~ /^#/ || since < 0 || since > part[2] + 0) continue
    answer_of[part[1]] = " "
    for (i = 4; i <= n; i++) answer_of[part[1]] = answer_of[part[1]] part[i] " "
  }
  close(file)
  # Cut where the disk was full: nothing of it holds.
  if (!whole) for (name in answer_of) delete answer_of[name]
}
