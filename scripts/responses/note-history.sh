# shellcheck shell=sh disable=SC2034,SC2154
# What the host remembers of its blocks: how often, and of which networks; see history.awk.

# note_history LINE...: "SUBJECT NETWORK STEP SECONDS" each, in the file of `share`. Behind the action and the log, and never a
# failure. Lines are appended, so that no moment finds half a file.
note_history() {
  crowded=${share#"${share%% *}"} share=${share%% *}
  [ -n "$share" ] && [ ! -L "$HISTORY" ] || return 0
  [ -d "$HISTORY" ] || mkdir -m 0750 "$HISTORY" 2>/dev/null || :
  read -r up _ </proc/uptime && read -r boot </proc/sys/kernel/random/boot_id || return 0
  past=
  for line in "$@"; do
    [ -z "$line" ] || past="$past$line ${up%.*} $boot $wall
"
  done
  { [ -d "$HISTORY" ] && printf '%s' "$past" >>"$HISTORY/$share.new"; } 2>/dev/null ||
    aside 4 "$HISTORY/$share.new cannot be written: the next block of ${1%% *} is taken for its first"
  [ -z "$crowded" ] || "$TABLES" forget "$share" >/dev/null 2>&1 </dev/null 4>&- 5<&- 7<&- &
}
