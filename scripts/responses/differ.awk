# Where do two listings of `nft -s -t list table` differ? A sentence each. Reads how it should be, a line `= now`, how it is. A
# table or set that is listed twice is as it was listed last.

BEGIN {
  while ((getline line) > 0) {
    if (line == "= now") later = 1
    else if (later) there = there line "\n"
    else wanted = wanted line "\n"
  }
  n = read_listing(wanted, want, names)
  for (i = 1; i <= n; i++) seen[names[i]] = 1
  read_listing(there, now, others)
  for (i = 1; i <= n; i++) {
    name = names[i]
    table = name
    sub(/.* of /, "", table)
    if (name == table && !(name in now)) print name " is not in the kernel"
    else if (!(table in now)) continue
    else if (!(name in now)) print name " is missing"
    else if (now[name] != want[name]) print name " " unlike(want[name], now[name])
  }
  for (i = 1; i in others; i++) if (!(others[i] in seen)) print others[i] " is not ours"
}

# read_listing(TEXT, OF, NAMES): OF becomes the lines of each table, and of each chain and set in it, by names like
# "chain input of table inet x"; gives how many NAMES there are.
function read_listing(text, of, names,   lines, n, i, line, table, part, count) {
  n = split(text, lines, "\n")
  for (i = 1; i <= n; i++) {
    line = lines[i]
    if (line ~ /^table /) {
      table = line
      sub(/ \{$/, "", table)
      part = table
      if (!(part in of)) {
        names[++count] = part
        of[part] = ""
      }
    } else if (line ~ /^\t[a-z]+ [^ ]+ \{$/) {
      part = substr(line, 2, length(line) - 3) " of " table
      if (!(part in of)) names[++count] = part
      of[part] = ""
    } else if (line == "\t}") part = table
    else if (line ~ /^\t/) {
      gsub(/^\t+/, "", line)
      of[part] = of[part] line "\n"
    }
  }
  return count + 0
}

# unlike(WANTED, THERE): the first line that differs.
function unlike(wanted, there,   a, b, i) {
  split(wanted, a, "\n")
  split(there, b, "\n")
  for (i = 1; a[i] == b[i]; i++);
  if (b[i] == "flags dormant") return "is asleep (flags dormant)"
  if (a[i] == "flags dormant") return "is awake, and the responses are switched off"
  return "has " shown(b[i]) " where " shown(a[i]) " belongs"
}

function shown(line) {
  gsub(/[^ -~]|["\\]/, "?", line)
  return line == "" ? "nothing" : "<" substr(line, 1, 160) ">"
}
