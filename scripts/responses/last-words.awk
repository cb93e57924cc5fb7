# What did the script say at last? Two lines: its exit code, which stands behind TOKEN, and the end of what it printed, fit for a
# log. What it has left in the background may hold the pipe: TOKEN ends the reading, not the end of the file.

BEGIN {
  while ((getline line) > 0) {
    if (index(line, ENVIRON["TOKEN"] " ") == 1) {
      code = substr(line, length(ENVIRON["TOKEN"]) + 2)
      break
    }
    if (line !~ /[^ \t\r]/) continue
    said = said " " line
    if (length(said) > 400) said = substr(said, length(said) - 399)
  }
  gsub("[^A-Za-z0-9 ._:/@+=,-]", "?", said)
  gsub(/ +/, " ", said)
  if (length(said) > 160) said = substr(said, length(said) - 159)
  sub(/^ /, "", said)
  print code
  print said
}
