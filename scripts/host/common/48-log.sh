# shellcheck shell=sh disable=SC2034,SC2154
# Is the log of active responses on its way to the manager? Who owns the setting: the host's own ossec.conf (a stock one has
# it), or the agent.conf that an agent gets from its group, of which the stack may own a part (logs.groups).

log=$home/logs/active-responses.log

# collectors WHOSE FILE...: a line (file, line) for each <localfile> there that collects the log. WHOSE: `here` asks the
# filters of agent.conf as an agent does, of this host; `all` asks none. Our own part of agent.conf counts for `here` only.
collectors() {
  whose=$1
  shift
  ask_perl collectors "$whose" "$log" "$@"
}

# see_logs FILE...: `collectors here` of them; and in $work/reduction and $work/repeated what `repeated_fault` asks: one perl less.
see_logs() { ask_perl see_logs "$work" /etc/rsyslog.conf "$login_logs" "$log" "$@"; }

# A sentence in $fault where nothing collects the log, or where that cannot be told; empty where something does.
log_fault() {
  fault=
  set -- "$home/etc/ossec.conf"
  [ "$role" != agent ] || set -- "$@" "$home/etc/shared/agent.conf"
  if ! see_logs "$@" >"$work/collectors" 2>"$work/out"; then
    fault="cannot tell whether $log is collected: $(tail -n 1 "$work/out")"
    return 0
  fi
  [ ! -s "$work/collectors" ] || return 0
  lost="what responses do here reaches neither alerts nor dashboards"
  case $role in
    agent) fault="$log is not collected by any <localfile> of $home/etc/ossec.conf or of the agent.conf that came from the group: $lost; name its group, and this agent, in logs.groups of the stack, or add one with log_format syslog to ossec.conf" ;;
    *) fault="$log is not collected by any <localfile> of $home/etc/ossec.conf: $lost; add one with log_format syslog there" ;;
  esac
}

# A sentence in $fault where two files collect it.
log_twice() {
  { read -r _ && read -r _; } <"$work/collectors" || return 0
  fault="$log is collected by $(sed "s/$tab/ line /" "$work/collectors" | paste -sd, | sed 's/,/ and /g'): Wazuh reads it once and warns (1958) at each start; leave one of them, or name in logs.groups only the agents that need it"
}
