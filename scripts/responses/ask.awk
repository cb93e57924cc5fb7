# The one question that a timed response asks wazuh-execd, for a script whose awk reads standard input itself.

# ask(NAME, KEY): tells execd the key; continue, abort, or "" where the reply is neither. Forgets the message before.
function ask(name, key,   reply, word) {
  # In one piece: an interactive mawk writes what printf puts together letter by letter.
  print "{\"version\":1,\"origin\":{\"name\":\"" name "\",\"module\":\"active-response\"},\"command\":\"check_keys\",\"parameters\":{\"keys\":[\"" key "\"]}}"
  fflush()
  if ((getline reply) <= 0) return ""
  # execd prints origin and command before all that an alert can hold: then no reader is needed.
  if (match(reply, /^\{"version":1,"origin":\{"name":"[A-Za-z0-9._-]*","module":"wazuh-execd"\},"command":"[a-z]*"/)) {
    word = substr(reply, 1, RLENGTH - 1)
    sub(/.*"/, "", word)
  } else {
    split("", type); split("", value)
    if (is_message(reply)) word = value["command"]
  }
  return word == "continue" || word == "abort" ? word : ""
}
