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

# Why no response can run on this host, in $fault; empty when all is well. An agent stops and starts its execd for each new
# ar.conf, and agentd connects to it at the end of that (init/wazuh-client.sh:377, v4.14.7): what is seen while wazuh-control
# works is looked at again when it has ended, for $patience s; for 120 before 4.13, where each daemon may take 60 s to stop, one
# after the other, execd the last (MAX_KILL_TRIES of init/wazuh-client.sh:34, v4.12.0).
execd_fault() {
  longest=$patience
  ! is_before 13 || [ "$longest" -ge 120 ] || longest=120
  again="restart Wazuh (systemctl restart wazuh-agent), then run again"
  ! is_manager || again="restart Wazuh (systemctl restart wazuh-manager), then run again"
  seconds_up
  until=$((up + longest))
  worked=0
  while :; do
    waited="within $reconnects s of its start"
    works=
    ! control_works || works=1
    see_execd_fault
    if [ -z "$fault" ]; then return 0; fi
    # It may have begun just after the first look for it.
    ! control_works || works=1
    seconds_up
    if [ -n "$works" ]; then
      worked=$up
      [ "$up" -lt "$until" ] || { say_that_control_works && return 0; }
    else
      is_reconnecting || return 0
    fi
    sleep 0.2
  done
}

# is_reconnecting: execd has started, or wazuh-control has ended, a moment ago, and agentd has not come to it yet.
is_reconnecting() {
  [ "$ends" = unheard ] && has_agentd || return 1
  since=0
  ! daemon_runs wazuh-execd || started_at "$pid"
  [ "$since" -ge "$worked" ] || since=$worked
  [ $((up - since)) -lt "$reconnects" ]
}

# say_that_control_works: the fault, where wazuh-control has not ended in all that time.
say_that_control_works() {
  waited="while wazuh-control stops or starts daemons, for $longest s now"
  see_execd_fault
  daemon_runs wazuh-execd ||
    fault="wazuh-control has stopped or started daemons for $longest s, and wazuh-execd does not run yet; wait until wazuh-control has ended (process $(cat "$home/var/start-script-lock/pid" 2>/dev/null || :)), then run again"
}
