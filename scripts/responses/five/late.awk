# Is there a reason not to do now what a message of wazuh-execd 5 asks?

# why_not_now(WHOM): why the response must not be done now: "waits" where the channel has not seen so many alerts of it yet;
# "late; ..." and "failed; ..." for the log; "" where it is to be done.
function why_not_now(whom,   why) {
  why = event_time() ? why_uncounted(whom) : ""
  if (why != "") return why
  why = why_late()
  return why == "" ? "" : "late; " why
}

# why_late(): a task may reach an agent an hour late (its TTL is 3600 s), when the address is somebody else's by now.
function why_late(   age) {
  if (!event_time()) return "@timestamp is not a time, so that nobody knows how old the alert is"
  age = seconds_now() - event_time()
  if (age > MAX_AGE) return "the alert is " age " s old, more than " MAX_AGE
  if (age < -MAX_AGE) return "the alert is " (-age) " s ahead of the clock of this host, more than " MAX_AGE
  return ""
}

function event_time() { return epoch_of(text_at("@timestamp")) }

# seconds_now(): by POSIX srand() tells the seed before, and seeds with the time: every awk can, also where it has no systime.
function seconds_now() { srand(); return srand() }

# epoch_of(TEXT): seconds since 1970 of a time as the indexer writes it, 0 where it is none.
function epoch_of(text,   y, m, tail, east) {
  if (text !~ /^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]([.,][0-9]+)?(Z|[-+][0-9][0-9]:?[0-9][0-9])$/) return 0
  y = substr(text, 1, 4) + 0
  m = substr(text, 6, 2) - 3
  if (m < 0) { y--; m += 12 }
  tail = substr(text, 20)
  sub(/^[.,][0-9]+/, "", tail)
  sub(/:/, "", tail)
  if (tail != "Z") east = (substr(tail, 2, 2) * 60 + substr(tail, 4, 2)) * (tail ~ /^-/ ? -60 : 60)
  # Days by a year that begins in March, so that a leap day is its last.
  y = 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * m + 2) / 5) + substr(text, 9, 2) - 719469
  return y * 86400 + substr(text, 12, 2) * 3600 + substr(text, 15, 2) * 60 + substr(text, 18, 2) - east
}

# why_other(START): why the process that began START ticks after the boot is not the one of the alert; "" where it is. Who has the
# number now and had begun when the alert was made is who had it then; where the alert says when it began, that must be so, too.
function why_other(start,   line, boot, began, said) {
  while ((getline line < "/proc/stat") > 0) if (line ~ /^btime /) boot = substr(line, 7) + 0
  close("/proc/stat")
  if (!boot) return "/proc/stat does not say when this host has booted"
  # USER_HZ is 100 for everybody who reads /proc.
  began = boot + start / 100
  said = epoch_of(text_at("process.start"))
  if (type["process.start"] == "") return event_time() && began <= event_time() + 1 ? "" : "began after the alert"
  if (!said) return "process.start is not a time"
  return began - said > 2 || said - began > 2 ? "began at another time than the alert says" : ""
}
