# Does a network hold anything of a list: of the stack, of this host alone, or of the managers? why_network() asks, see why-network.awk.

# listed_in(FILE): the first entry of our lists that the network overlaps; see why_listed.
function listed_in(file,   line, inside, entry, label, why, got) {
  while (why == "" && (got = (getline line < file)) > 0) {
    if (line ~ /whitelist[46] \{$/) { inside = 1; continue }
    if (line == "}") inside = 0
    if (!inside) continue
    entry = line
    sub(/,.*/, "", entry); sub(/^ */, "", entry)
    if (!overlaps(entry) && !(!six && stands_in(entry))) continue
    label = line
    sub(/^[^#]*# /, "", label)
    why = "holds " entry ": " (label ~ /^never: / ? substr(label, 8) : "white list: " label)
  }
  close(file)
  return got < 0 ? "the white list cannot be read" : why
}

# host_listed_in(FILE): the same of the list that hosts alone ask, for the alert's responses; a name holds by what it stands for now.
function host_listed_in(file,   line, part, of, got, why, entry) {
  if (file == "") return ""
  of = names_for(text_at("parameters.alert.rule.id"), ENVIRON["COMMANDS"], ENVIRON["COMMANDS_ELSE"])
  while (why == "" && (got = (getline line < file)) > 0) {
    if (line ~ /^#/ || split(line, part, " ") < 3 || !concerns(part[2], of)) continue
    entry = overlap_of(part[1])
    if (entry == "") continue
    sub(/^[^ ]* [^ ]* /, "", line)
    why = "holds " entry ": white list: " line
  }
  close(file)
  return got < 0 ? "the white list cannot be read" : why
}

# overlap_of(WHAT): the entry where the network overlaps it, or the address of a name that it holds; "" where it does not.
function overlap_of(what,   n, i, list) {
  if (is_spelt(what)) return overlaps(what) || (!six && stands_in(what)) ? what : ""
  n = split(answer_for(what), list, " ")
  for (i = 1; i <= n; i++) if (overlaps(list[i]) || (!six && stands_in(list[i]))) return list[i]
  return ""
}

# stands_in(ENTRY): 1 where the entry is of IPv6 and means an IPv4 address of the network.
function stands_in(entry,   list, n, i) {
  if (entry !~ /^(64:ff9b:|200[12]:|::)/) return 0
  n = split(embedded4(entry), list, " ")
  for (i = 1; i <= n; i++) if (overlaps(list[i])) return 1
  return 0
}

# manager_in(): by what why_manager has found for the address a moment ago; nobody is asked a second time.
function manager_in(   one, line, list, n, i) {
  for (one in named) if (overlaps(one)) return "holds " one ": manager"
  line = resolved
  if (line == "") {
    getline line < ENVIRON["RESOLVED"]
    close(ENVIRON["RESOLVED"])
  }
  n = split(line, list, " ")
  for (i = 2; i <= n; i++) if (address_of(list[i]) != "" && overlaps(address_of(list[i]))) return "holds " list[i] ": manager"
  return ""
}
