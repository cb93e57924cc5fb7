# shellcheck shell=sh disable=SC2034,SC2154
# Does the syslog daemon hide what is counted? With rsyslog's RepeatedMsgReduction eighteen wrong passwords of one connection
# are three lines; `message repeated 5 times: [...]` has no address for Wazuh, and is not counted. Ubuntu ships it on.

login_logs="/var/log/auth.log /var/log/secure /var/log/syslog /var/log/messages"

# collects LOCATION: whether Wazuh reads it here.
collects() {
  set -- "$1" "$home/etc/ossec.conf"
  [ "$role" != agent ] || set -- "$@" "$home/etc/shared/agent.conf"
  (
    log=$1
    shift
    collectors here "$@" 2>/dev/null
  ) | grep -q .
}

# A sentence in $fault where repeated lines are hidden from Wazuh, by what `log_fault` has seen. The journal has them all.
repeated_fault() {
  fault=
  setting=
  hidden="most of a brute force is not counted and blocks nobody"
  if was_seen rsyslogd; then
    read -r setting <"$work/reduction" || :
    [ -z "$setting" ] || fault="$setting makes rsyslog write lines that repeat as one (\$RepeatedMsgReduction on), of which Wazuh reads no address: $hidden; write \$RepeatedMsgReduction off there, then systemctl restart rsyslog"
  fi
  for file in $login_logs; do
    [ -f "$file" ] || continue
    if [ -n "$setting" ] || find_repeated "$file"; then
      if collects "$file" && ! collects "$home/journald"; then return 0; fi
    fi
  done
  fault=
}

# Another daemon may do the same, and a setting counts from its restart only: lines that came since then.
find_repeated() {
  said=
  while IFS=$tab read -r name line; do [ "$name" != "$1" ] || said=$line; done <"$work/repeated"
  [ -n "$said" ] || return 1
  case $said in [0-9]*) written=${said%% *} ;; *) written=$(printf '%.15s' "$said") ;; esac
  written=$(date -d "$written" +%s 2>/dev/null) || return 1
  since=$(stat -c %Y /run/rsyslogd.pid /run/syslogd.pid /run/syslog-ng.pid 2>/dev/null | sort -n | tail -n 1) || :
  [ "$written" -gt "${since:-$(($(date +%s) - 86400))}" ] || return 1
  fault="$1 has lines of sshd that its syslog daemon made of several (message repeated ... times), of which Wazuh reads no address: $hidden; switch that off in the syslog daemon (rsyslog: \$RepeatedMsgReduction off in /etc/rsyslog.conf) and restart it"
}
