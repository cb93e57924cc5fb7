# The manager's addresses for isolation: "address A" and "name N" lines from MANAGERS and from the agent's own ossec.conf;
# the agent's own come with "agent" before them.

BEGIN {
  n = split(ENVIRON["MANAGERS"], list, " ")
  for (i = 1; i <= n; i++) print (address_of(list[i]) == "" ? "name " list[i] : "address " address_of(list[i]))
  while ((getline line < ENVIRON["CONF"]) > 0) {
    if (line ~ /<\/client>/) break
    if (line ~ /<client>/) client = 1
    if (!client || line !~ /<address>[^<]*<\/address>/) continue
    sub(/.*<address>[ \t]*/, "", line); sub(/[ \t]*<\/address>.*/, "", line)
    if (address_of(line) != "") print "agent-address " address_of(line)
    else if (line ~ /^[A-Za-z0-9_.-]+$/) print "agent-name " line
  }
}
