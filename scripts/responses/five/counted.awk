# How many alerts of the channel are there of one source?

# why_uncounted(WHOM): 5 has no frequency rules, so the alerts are counted here: by their own times, since they come in heaps. What
# is reached is spent, as by a rule of 4.14: the next one takes as many again. A line each, "TIME CHANNEL WHOM"; "-" spends.
function why_uncounted(whom,   file, line, lines, part, mine, newest, stamps_of, n, seen, i, text) {
  if (channel_count <= 1) return ""
  file = COUNTS
  gsub(/[^!-~]/, "?", whom)
  mine = (channel_name == "" ? "-" : channel_name) " " substr(whom, 1, 300)
  while ((getline line < file) > 0) {
    lines[++i] = line
    split(line, part, " ")
    if (part[2] " " part[3] != mine) continue
    if (part[1] == "-") n = 0
    else stamps_of[++n] = part[1] + 0
  }
  close(file)
  lines[0] = i
  newest = stamps_of[++n] = event_time()
  for (i = 1; i <= n; i++) if (stamps_of[i] > newest && stamps_of[i] - seconds_now() <= MAX_AGE) newest = stamps_of[i]
  for (i = 1; i <= n; i++) if (stamps_of[i] <= newest && newest - stamps_of[i] < channel_within) seen++
  text = (seen < channel_count ? stamps_of[n] : "-") " " mine
  if (!count_on(file, lines, text)) return "failed; alerts cannot be counted, since " file " cannot be written"
  return seen < channel_count ? "waits" : ""
}

# count_on(FILE, LINES, TEXT): adds the line; the older half goes where there are too many. By a shell that reads to the end, since
# a file that cannot be written would end awk.
function count_on(file, lines, text,   how, i) {
  how = "{ cat >>" file " || { cat >/dev/null; exit 1; }; } 2>/dev/null"
  if (lines[0] > 4000) {
    how = "{ { cat >" file ".new && mv " file ".new " file "; } || { cat >/dev/null; exit 1; }; } 2>/dev/null"
    for (i = 2001; i <= lines[0]; i++) print lines[i] | how
  }
  print text | how
  return close(how) == 0
}
