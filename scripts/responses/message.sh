# shellcheck shell=sh disable=SC2034,SC2154
# What every response needs: its lines of the log, and never to wait longer than a second.

# log_lines JSON...: each as a line of active-responses.log, in the form that feeds rules 650-658. Never a failure.
log_lines() {
  [ -n "${stamp-}" ] || stamp=$(date '+%Y/%m/%d %H:%M:%S')
  for json in "$@"; do
    printf '%s active-response/bin/%s: %s\n' "$stamp" "$self" "$json"
  done 2>/dev/null >>"$log" || :
} 2>/dev/null

# decision WORD SUBJECT [WHY]: our own line. It has no field "command", so that rule 657 does not take it for an action.
decision() {
  own="{\"version\":1,\"origin\":{\"name\":\"$self\",\"module\":\"active-response\"},\"active_response\":{\"action\":\"$command\",\"decision\":\"$1\",\"subject\":\"$2\",\"why\":\"${3:--}\",\"rule\":\"$rule\",\"alert\":\"$alert\",\"agent\":\"$agent\"${mark-}}}"
}

decide() {
  decision "$@"
  log_lines "$own"
}

# execd waits for a script without end, so a silent peer is given 0.7 s: dash's read knows no time. Then this shell is ended
# with all that it has started, which would hold execd's pipes open. Called first of all: while this shell reads on, the
# other processor starts sleep.
watch() {
  (
    trap 'kill "$!" 2>/dev/null; exit' TERM
    sleep 0.7 &
    wait "$!"
    # Where this shell has ended by itself, its number may be another's by now.
    read -r watching _ _ parent _ </proc/self/stat && [ "$parent" = $$ ] || exit 0
    decide failed - "wazuh-execd fell silent; nothing was done"
    for each in $$ $(started_by $$ "$watching"); do kill -KILL "$each"; done
  ) </dev/null >/dev/null 2>&1 &
  watcher=$!
}

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
