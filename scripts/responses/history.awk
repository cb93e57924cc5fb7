# What has this host blocked before? HISTORY is a folder of 64 files, each for its share of all networks, so that an alert reads
# a short one. A line of them: SUBJECT NETWORK STEP SECONDS UPTIME BOOT CLOCK. SUBJECT is an address, or the network itself; STEP
# says which of its blocks that was, 0 where nobody counts them, - where an operator lifted it; it lasted SECONDS, 0 for ever,
# from UPTIME of BOOT on, or where another boot is asked, from CLOCK on the wall.

# read_history(NETWORK, SHARE): fills past_step, past_span and past_ago by subject, and counted: the addresses of the network, but
# for those before an operator lifted its block. lines_read says how long the files are.
function read_history(network, share,   n, i, end, line, file) {
  boot_now = this_boot()
  n = split("old moved new", end, " ")
  for (i = 1; i <= n; i++) {
    file = ENVIRON["HISTORY"] "/" share "." end[i]
    while ((getline line < file) > 0) {
      lines_read++
      if (index(line, " " network " ")) take_line(line, network)
    }
    close(file)
  }
}

# take_line(LINE, NETWORK): half a line, of a disk that was full, has another number of fields.
function take_line(line, network,   f, of) {
  if (split(line, f, " ") != 7 || f[2] != network || f[3] !~ /^(-|[0-9]+)$/ || (f[4] f[5] f[7]) !~ /^[0-9]+$/) return
  of = f[1]
  if (f[3] == "-") {
    delete past_step[of]
    delete counted[of]
    if (of == network) split("", counted)
    return
  }
  past_step[of] = f[3] + 0
  past_span[of] = f[4] + 0
  past_ago[of] = f[6] == boot_now ? uptime() - f[5] : wall() - f[7]
  # A clock that is behind takes nothing off.
  if (past_ago[of] < 0) past_ago[of] = 0
  if (of != network) counted[of]
}

# rest_of(SUBJECT): seconds that its last block has left, below 0 where it is over; "ever", or "" where there was none.
function rest_of(subject) {
  if (!(subject in past_step)) return ""
  return past_span[subject] == 0 ? "ever" : past_span[subject] - past_ago[subject]
}

# climb(SUBJECT, LADDER): which block of the subject this is, in step: the same while the last one holds, so that the alerts of one
# burst are one step; the next after its end; the first where it is forgotten. Returns how long it lasts: what LADDER
# ("600,3600") has for the step, and never less than is left.
function climb(subject, ladder,   n, time, left) {
  n = split(ladder, time, ",")
  left = rest_of(subject)
  step = 1
  if (left != "") {
    if (left == "ever" || left >= 0) step = past_step[subject] > 1 ? past_step[subject] : 1
    else if (ENVIRON["FORGET"] != "" && -left <= ENVIRON["FORGET"] + 0) {
      # The last step stays; a rule with fewer steps takes nothing back.
      step = past_step[subject] + 1
      if (step > n && step > 1) step = past_step[subject] > n ? past_step[subject] : n
    }
  }
  if (left == "ever") return 0
  time[0] = time[step < n ? step : n]
  return left != "" && time[0] + 0 > 0 && left > time[0] + 0 ? left : time[0]
}

# mates_of(ADDRESS, WITHIN): how many different addresses of its network were blocked so many seconds ago at most, this one too.
function mates_of(address, within,   one, n) {
  n = 1
  for (one in counted) if (one != address && past_ago[one] <= within + 0) n++
  return n
}
