# shellcheck shell=sh disable=SC2034,SC2154
# wazuh-execd: does it run, can it be reached, does it know the scripts. Never restarted here: that would lift timed blocks.

# daemon_runs NAME: by its pid file, as wazuh-control does, without its ten processes.
daemon_runs() {
  for file in "$home/var/run/$1"-*.pid; do
    if [ -f "$file" ] && read -r pid <"$file" && kill -0 "$pid" 2>/dev/null; then return 0; fi
  done
  return 1
}

# control_works: true while wazuh-control stops or starts daemons; its lock says so, unless it was killed.
control_works() { { read -r pid <"$home/var/start-script-lock/pid" && kill -0 "$pid"; } 2>/dev/null; }

# ask_socket PATH SECONDS TEXT...: requests over a stream socket of a daemon; answers a line each. Without the lock: who only asks
# must not hold it when the run is killed meanwhile.
ask_socket() { ask_perl ask_socket "$@" 9>&-; }

# execd_disabled: as execd itself says. It answers also where it reads no queue, and a queue of an earlier run stays on the disk
# (os_execd/main.c:163, v4.14.7), so that the file proves nothing.
execd_disabled() {
  case $(ask_socket "$home/queue/sockets/com" 5 'getconfig active-response' 2>/dev/null) in *'"disabled":"yes"'*) return 0 ;; esac
  [ ! -S "$home/queue/alerts/execq" ]
}

# What the kernel says of execd's queue, in $ends: `read` by execd and written to by whoever hands messages over; `unheard`, no
# socket is connected to it, since the other end still holds that of an earlier execd; `left`, nobody reads it; nothing where it
# cannot be asked (without unix_diag it names no other end of any socket). The other end connects once, and says a failure at debug level only (client-agent/receiver.c:109, v4.14.7).
find_queue_ends() {
  ends=
  command -v ss >/dev/null 2>&1 || return 0
  ss -xHa >"$work/sockets" 2>/dev/null || return 0
  ends=$(awk '
    $5 ~ /(^|\/)queue\/alerts\/execq$/ { reads[$6] = 1; read = 1 }
    $8 > 0 { peer[$8] = known = 1 }
    END { for (inode in reads) if (inode in peer) heard = 1; if (known) print heard ? "read" : read ? "unheard" : "left" }' "$work/sockets")
  # The kernel lists the sockets of one network namespace, and an execd in another is not without a queue.
  [ "$ends" = left ] || return 0
  see_daemons
  find_elsewhere net
  [ -z "$elsewhere" ] || ends=
}

# What of wazuh-execd keeps every response from running on this host as it looks now, in $fault; empty when all is well.
# execd_fault (41-await-execd.sh) is the one to ask: it looks again where that may only be a moment.
see_execd_fault() {
  fault=
  ends=
  if ! daemon_runs wazuh-execd; then
    # After a start alone the other end would still hold the socket of the one that has ended.
    fault="wazuh-execd does not run; $again"
    return 0
  elif execd_disabled; then
    fault="wazuh-execd has no queue: active response is disabled in this host's own $home/etc/ossec.conf (<disabled>yes</disabled>)"
    return 0
  fi
  find_queue_ends
  case $ends in
    left) fault="nobody reads $home/queue/alerts/execq, which an earlier wazuh-execd has left: no response runs; $again" ;;
    unheard)
      if has_agentd; then
        fault="wazuh-agentd still holds the queue of a wazuh-execd that has ended, and has not connected to the one that runs $waited: that hears nothing of the manager, and every response is lost; $again"
      fi
      ;;
  esac
}

# A light agent, and a manager, has no wazuh-agentd.
has_agentd() { daemon_runs wazuh-agentd; }

# analysisd_lost_execd: analysisd connects at its start, where a response may run here, and is older than the execd that runs.
analysisd_lost_execd() {
  find_queue_ends
  # shellcheck disable=SC3013 # dash, bash and busybox all have -nt
  [ "$ends" = unheard ] && daemon_runs wazuh-analysisd && [ "$home/queue/alerts/execq" -nt "$file" ]
}

# Scripts of ours that are dead, in $work/dead: execd read ar.conf when they were missing and has not read it again since. It
# says the first at its first reading ("not present"), and gives away the second by an unknown name (1311).
find_unknown_scripts() {
  : >"$work/dead"
  daemon_runs wazuh-execd && [ -s "$work/F" ] && [ -f "$home/logs/ossec.log" ] || return 0
  tail -n 20000 "$home/logs/ossec.log" | awk -v files="$work/F" -v folder="$home/active-response/bin/" '
    !/wazuh-execd/ { next }
    /Started \(pid: / || /\(1311\)/ { split("", dead) }
    /Active response command not present: / {
      name = $0; sub(/.*not present: .active-response\/bin\//, "", name); sub(/\x27.*/, "", name); dead[name] = 1
    }
    END {
      while ((getline line < files) > 0) {
        split(line, f, "\t")
        if (index(f[2], folder) != 1) continue
        name = substr(f[2], length(folder) + 1)
        if (name in dead) print name
      }
    }' >"$work/dead"
}

# Rows that execd keeps of ar.conf: one a name, and one more for each further executable of that name that is here.
# 64 and more crash it when it reads the file again (fixed in 4.14.9).
count_ar_conf_rows() {
  ls "$home/active-response/bin" >"$work/here.bin" 2>/dev/null || :
  awk -v here="$work/here.bin" '
    BEGIN { while ((getline line < here) > 0) present[line] = 1 }
    { split($0, row, " - "); names[row[1]] = 1; if (row[2] in present) count[row[1]]++ }
    END { for (name in names) rows += count[name] > 1 ? count[name] : 1; print rows + 0 }' "$home/etc/shared/ar.conf" 2>/dev/null
}

# Makes execd read ar.conf again, without a restart, by a message with a name that it does not know (logged by it as 1311).
refresh_execd() {
  rows=$(count_ar_conf_rows || echo 0)
  if [ "${rows:-0}" -gt 63 ]; then
    say "ar.conf has $rows rows; to read it again would crash wazuh-execd of 4.14; bind fewer responses"
    return 1
  fi
  name=read-ar-conf-again-$$
  ask_perl read_ar_conf_again "$home/queue/alerts/execq" "$home/logs/ossec.log" "$name" "$patience" 2>"$work/out" 9>&- && return 0
  say "$(cat "$work/out")"
  return 1
}

# New executables, and those that it has missed, are dead until execd has read ar.conf again.
refresh_is_due() {
  [ ! -d "$journal" ] || while IFS=$tab read -r path existed becomes _; do
    case $existed:$becomes:$path in 0:new:"$home"/active-response/bin/*) return 0 ;; esac
  done <"$journal/plan"
  find_unknown_scripts
  [ -s "$work/dead" ]
}
