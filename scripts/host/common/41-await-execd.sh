# shellcheck shell=sh disable=SC2034,SC2154
# Has wazuh-execd come back, and does wazuh-agentd reach it? An agent stops and starts its execd for each new ar.conf.

# started_at PID: when it was started, in seconds since the boot, in $since; the clock on the wall may have been set.
started_at() {
  since=0
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
  # shellcheck disable=SC2086 # numbers, behind a name that may hold anything
  set -- ${stat##*) }
  # In hundredths on every machine that Debian runs on (USER_HZ).
  since=$((${20} / 100))
}

# Seconds in which wazuh-agentd connects to a new execd, after that has started and wazuh-control has ended: it does so at once
# when it is told to, which takes a hundredth of it on a quiet host.
reconnects=15

# await_execd: false where wazuh-control still works when the time is over.
await_execd() {
  seconds_up
  until=$((up + patience))
  until daemon_runs wazuh-execd || ! control_works; do
    seconds_up
    [ "$up" -lt "$until" ] || return 1
    sleep 0.2
  done
}

# await_connection: of wazuh-agentd to the execd that runs. $waited says for what it was waited in vain.
await_connection() {
  seconds_up
  since=$up
  ! daemon_runs wazuh-execd || started_at "$pid"
  until=$((up + patience))
  waited="within $reconnects s of its start"
  find_queue_ends
  while [ "$ends" = unheard ] && has_agentd; do
    seconds_up
    if control_works; then
      since=$up
      [ "$up" -lt "$until" ] || { waited="while wazuh-control stops or starts daemons, for $patience s now" && return 0; }
    elif [ $((up - since)) -ge "$reconnects" ]; then
      return 0
    fi
    sleep 0.2
    find_queue_ends
  done
}
