# What is left of one file of the history: the last line of each subject, without what is forgotten by now. Reads its lines, oldest
# first; see history.awk. UPTIME, BOOT and WALL say when it is; FORGET and WITHIN how long is remembered. 400 at most: the
# oldest go first, so that no flood of addresses fills a disk.

NF == 7 && $3 ~ /^(-|[0-9]+)$/ && $4 $5 $7 ~ /^[0-9]+$/ {
  if (!($1 in at)) n++
  at[$1] = NR
  line[NR] = $0
  # An operator lifted it: only that of a network says something, about the addresses before it.
  ago = $6 == ENVIRON["BOOT"] ? ENVIRON["UPTIME"] - $5 : ENVIRON["WALL"] - $7
  if ($3 == "-") gone[NR] = $1 != $2 || ago > ENVIRON["WITHIN"] + 0
  else gone[NR] = $4 + 0 > 0 && ago - $4 > ENVIRON["FORGET"] + 0 && ago > ENVIRON["WITHIN"] + 0
  subject[NR] = $1
}

END {
  for (i = NR; i > 0; i--) {
    if (!(i in line) || at[subject[i]] != i || gone[i] || kept >= 400) delete line[i]
    else kept++
  }
  for (i = 1; i <= NR; i++) if (i in line) print line[i]
}
