# Reads `ls -lb /proc/PID/exe`, where a line end or a blank in a link is written as \n and "\ ": so each line is one link, and its
# first "/proc/PID/exe -> " is its own. Without PARENTS: "PID START HOW SHIELD", a line for every process that may be ENTRY, and for
# the process FIRST whatever it is, FIRST before all. START: when it began, by /proc/PID/stat. HOW: file (the file that runs is called like the entry), name (the process shows that name), no.
# SHIELD: the file's path where that is one of what must never be ended, else "-". A text proves nothing: in mounts of its own a
# process shows any path.
# With PARENTS (" 12 34 "): their children, as "PID (name)".

BEGIN {
  entry = ENVIRON["ENTRY"]
  base = entry
  sub(/.*\//, "", base)
  parents = ENVIRON["PARENTS"]
  shield = "^(/var/ossec/(bin|active-response|agentless|framework|integrations|lib|wodles)/|(/usr)?/lib/systemd/|(/usr)?/lib(exec)?/openssh/|(/usr)?/s?bin/(sshd|init)$)"
}

match($0, /\/proc\/[0-9]+\/exe( |$)/) {
  pid = substr($0, RSTART + 6)
  link = substr(pid, index(pid, "/exe") + 8)
  sub(/\/.*/, "", pid)
  comm = text_of("/proc/" pid "/comm")
  if (parents != "") {
    stat = text_of("/proc/" pid "/stat")
    sub(/.*\) . /, "", stat)
    sub(/ .*/, "", stat)
    gsub("[^A-Za-z0-9._:/-]", "?", comm)
    if (index(parents, " " stat " ") && !index(parents, " " pid " ")) print pid " (" comm ")"
    next
  }
  # A file may itself be called so, and be deleted then.
  while (sub(/\\ \(deleted\)$/, "", link)) continue
  file = link
  sub(/.*\//, "", file); sub(/^memfd:/, "", file)
  if (entry ~ /^\//) how = link == entry ? "file" : "no"
  else how = file == base ? "file" : comm == substr(base, 1, 15) ? "name" : "no"
  if (how == "no" && pid != ENVIRON["FIRST"] && file != base && comm != substr(base, 1, 15)) next
  # Behind the name, which may hold anything: state parent ... start (20th).
  stat = text_of("/proc/" pid "/stat")
  sub(/.*\) /, "", stat)
  if (split(stat, field, " ") < 20 || field[1] ~ /[ZX]/) next
  found = pid " " field[20] " " how " " (link ~ shield && link !~ /[^A-Za-z0-9._+\/-]/ ? link : "-")
  if (pid == ENVIRON["FIRST"]) print found
  else others = others found "\n"
}

END { printf "%s", others }

# text_of(FILE): the whole file, its lines joined by blanks.
function text_of(file,   line, text) {
  while ((getline line < file) > 0) text = text (text == "" ? "" : " ") line
  close(file)
  return text
}
