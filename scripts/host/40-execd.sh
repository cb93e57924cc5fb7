# shellcheck shell=sh disable=SC2034,SC2154
# wazuh-execd: does it run, can it be reached, does it know the scripts. Never restarted here: that would lift timed blocks.

execd_pid() {
  for file in "$home"/var/run/wazuh-execd-*.pid; do
    [ -f "$file" ] && pid=$(cat "$file") && kill -0 "$pid" 2>/dev/null && echo "$pid" && return 0
  done
  return 1
}

# Why no response can run on this host; prints nothing when all is well.
execd_fault() {
  if ! execd_pid >/dev/null; then
    echo "wazuh-execd does not run; start Wazuh, then run again"
  elif [ ! -S "$home/queue/alerts/execq" ]; then
    echo "wazuh-execd has no queue: active response is disabled in this host's own $home/etc/ossec.conf (<disabled>yes</disabled>)"
  fi
}

# refresh_execd: makes it read ar.conf again by a message with a name that it does not know (logged by it as 1311).
refresh_execd() {
  rows=$(grep -c . "$home/etc/shared/ar.conf" 2>/dev/null || true)
  if [ "${rows:-0}" -gt 63 ]; then
    say "$host: ar.conf has $rows rows; to read it again would crash wazuh-execd of 4.14; bind fewer responses"
    return 1
  fi
  size=$(wc -c <"$home/logs/ossec.log" 2>/dev/null || echo 0)
  perl -MSocket -e '
    socket(my $s, AF_UNIX, SOCK_DGRAM, 0) or die "$!\n";
    defined send($s, $ARGV[1], 0, sockaddr_un($ARGV[0])) or die "$ARGV[0]: $!\n";
  ' "$home/queue/alerts/execq" '{"version":1,"origin":{"name":"installer","module":"wazuh-active-response"},"command":"read-ar-conf-again","parameters":{"extra_args":[],"alert":{}}}' ||
    return 1
  tries=0
  while [ "$tries" -lt 40 ]; do
    tail -c "+$((size + 1))" "$home/logs/ossec.log" 2>/dev/null | grep -q 'read-ar-conf-again' && return 0
    tries=$((tries + 1))
    sleep 0.05
  done
  say "$host: wazuh-execd did not answer within 2 s; look into $home/logs/ossec.log"
  return 1
}

# New executables are dead until execd has read ar.conf again.
scripts_are_new() {
  while IFS=$tab read -r path existed _; do
    case $path in
      "$home"/active-response/bin/*) [ "$existed" = 1 ] || return 0 ;;
    esac
  done <"$journal/plan"
  return 1
}
