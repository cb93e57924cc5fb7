# Reads `ls -l /proc/PID/exe`. Without PARENTS: the number of every process that may be ENTRY, by its file or by its name;
# candidates only: a link with a line end in it can lie, so each is read again by itself. With PARENTS (" 12 34 "): their
# children, as "PID (name)".

BEGIN {
  base = ENVIRON["ENTRY"]
  sub(/.*\//, "", base)
  parents = ENVIRON["PARENTS"]
}

match($0, /\/proc\/[0-9]+\/exe( |$)/) {
  pid = substr($0, RSTART + 6)
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
  link = $0
  sub(/.* -> /, "", link); sub(/ \(deleted\)$/, "", link); sub(/.*\//, "", link); sub(/^memfd:/, "", link)
  if (link == base || comm == substr(base, 1, 15)) print pid
}

# text_of(FILE): the whole file, its lines joined by blanks.
function text_of(file,   line, text) {
  while ((getline line < file) > 0) text = text (text == "" ? "" : " ") line
  close(file)
  return text
}
