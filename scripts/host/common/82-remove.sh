# shellcheck shell=sh disable=SC2034,SC2154
# What leaves a host: scripts that the stack no longer names (prune), or everything that we brought (remove).

# A host that was renamed in the stack is applied under its new name before the old one leaves: what is here is the new
# name's, and the old one takes nothing of it.
has_new_name() {
  { [ -s "$state/name" ] && read -r name <"$state/name" && [ "$name" != "$host" ]; } 2>/dev/null || return 1
  say "this host is rolled out as $name now; nothing of it is taken away"
}

# An agent that moved to Wazuh 5 (beta) has scripts for 5 under the same paths, which its operator put there by hand (migrate
# --out): what is not what we wrote is not ours to take, and what lies beside it is theirs too (lists, units, some are equal).
has_others_scripts() {
  ! is_manager && [ -f "$installed" ] && [ -f "$home/bin/wazuh-control" ] || return 1
  read_control || :
  case $version in v[5-9].* | v[1-9][0-9].*) ;; *) return 1 ;; esac
  others=
  while IFS=$tab read -r path sum _; do
    if [ -f "$path" ] && [ "$(sha256sum <"$path")" != "$sum  -" ]; then others="$others, ${path##*/}"; fi
  done <"$installed"
  [ -n "$others" ] || return 1
  say "runs Wazuh $version, and has files that we did not write (${others#, }), as of scripts for Wazuh 5; nothing of it is taken away"
}

report_removed() {
  AFTER=${after-} awk -v host="$host" "$json_awk"'
    BEGIN { printf "{\"host\":%s,\"removed\":[", quoted(host) }
    { printf "%s%s", comma, quoted($0); comma = "," }
    END { print "]" (ENVIRON["AFTER"] == "" ? "" : ",\"after\":" ENVIRON["AFTER"]) "}" }' "$work/removed" || :
}

# The apply behind which files leave, in the report: so the next run knows that they have left since.
note_apply() {
  after=$(tail -n 1 "$state/rollouts" 2>/dev/null || :)
  case $after in "{"*"}") ;; *) after= ;; esac
}

# Takes the plan's files away; what they put in force goes first.
take_files_away() {
  cut -f1 "$work/plan" >>"$work/removed"
  plan_installed
  if is_manager; then running_daemons >"$work/ran"; fi
  open_journal
  stage || roll_back "a file could not be written beside its target"
  candidates_unedited 2>"$work/out" || roll_back "$(cat "$work/out")"
  enter_phase swapping
  plan_commands 6 before >"$work/unload"
  while read -r line; do unload "$line"; done <"$work/unload"
  swap || roll_back "a file could not be taken away"
  enter_phase force
  bring_in_force || roll_back "the state without our files did not come into force"
  restart_readers
  enter_phase committed
  tidy_up
}

# After the manager no longer names them.
prune() {
  take_lock 1
  recover
  : >"$work/removed"
  if has_others_scripts; then
    note_apply
    report_removed
    return 0
  fi
  : >"$work/plan"
  keep_release_script
  plan_removals "$home/etc" no
  if [ -s "$work/plan" ]; then take_files_away; fi
  note_apply
  report_removed
}

# At destroy, in two transactions: first the manager's configuration, so that nothing names the scripts any longer.
remove() {
  take_lock 1
  recover
  : >"$work/removed"
  if has_new_name || has_others_scripts; then
    report_removed
    return 0
  fi
  problems=0
  check_package
  refuse_problems
  : >"$work/F"
  : >"$work/skipped"
  : >"$work/part"
  rm -rf "$work/groups"
  keep_release_script
  if is_manager && [ -f "$home/etc/ossec.conf" ]; then
    : >"$work/plan"
    plan_ossec
    plan_groups
    plan_removals "$home/etc" yes
    if [ -s "$work/plan" ]; then
      check_targets
      test_candidate
      take_files_away
    fi
    rm -f "$kept_part"
  fi
  : >"$work/plan"
  plan_removals "$home/etc" no
  if [ -s "$work/plan" ]; then take_files_away; fi
  if [ -f "$state/folders" ]; then
    sort -r "$state/folders" | while read -r folder; do rmdir "$folder" 2>/dev/null || :; done
  fi
  rm -f "$home/active-response/off" "$home/active-response/off.nft"
  report_removed
  [ -d "$state/secrets" ] || rm -rf "$state"
}
