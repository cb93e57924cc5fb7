# Which addresses and networks does the host's own list of blocks still hold, and which of them does the kernel have? Reads the
# list, then on standard input what nft lists of our table. A line of the list is: ADDRESS UNTIL UPTIME BOOT. UNTIL is the uptime at
# which the block ends, 0 for ever, - where it was lifted; UPTIME that at which the line was written, BOOT the boot.
# WHAT is wanted: all (what both hold, for nft), kernel (what that holds), missing (for nft, what the kernel lacks), count (how
# many it lacks, and the first of them), look (what there is to do: missing; compact, where live were not the same; or nothing),
# live (the list anew), lifted (for nft, what came back though it was lifted since the uptime STARTED). SINCE: seconds that the list
# was not written to, by the clock on the wall. OLD, LIST and NOT_KEPT are its files: NOT_KEPT has what the disk did not take.

BEGIN {
  now = ENVIRON["UPTIME"] + 0
  boot = ENVIRON["BOOT"]
  read_list(ENVIRON["OLD"])
  read_list(ENVIRON["LIST"])
  read_list(ENVIRON["NOT_KEPT"])
  read_kernel()
  for (i = 1; i <= n; i++) {
    address = list[i]
    left = left_of(address)
    if (left != "" && !(address in kernel)) missing[++count] = address " " left
    if (left == "" && !(address in kernel)) over++
  }
  what = ENVIRON["WHAT"]
  if (what == "count") print_count()
  if (what == "look") {
    for (address in kernel) if (!(address in until) || left_of(address) == "") over++
    if (count) print "missing"
    else if (over || lines > n) print "compact"
  }
  if (what == "missing" || what == "all") for (i = 1; i <= count; i++) print_element(missing[i])
  if (what == "all" || what == "kernel") for (address in kernel) print_element(address " " kernel[address])
  if (what == "lifted") {
    for (address in kernel)
      if (until[address] == "-" && boot_of[address] == boot && at[address] + 0 >= ENVIRON["STARTED"] + 0)
        print "delete element " set_of(address) " { " first_of(address) " }"
  }
  if (what == "live") {
    for (i = 1; i <= count; i++) print_line(missing[i])
    for (address in kernel) print_line(address " " kernel[address])
    print "- - " ENVIRON["UPTIME"] " " boot
  }
  exit
}

# The last word about each address. A boot that this one is not may have had any uptime: so has a container that began anew.
function read_list(file,   line, f, of) {
  while ((getline line < file) > 0) {
    if (substr(line, 1, 2) != "- ") lines++
    if (split(line, f, " ") != 4 || f[2] !~ /^(-|[0-9]+)$/ || f[3] !~ /^[0-9]+(\.[0-9]+)?$/) continue
    of = f[4] == boot && f[3] <= now + 1 ? boot : "before " f[4]
    if (f[3] + 0 > last[of] + 0) last[of] = f[3]
    # One that nft refuses would cost all the others: two lines may have become one where the disk was full.
    if (index(f[1], "/") ? network_in(f[1]) != f[1] : index(f[1], ":") ? hex6(f[1]) == "" : number4(f[1]) < 0) continue
    if (!(f[1] in until)) list[++n] = f[1]
    else if (boot_of[f[1]] == boot && of != boot) continue
    # A compaction may write a line anew in the very moment in which the block is lifted.
    else if (boot_of[f[1]] == of && (at[f[1]] + 0 > f[3] + 0 || (at[f[1]] == f[3] && until[f[1]] == "-"))) continue
    until[f[1]] = f[2]; at[f[1]] = f[3]; boot_of[f[1]] = of
  }
  close(file)
}

# left_of(ADDRESS): seconds, 0 for ever, "" where it holds no longer. A boot before this one ended when the list was written
# last, or later: by the clock on the wall, and a clock that is behind then takes nothing off. It is never longer than it was.
function left_of(address,   of, left) {
  of = boot_of[address]
  if (until[address] == "-") return ""
  if (until[address] == 0) return 0
  left = of == boot ? until[address] - now : until[address] - last[of] - ENVIRON["SINCE"]
  left = int(left)
  # More digits nft does not take.
  return left < 3 ? "" : left > 99999999 ? 99999999 : left
}

function read_kernel(   text, line, parts, many, i, address, bits) {
  while ((getline line) > 0) {
    if (line ~ /^[ \t]*set /) {
      ours = line ~ /set (blocked|networks)[46] /
      bits = line ~ /set networks4/ ? "/24" : line ~ /set networks6/ ? "/64" : ""
    }
    if (ours && line ~ /elements = \{/) { text = ""; sub(/.*elements = \{/, "", line); inside = 1 }
    if (!inside) continue
    text = text line
    if (line !~ /\}/) continue
    inside = 0
    many = split(text, parts, ",")
    for (i = 1; i <= many; i++) {
      line = parts[i]
      gsub(/^[ \t]+|[ \t}]+$/, "", line)
      address = line
      sub(/ .*/, "", address)
      if (address ~ /^[0-9a-f.:]*[.:][0-9a-f.:]*$/) kernel[address bits] = match(line, /expires [0-9dhms]+/) ? span(substr(line, RSTART + 8, RLENGTH - 8)) : 0
    }
  }
}

# span(TEXT): seconds of a time as nft writes it (1d2h3m4s500ms), rounded up.
function span(text,   sum, unit) {
  while (match(text, /^[0-9]+(ms|[dhms])/)) {
    unit = substr(text, RLENGTH, 1)
    if (substr(text, RLENGTH - 1, 2) != "ms") sum += text * (unit == "d" ? 86400 : unit == "h" ? 3600 : unit == "m" ? 60 : 1)
    text = substr(text, RLENGTH + 1)
  }
  return sum + 1
}

function print_element(pair,   f) {
  split(pair, f, " ")
  print "add element " set_of(f[1]) " { " first_of(f[1]) (f[2] ? " timeout " f[2] "s" : "") " }"
}

function set_of(address) {
  return "inet wazuh_active_response " (index(address, "/") ? "networks" : "blocked") (index(address, ":") ? 6 : 4)
}

# first_of(SUBJECT): a network stands in its set by its first address.
function first_of(subject) {
  sub(/\/.*/, "", subject)
  return subject
}

function print_line(pair,   f) {
  split(pair, f, " ")
  print f[1] " " (f[2] ? int(now) + f[2] : 0) " " ENVIRON["UPTIME"] " " boot
}

function print_count(   some) {
  if (!count) return
  for (i = 1; i <= count && i <= 3; i++) { sub(/ .*/, "", missing[i]); some = some (i > 1 ? ", " : "") missing[i] }
  print (count == 1 ? "a block" : count " blocks") " of this host\047s own list " (count == 1 ? "is" : "are") " not in the kernel: " some (count > 3 ? ", ..." : "")
}
