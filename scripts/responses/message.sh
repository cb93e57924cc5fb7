# shellcheck shell=sh disable=SC2034,SC2154
# What every response needs: its lines of the log, and never to wait longer than a second.

# log_lines JSON...: each as a line of active-responses.log, in the form that feeds rules 650-658. Never a failure, never waited
# for: what the log does not take is said to the kernel's.
log_lines() {
  [ -n "${stamp-}" ] || stamp=$(date '+%Y/%m/%d %H:%M:%S')
  lines=
  for json in "$@"; do
    lines="$lines$stamp active-response/bin/$self: $json
"
  done
  into_log || aside 4 "$brief; $log cannot be written"
} 2>/dev/null

# into_log: the folder is the group's, so a link or a pipe may be there. Read and write: a pipe is opened at once. Then the
# file that is open is the one that is judged and written, whatever has come to its name meanwhile.
into_log() {
  [ ! -L "$log" ] || return 1
  {
    # shellcheck disable=SC3013 # dash, bash and busybox all have -ef
    [ -f /proc/self/fd/8 ] && [ /proc/self/fd/8 -ef "$log" ] && [ ! -L "$log" ] && printf '%s' "$lines" >>/proc/self/fd/8
  } 8<>"$log"
} 2>/dev/null

# aside LEVEL TEXT: one line to the kernel's log, or to syslog where that is not there. Levels of syslog: 3 error, 4 warning,
# 5 notice. The kernel takes less than a kilobyte.
aside() {
  said=$(printf '%.800s' "$self: $2")
  # A container has none, and no file is made in its place.
  { [ -e /dev/kmsg ] && printf '<%s>%s\n' "$((8 + $1))" "$said" >>/dev/kmsg; } || syslog "$1" "$2"
} 2>/dev/null

# syslog LEVEL TEXT: nobody waits for a syslog that hangs, and execd's pipes are not held open.
syslog() {
  timeout -k 1 2 logger -t "$self" -p "auth.$1" -- "$2" >/dev/null 2>&1 </dev/null 3>&- 4>&- 5<&- 7<&- &
}

# decision WORD SUBJECT [WHY]: our own line. It has no field "command", so that rule 657 does not take it for an action.
decision() {
  brief="$1 $2: ${3:--}; rule $rule, alert $alert"
  own="{\"version\":1,\"origin\":{\"name\":\"$self\",\"module\":\"active-response\"},\"active_response\":{\"action\":\"$command\",\"decision\":\"$1\",\"subject\":\"$2\",\"why\":\"${3:--}\",\"rule\":\"$rule\",\"alert\":\"$alert\",\"agent\":\"$agent\"${mark-}}}"
}

decide() {
  decision "$@"
  log_lines "$own"
}

# execd waits for a script without end, so a silent peer is given 0.7 s: dash's read knows no time. Then this shell is ended
# with all that it has started, which would hold execd's pipes open; not while it works, for ten seconds. Called first of all: while
# this shell reads on, the other processor starts sleep.
watch() {
  (
    trap 'kill "$!" 2>/dev/null; exit' TERM
    rounds=0
    while :; do
      sleep 0.7 &
      wait "$!"
      # Where this shell has ended by itself, its number may be another's by now.
      read -r watching _ _ parent _ </proc/self/stat && [ "$parent" = $$ ] || exit 0
      rounds=$((rounds + 1))
      all="$$ $(started_by $$ "$watching")"
      # shellcheck disable=SC2086 # numbers
      works "$PPID" $all || break
      [ "$rounds" -lt "$most_rounds" ] || break
    done
    decide failed - "$(not_done); nothing was done"
    for each in $all; do kill -KILL "$each"; done
  ) </dev/null >/dev/null 2>&1 &
  watcher=$!
}

# works PID...: true where one of them works, waits for the processor or for a disk, or asks the system for an account: then nobody is
# silent, execd ($PPID) neither. busy_with becomes its name.
works() {
  for one in "$@"; do
    { IFS= read -r stat <"/proc/$one/stat"; } 2>/dev/null || continue
    busy_with=${stat#*\(} && busy_with=${busy_with%)*}
    case $busy_with:${stat##*) } in *:[RD]* | getent:* | passwd:*) return 0 ;; esac
  done
  busy_with=
  return 1
}
# Of 0.7 s each, ten seconds.
most_rounds=14 busy_with=''

# not_done: what was waited for in vain.
not_done() { if [ -n "$busy_with" ]; then echo "this host is too busy: $busy_with was not done within 10 s"; else echo "wazuh-execd stopped answering"; fi; }

# started_by PID BUT: all that the process has started and that runs still, but for one and what that started.
started_by() {
  children=
  read -r children <"/proc/$1/task/$1/children" || :
  for child in $children; do
    [ "$child" != "$2" ] || continue
    printf '%s ' "$child"
    started_by "$child" "$2"
  done
}

unwatch() { kill "$watcher" 2>/dev/null || :; }
