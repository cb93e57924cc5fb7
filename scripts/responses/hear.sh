# shellcheck shell=sh disable=SC2034,SC2153,SC2154

looking='' hung=''

# note FILE TEXT: keeps something for the next run, after the action. A disk that is full or read-only costs that alone.
note() {
  { printf '%s\n' "$2" >"$1"; } 2>/dev/null || aside 4 "$1 cannot be written: the next alert does not know what this one found out"
}

# hear SECONDS: waits at the pipe for what awk tells. Its only other writer is a clock: the pipe ends with it, so that a silent
# peer holds nobody for longer than SECONDS. Puts the fields of guarded-block-ip.awk into variables.
hear() {
  if [ -p /proc/self/fd/5 ]; then
    sleep "$1" >/dev/null 2>&1 4>&- 5<&- 7<&- &
    watcher=$!
  else
    # bash before 5.1 keeps a here-document in a file, at which nobody waits.
    watch
    wait "$adds"
    nft=$?
  fi
  exec 6>&-
  IFS='|' read -r verdict address command rule alert agent seconds additions stamps why stamp routes resolved \
    step steps network network_seconds network_step network_why mates share wall <&5 || verdict=
  [ "$verdict" != looking ] || {
    looking=yes
    IFS='|' read -r verdict address command rule alert agent seconds additions stamps why stamp routes resolved \
      step steps network network_seconds network_step network_why mates share wall <&5 || verdict=
  }
}

# unjudged: true where awk has ended, and so nft, without a verdict. nft alone ends by its own time, too, while awk still waits.
unjudged() {
  state=Z
  [ -n "$nft" ] || { read -r _ _ state _ <"/proc/$adds/stat"; } 2>/dev/null || :
  [ -z "$verdict" ] && [ "$state" = Z ] || return 1
  children=
  read -r children <"/proc/$$/task/$$/children" || :
  for child in $children; do
    case $child in "$adds" | "$watcher") continue ;; esac
    { read -r _ _ state _ <"/proc/$child/stat"; } 2>/dev/null || continue
    [ "$state" = Z ] || return 1
  done
}

# hear_on: while awk works still, or what it has started: then execd is not silent, and this host is only busy.
rounds=1
hear_on() {
  while [ -z "$verdict" ] && [ "$rounds" -lt "$most_rounds" ] && [ -p /proc/self/fd/5 ] && ! unjudged; do
    # shellcheck disable=SC2046 # numbers
    works "$PPID" $(started_by $$ "$watcher") || return 0
    exec 6>>/proc/self/fd/5
    hear 0.7
    rounds=$((rounds + 1))
  done
}

# read_verdict: reads it, from a second awk where the first refused the program; ends here where there is none.
read_verdict() {
  hear 0.7
  hear_on
  if unjudged && [ -r "$JUDGE" ] && [ ! -e "$OLD_AWK" ]; then
    unwatch
    # From now on at once. Any awk takes it, so that it does no harm where awk ended for another reason.
    { printf '' >"$OLD_AWK"; } 2>/dev/null || :
    begin_without_strftime
    hear 0.25
    hear_on
  fi
  [ -z "$verdict" ] || return 0
  why=$(not_done)
  ! unjudged || why='awk gave no verdict'
  unwatch
  for each in $(started_by $$ -); do kill -KILL "$each" 2>/dev/null; done
  command=- rule=- alert=- agent=- stamp=
  decide failed - "$why; nothing was done"
  # Nobody has answered, so the next alert does not wait for them: what is known holds for ten minutes more.
  [ -z "$looking" ] || { read -r _ known <"$RESOLVED" || :; read -r now _ </proc/uptime && note "$RESOLVED" "${now%%.*} ${known-}"; } 2>/dev/null
  exit 1
}

# nft_has_it: true where nft took what awk wrote for it. An empty list that nft takes is not a block either: awk must have told it
# one. nft itself is waited for.
nft_has_it() {
  [ -n "$nft" ] || {
    wait "$adds"
    nft=$?
  }
  case $nft in 124 | 137) hung=yes ;; esac
  unwatch
  told=
  [ "$verdict" != add ] || read -r told <&5 || :
  [ "$verdict$told$nft" = addtold0 ]
}
