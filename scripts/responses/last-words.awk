# What did the script say at last? Two lines: its exit code, which stands behind TOKEN, and the end of what it printed, fit for a
# log. What it has left in the background may hold the pipe: TOKEN ends the reading, not the end of the file.

index($0, ENVIRON["TOKEN"] " ") == 1 {
  code = substr($0, length(ENVIRON["TOKEN"]) + 2)
  exit
}
/[^ \t\r]/ { said = substr(said " " $0, length(said) + length($0) > 400 ? length(said) + length($0) - 399 : 1) }
END {
  gsub("[^A-Za-z0-9 ._:/@+=,-]", "?", said)
  gsub(/ +/, " ", said)
  if (length(said) > 160) said = substr(said, length(said) - 159)
  sub(/^ /, "", said)
  print code
  print said
}
