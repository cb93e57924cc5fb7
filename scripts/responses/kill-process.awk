# What the message in LINE asks for: entry|audit.pid|rule|alert|agent|named. The entry is one of LISTED (a line each) or
# "-"; named is what the alert says. A name of the alert never leaves this program but for the log.

BEGIN {
  if (!is_message(ENVIRON["LINE"])) exit 1
  n = split(ENVIRON["LISTED"], listed, "\n")
  exe = text_at("parameters.alert.data.audit.exe")
  comm = text_at("parameters.alert.data.audit.command")
  name = text_at("parameters.alert.data.process.name")
  for (i = 1; i <= n && entry == ""; i++) {
    base = listed[i]
    sub(/.*\//, "", base)
    if (stands_for(exe, listed[i]) || stands_for(name, listed[i]) || (comm != "" && comm == substr(base, 1, 15))) entry = listed[i]
  }
  pid = text_at("parameters.alert.data.audit.pid")
  if (pid !~ /^[1-9][0-9]*$/ || length(pid) > 7) pid = "-"
  named = exe != "" ? exe : comm != "" ? comm : name
  print plain(value["command"]) "|" (entry == "" ? "-" : entry) "|" pid "|" plain(text_at("parameters.alert.rule.id")) "|" \
    plain(text_at("parameters.alert.id")) "|" plain(text_at("parameters.alert.agent.name")) "|" plain(named)
}

# stands_for(NAMED, ENTRY): a path of the alert stands for an entry that is that path or its file name.
function stands_for(named, entry) {
  if (named == "") return 0
  if (named == entry) return 1
  sub(/.*\//, "", named)
  return named == entry
}
