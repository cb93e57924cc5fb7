# What the names of the host's white list stand for now: a new file for NAMES_FOUND. Reads what was found before (BEFORE), and on
# standard input a line for each name: NAME MAX_AGE MOST CODE ADDRESS..., CODE as getent has ended.

BEGIN {
  now = ENVIRON["NOW"] + 0
  read_before(ENVIRON["BEFORE"])
  print uptime() " " this_boot()
  while ((getline line) > 0) {
    n = split(line, part, " ")
    name = part[1]
    why = good_answer(n)
    if (why == "") { print name " " part[2] " " now found; continue }
    left = holds_for(name, part[2])
    if (left > 0) print name " " left " " when[name] addresses[name]
    print "# " name " " why "; " (left > 0 ? "its last answer holds for " left "s more" : "it stands for nothing")
  }
  print "end"
  exit
}

# good_answer(N): "" where the answer in part can be believed, its addresses in found; else why not. An answer of which any part is
# nonsense is a sinkhole's or a portal's, so the whole of it is refused.
function good_answer(n,   i, one, count) {
  found = ""
  for (i = 5; i <= n; i++) {
    one = address_of(part[i])
    if (one == "") return "was answered with " plain(part[i]) ", which is not an address"
    if (why_never(one) != "") return "was answered with " one " (" why_never(one) ")"
    if (index(found " ", " " one " ")) continue
    found = found " " one
    count++
  }
  if (!count) return part[4] == 124 || part[4] == 137 ? "has no answer within 5 s" : "has no answer"
  return count > part[3] + 0 ? "stands for " count " addresses, more than the " part[3] " that are allowed" : ""
}

# holds_for(NAME, MAX_AGE): for how many seconds its last answer still holds. The clock on the wall counts across a boot, and
# one that was set back lengthens nothing.
function holds_for(name, max_age,   left, gone) {
  if (!(name in before)) return 0
  gone = same_boot ? uptime() - before_uptime : now - when[name] - (max_age - before[name])
  if (gone < 0) gone = 0
  left = int(before[name] - gone)
  return left > max_age + 0 ? max_age + 0 : left
}

function read_before(file,   line, n, i, part, whole, name) {
  if (file == "" || (getline line < file) <= 0) return
  split(line, part, " ")
  before_uptime = part[1]
  same_boot = part[2] == this_boot()
  while ((getline line < file) > 0) {
    if (line == "end") whole = 1
    n = split(line, part, " ")
    if (n < 4 || line ~ /^#/) continue
    before[part[1]] = part[2]; when[part[1]] = part[3]; addresses[part[1]] = ""
    for (i = 4; i <= n; i++) addresses[part[1]] = addresses[part[1]] " " part[i]
  }
  close(file)
  if (!whole) for (name in before) delete before[name]
}
