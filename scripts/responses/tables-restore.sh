# shellcheck shell=sh disable=SC2034,SC2154
# What is done about a kernel that does not have what is on the disk?

trap 'exit 0' TERM INT HUP

# find_isolation: its file is in memory where the disk did not take it.
find_isolation() {
  ISOLATION=$home/active-response/isolation.nft
  [ ! -f "$ISOLATION_UNKEPT" ] || ISOLATION=$ISOLATION_UNKEPT
}

# drift: what differs now, a line each.
drift() {
  find_isolation
  silent=
  for file in "$LISTS" "$ISOLATION" "$METADATA"; do
    [ -f "$file" ] || continue
    want "$file"
    if differs; then differences; elif [ -n "$unanswered" ]; then silent=yes && echo "$unanswered"; fi
  done
  [ ! -f "$LISTS" ] || { no_plain_list; [ -n "$silent" ] || listed_blocks count; }
  watched
}

check() {
  found=$(drift)
  [ -n "$found" ] || return 0
  printf '%s\n' "$found" | sed 's/^/kernel	/'
  exit 2
}

# with COMMAND...: the tables of $file anew, and what the command prints for our blocks.
with() {
  {
    printf '%s\n' "$without"
    text_of "$file"
    [ "$file" != "$LISTS" ] || "$@"
  } | limited nft -f -
}

# put_back: the tables of $file, in one transaction: no packet finds them half made.
put_back() {
  read -r started _ </proc/uptime
  without=$(printf '%s\n' "$tables" | sed 's/.*/add table &; delete table &/')
  if [ "$file" = "$ISOLATION" ]; then
    [ ! -x "$ISOLATE" ] || limited "$ISOLATE" boot
    find_isolation
    file=$ISOLATION
  else
    with listed_blocks all || with listed_blocks kernel
    # Who was unblocked between the listing and the loading is back; a block is not made anew within that time.
    [ "$file" != "$LISTS" ] || listed_blocks lifted | limited nft -f -
  fi
  # Released or taken away meanwhile: the file goes first, so what was loaded after that goes again.
  [ -e "$file" ] || printf '%s\n' "$without" | limited nft -f -
} >/dev/null 2>&1

# mend: puts $file's tables back where they differ; 1 where they do after that.
mend() {
  # Twice: a flush may have come between two listings of one look.
  differs && differs || return 0
  why=$(differences | head -n 1)
  stamp=
  put_back
  [ -e "$file" ] || return 0
  # Somebody may have switched the responses off or on between two looks.
  want "$file"
  if differs || [ -n "$unanswered" ]; then
    [ "$why" = "${unmended-}" ] || decide failed "tables of this host" "could not be put back: $why${unanswered:+; $unanswered}"
    unmended=$why
    return 1
  fi
  unmended=
  decide restored "tables of this host" "$why"
  logger -t "$self" -p auth.warning "restored: $why" 2>/dev/null
  mended=yes
}

restore() {
  find_isolation
  left=0 mended='' silent='' limit=60
  for file in "$LISTS" "$ISOLATION" "$METADATA"; do
    [ -f "$file" ] || continue
    want "$file"
    mend || left=1
    [ -z "$unanswered" ] || silent=yes left=1
  done
  # Blocks of which nft says nothing are not blocks that are gone.
  [ -n "$silent" ] || restore_blocks || left=1
  [ -n "$silent" ] || [ -z "$look$(parts_of_list)" ] || compact
  limit=10
  return "$left"
}

rolling_out() { [ -e "$LOCK" ] && ! flock -n "$LOCK" true; } 2>/dev/null

# keep_watch: a look costs one process of nft a table (3 ms), and whoever frees this host is answered within five seconds, or two
# while it is isolated. What is wanted is asked anew where a file of ours has changed.
keep_watch() {
  restore
  kept=$(lines_listed)
  looks=0 seen='' mended=
  while :; do
    pause=5
    find_isolation
    [ ! -e "$ISOLATION" ] || pause=1
    sleep "$pause" &
    wait "$!"
    is=$(stat -c '%n %i %z' "$LISTS" "$ISOLATION" "$METADATA" "$ASLEEP" 2>/dev/null)
    n=0 silent='' unknown=''
    for file in "$LISTS" "$ISOLATION" "$METADATA"; do
      n=$((n + 1))
      [ -f "$file" ] || continue
      if [ "$is" = "$seen" ]; then
        eval "tables=\$tables$n wanted=\$wanted$n"
      else
        want "$file"
        eval "tables$n=\$tables wanted$n=\$wanted"
      fi
      # Asked anew at the next look.
      [ -n "$wanted" ] || unknown=yes
      differs || {
        [ -z "$unanswered" ] || silent=yes
        continue
      }
      # A rollout, a release or a switch may be half way: what differs for a moment only is theirs.
      sleep 0.3
      if [ ! -f "$file" ] || rolling_out; then continue; fi
      want "$file"
      mend || :
    done
    seen=$is
    [ -z "$unknown" ] || seen=
    looks=$((looks + pause))
    [ -n "$mended" ] || [ "$looks" -ge 60 ] || continue
    [ -z "$silent" ] || continue
    looks=0 mended=
    restore_blocks || :
    [ ! -e "$UNKEPT" ] || compact
    [ "$(lines_listed)" -lt $((2 * kept + 4096)) ] || { compact && kept=$(lines_listed); }
  done
}
