# shellcheck shell=sh disable=SC2034,SC2154
# The manager's daemons: made to read the new state in the cheapest way that is enough, then asked what they have loaded.

# ask_analysisd JSON: one request over its stream socket (4 bytes of length, little-endian, then the text).
ask_analysisd() {
  perl -MSocket -e '
    $SIG{ALRM} = sub { die "analysisd did not answer within 30 s\n" };
    alarm 30;
    socket(my $s, AF_UNIX, SOCK_STREAM, 0) or die "$!\n";
    connect($s, sockaddr_un($ARGV[0])) or die "$ARGV[0]: $!\n";
    my $out = pack("V", length $ARGV[1]) . $ARGV[1];
    while (length $out) { my $n = syswrite $s, $out or die "$!\n"; substr($out, 0, $n) = "" }
    my $in = "";
    while (length $in < 4 or length $in < 4 + unpack "V", $in) { sysread $s, $in, 65536, length $in or die "analysisd hung up\n" }
    print substr $in, 4;
  ' "$home/queue/sockets/analysis" "$1"
}

getconfig() {
  ask_analysisd "{\"version\":1,\"origin\":{\"module\":\"api\"},\"command\":\"getconfig\",\"parameters\":{\"section\":\"$1\"}}" 2>/dev/null
}

# Restarts analysisd and its kin, but not execd, whose timed blocks live in its memory.
reload_manager() {
  if [ -d /run/systemd/system ]; then
    quiet timeout 300 systemctl reload-or-restart wazuh-manager
  else
    quiet timeout 300 "$home/bin/wazuh-control" reload
  fi
}

hot_reload() {
  answer=$(ask_analysisd '{"version":1,"origin":{"module":"api"},"command":"reload-ruleset","parameters":{}}') || return 1
  [ "$(printf '%s' "$answer" | jq -r .error)" = 0 ] || {
    say "$host: analysisd refuses the rules: $(printf '%s' "$answer" | jq -c '.data // .message')"
    return 1
  }
}

# The optional daemons may be off; wazuh-control says so of the others too, so only those that ran before count.
running_daemons() { "$home/bin/wazuh-control" status 2>/dev/null 9>&- | sed -n 's/^\(wazuh-[a-z]*\) is running.*/\1/p' | sort; }

# What our part says, a line each: W address, C name executable, A command rules timeout.
part_lines() {
  sed 's/^[ ]*//' "$1" | awk '
    function inner(s) { sub(/^<[^>]*>/, "", s); sub(/<\/[^>]*>$/, "", s); return s }
    /^<white_list>/ { s = inner($0); gsub(/^\^|\$$/, "", s); print "W\t" s }
    /^<command>$/ { block = "C"; name = executable = "-" }
    /^<active-response>$/ { block = "A"; command = rules = "-"; timeout = 0 }
    /^<name>/ { name = inner($0) }
    /^<executable>/ { executable = inner($0) }
    /^<command>./ { command = inner($0) }
    /^<rules_id>/ { rules = inner($0) }
    /^<timeout>/ { timeout = inner($0) }
    /^<\/command>$/ { print "C\t" name "\t" executable }
    /^<\/active-response>$/ { print "A\t" command "\t" rules "\t" timeout }'
}

# Prints what of our part analysisd has not loaded; nothing when the loaded configuration is ours.
not_loaded() {
  part_lines "$1" >"$work/expected"
  {
    getconfig global | jq -r '.data.global.white_list[]? | "W\t" + .'
    getconfig command | jq -r '[.data.command[]?] | unique_by(.name) as $x | .[] | "C\t" + .name + "\t" + .executable'
    getconfig active_response | jq -r '.data["active-response"][]? | "A\t" + .command + "\t" + (.rules_id // "-") + "\t" + (.timeout | tostring)'
  } >"$work/loaded" 2>/dev/null || {
    echo "analysisd does not answer"
    return 0
  }
  grep -vxF -f "$work/loaded" "$work/expected" || true
}

# Waits until every daemon that ran before runs again and the loaded configuration is the file's.
await_manager() {
  deadline=$(($(date +%s) + 90))
  while :; do
    running_daemons >"$work/running"
    lost=$(comm -23 "$work/ran" "$work/running" | tr '\n' ' ')
    missing=
    if [ -z "$lost" ]; then
      missing=
      [ ! -f "$1" ] || missing=$(not_loaded "$1" | head -n 3 | tr '\n\t' '; ')
      [ -n "$missing" ] || return 0
    fi
    [ "$(date +%s)" -lt "$deadline" ] || break
    sleep 0.2
  done
  [ -z "$lost" ] || say "$host: does not run again within 90 s: $lost"
  [ -z "$missing" ] || say "$host: analysisd came up without our configuration: $missing"
  return 1
}

# bring_in_force: decides from what changed how much must be restarted.
bring_in_force() {
  rules=false
  while IFS=$tab read -r path _; do
    case $path in "$home"/etc/rules/*) rules=true ;; esac
  done <"$journal/plan"
  if [ -f "$work/ossec.conf" ]; then
    restart=reload
    reload_manager && await_manager "$work/part" && refresh_execd
  elif [ "$rules" = true ]; then
    restart=hot-reload
    hot_reload
  elif scripts_are_new; then
    refresh_execd
  fi
}

# After an undo: only what the failed run had touched is brought up again, with the old files and the old ar.conf.
bring_back() {
  if grep -q "^$home/etc/ossec.conf$tab" "$journal/plan"; then
    : >"$work/none"
    running_daemons >"$work/running"
    reload_manager || quiet timeout 300 "$home/bin/wazuh-control" start || return 1
    await_manager "$work/none"
  elif grep -q "^$home/etc/rules/" "$journal/plan"; then
    hot_reload
  fi
}
