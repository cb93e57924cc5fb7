# shellcheck shell=sh disable=SC2034,SC2154
# The order of things.

is_manager() { [ "$role" = master ] || [ "$role" = worker ]; }

# A run that was killed left its journal: the old state comes back, then this run goes on from there.
recover() {
  rm -rf "$journal.new" "$journal.done" "$state/scratch"
  [ -d "$journal" ] || return 0
  say "$host: an earlier run was interrupted; putting the old state back first"
  reload_paths=$(cut -f1 "$journal/plan")
  undo || fail 71 "an interrupted run could not be undone; the old files are in $journal"
  if is_manager; then
    running_daemons >"$work/ran"
    bring_back || fail 71 "the manager does not come up with its old files; look into $home/logs/ossec.log"
  fi
  close_journal
  recovered=true
}

roll_back() {
  say "$host: $1; putting the old state back"
  unstage
  rm -f "$home/etc/.ossec.conf.wazuh-active-response"
  undo || fail 71 "the old state could NOT be put back; the old files are in $journal"
  reload_files || true
  if is_manager && ! bring_back; then
    fail 71 "the old files are back, but the manager does not come up; look into $home/logs/ossec.log"
  fi
  close_journal
  if is_manager; then
    fail 70 "failed: $1; the old state is back and the manager runs with it"
  else
    fail 70 "failed: $1; the old state is back"
  fi
}

apply() {
  take_lock
  recover
  preflight
  if is_manager; then build_ossec; else
    fault=$(execd_fault)
    [ -z "$fault" ] || fail 65 "refused: $fault; nothing was changed"
  fi
  compare
  if [ -s "$work/changed" ] || [ -f "$work/ossec.conf" ]; then
    if is_manager; then
      find_conflicts
      if [ -f "$work/ossec.conf" ] || grep -q "^$home/etc/" "$work/difference"; then test_candidate; fi
      running_daemons >"$work/ran"
    fi
    cp "$work/changed" "$work/applied"
    cut -f1 "$work/difference" >"$work/report.changed"
    [ ! -f "$work/ossec.conf" ] || echo "$home/etc/ossec.conf" >>"$work/report.changed"
    if ! stage || { is_manager && ! stage_ossec; }; then
      unstage
      fail 70 "failed while files were written beside their targets (disk full?); nothing was changed"
    fi
    open_journal
    swap || roll_back "a file could not be renamed into place"
    if is_manager; then swap_ossec || roll_back "ossec.conf could not be renamed into place"; fi
    reload_files || roll_back "a reload command failed"
    if is_manager; then
      bring_in_force || roll_back "the manager did not take the new state"
    elif scripts_are_new; then
      refresh_execd || roll_back "wazuh-execd does not know the new scripts"
    fi
    commit_files
    close_journal
    compare
    [ ! -s "$work/difference" ] || fail 70 "not as wanted after the apply: $(tr '\t\n' ' ;' <"$work/difference")"
    find /var/tmp -maxdepth 1 -name 'wazuh-active-response.*' -mtime +0 -exec rm -rf {} + 2>/dev/null || true
  fi
  : >>"$work/report.changed"
  report
}

report() {
  printf '{"host":"%s","role":"%s","restart":"%s","recovered":%s,"changed":[' "$host" "$role" "$restart" "$recovered"
  comma=
  while read -r path; do
    printf '%s"%s"' "$comma" "$path"
    comma=,
  done <"$work/report.changed"
  printf '],"files":{'
  comma=
  while IFS=$tab read -r n path owner group fmode _; do
    printf '%s"%s":{"sha256":"%.12s","owner":"%s","group":"%s","mode":"%s","verified":true}' \
      "$comma" "$path" "$(wanted_sha "$n")" "$owner" "$group" "$fmode"
    comma=,
  done <"$work/F"
  if [ -f "$work/part" ]; then
    printf '%s"%s (our part)":{"sha256":"%.12s","owner":"root","group":"wazuh","mode":"%s","verified":true}' \
      "$comma" "$home/etc/ossec.conf" "$(sha_of "$work/part")" "0$(stat -c %a "$home/etc/ossec.conf")"
  fi
  printf '}}\n'
}

# Removes what is installed and not in the bundle: after the manager no longer names it.
prune() {
  take_lock
  recover
  [ -f "$installed" ] || { echo '{"removed":[]}'; return 0; }
  : >"$work/removed"
  : >"$installed.new"
  while IFS=$tab read -r path sha unload; do
    if cut -f2 "$work/F" | grep -qxF "$path"; then
      printf '%s\t%s\t%s\n' "$path" "$sha" "$unload" >>"$installed.new"
    else
      take_away "$path" "${unload:--}"
      echo "$path" >>"$work/removed"
    fi
  done <"$installed"
  mv "$installed.new" "$installed"
  printf '{"removed":%s}\n' "$(jq -Rnc '[inputs]' <"$work/removed")"
}

# At destroy: everything that we brought, and nothing else; then our own notes.
remove() {
  take_lock
  recover
  if [ ! -f "$installed" ]; then
    rm -rf "$state"
    echo '{"removed":[]}'
    return 0
  fi
  if is_manager; then
    build_ossec
    if [ -f "$work/ossec.conf" ]; then
      test_candidate
      running_daemons >"$work/ran"
      rm -f "$work/part"
      : >"$work/changed"
      stage_ossec || fail 70 "ossec.conf could not be written; nothing was changed"
      open_journal
      cut -f1 "$installed" | grep "^$home/etc/rules/" >"$work/rules" || true
      while read -r path; do
        cp -p "$path" "$journal/rule" && printf '%s\t1\trule\t-\n' "$path" >>"$journal/plan"
        rm -f "$path"
      done <"$work/rules"
      swap_ossec || roll_back "ossec.conf could not be renamed into place"
      restart=reload
      { reload_manager && await_manager "$work/part"; } || roll_back "the manager did not take its old configuration"
      close_journal
    fi
  fi
  cut -f1 "$installed" >"$work/removed"
  while IFS=$tab read -r path sha unload; do take_away "$path" "${unload:--}"; done <"$installed"
  if [ -f "$state/folders" ]; then
    sort -r "$state/folders" | while read -r folder; do rmdir "$folder" 2>/dev/null || true; done
  fi
  printf '{"removed":%s}\n' "$(jq -Rnc '[inputs]' <"$work/removed")"
  rm -rf "$state"
}

# Compares and changes nothing. Prints one JSON document; exit 2 when something is not as the stack says.
check() {
  need jq
  : >"$work/drift"
  [ ! -d "$journal" ] || printf 'unfinished\t%s\n' "an apply was interrupted; the next pulumi up puts the old state back first" >>"$work/drift"
  compare
  while IFS=$tab read -r path what; do
    known=$(sed -n "s#^$path$tab\([0-9a-f]*\).*#\1#p" "$installed" 2>/dev/null || true)
    case "$what:$path" in
      missing:*) printf 'missing\t%s\n' "$path" ;;
      content*) if [ -n "$known" ] && [ "$(sha_of "$path")" != "$known" ]; then printf 'tampered\t%s\n' "$path"; else printf 'outdated\t%s\n' "$path"; fi ;;
      *) printf 'wrong %s\t%s\n' "$what" "$path" ;;
    esac
  done <"$work/difference" >>"$work/drift"
  if [ -f "$installed" ]; then
    cut -f1 "$installed" | while read -r path; do
      if ! cut -f2 "$work/F" | grep -qxF "$path" && [ -e "$path" ]; then printf 'extra\t%s\n' "$path"; fi
    done >>"$work/drift"
  fi
  if is_manager; then
    if place_part "$home/etc/ossec.conf" "$work/part" >"$work/candidate" 2>"$work/out"; then
      cmp -s "$work/candidate" "$home/etc/ossec.conf" || printf 'part\t%s\n' "our part of $home/etc/ossec.conf is edited, outdated or gone" >>"$work/drift"
    else
      printf 'part\t%s\n' "$(cat "$work/out")" >>"$work/drift"
    fi
    not_loaded "$work/part" | sed 's/\t/ /g; s/^/loaded\tnot in force: /' >>"$work/drift"
  fi
  fault=$(execd_fault)
  [ -z "$fault" ] || printf 'execd\t%s\n' "$fault" >>"$work/drift"
  check_ar_conf
  jq -Rnc --arg host "$host" --arg role "$role" '{host: $host, role: $role, drift: [inputs | split("\t") | {what: .[0], detail: .[1]}]}' <"$work/drift"
  [ ! -s "$work/drift" ] || exit 2
}

# Every executable of ours that should run here must have a row in ar.conf.
check_ar_conf() {
  [ ! -f "$work/rows" ] || while read -r row; do
    grep -qF "$row" "$home/etc/shared/ar.conf" 2>/dev/null || printf 'ar.conf\tno row "%s"\n' "$row"
  done <"$work/rows" >>"$work/drift"
}

read_bundle
case $mode in
  apply | check | remove | prune) "$mode" ;;
  recover)
    take_lock
    recover
    ;;
  *) fail 64 "unknown mode $mode" ;;
esac
