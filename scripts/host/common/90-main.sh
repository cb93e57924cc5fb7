# shellcheck shell=sh disable=SC2034,SC2154
# The order of things.

apply() {
  note_step waited for the lock
  take_lock 1
  note_step looked for what an earlier run left
  recover
  note_step looked at what must hold on this host
  preflight
  note_step asked wazuh-execd
  execd_fault
  [ -z "$fault" ] || fail 65 "refused: $fault; nothing was changed"
  note_step compared the files
  compare
  : >"$work/plan"
  plan_files
  plan_removals "$home/etc" yes
  if is_manager; then
    daemon_runs wazuh-analysisd || fail 65 "refused: wazuh-analysisd does not run; start the manager (its log says what is wrong), then run again; nothing was changed"
    await_rules
    plan_ossec
    plan_groups
  fi
  if [ -s "$work/plan" ]; then
    note_step looked at the targets and at the room on the disk
    check_targets
    if is_manager; then
      refuse_conflicts
      note_step tested the new configuration in a copied tree
      if plan_touches "$home/etc/" "$work/plan"; then test_candidate; fi
      running_daemons >"$work/ran"
    fi
    plan_installed
    transact
  else
    note_step asked whether what is there is in force
    ensure_in_force
  fi
  restore_kernel
  note_step wrote its notes and its report
  if is_manager; then
    keep_part 2>/dev/null ||
      printf '%s\t%s\n' - "$kept_part could not be written; where another tool begins ossec.conf with it, run again before that tool does" >>"$work/skipped"
    [ ! -s "$work/part" ] || part_is=$(sha256sum <"$work/part")$(stat -c ' %U %G 0%a %n' "$home/etc/ossec.conf")
  fi
  keep_constants
  log_fault
  [ -n "$fault" ] || log_twice
  [ -z "$fault" ] || printf '%s\t%s\n' - "$fault" >>"$work/skipped"
  repeated_fault
  [ -z "$fault" ] || printf '%s\t%s\n' - "$fault" >>"$work/skipped"
  list_hindrances "-$tab" >>"$work/skipped"
  remove_left_work
  { printf '%s\n' "$version" >"$state/version" && printf '%s\n' "$host" >"$state/name"; } 2>/dev/null || :
  note_rollout
  { no_longer_named paths >"$work/left"; } 2>/dev/null || rm -f "$work/left"
  report
}

# Folders of runs that the machine did not live to the end of.
remove_left_work() {
  for left in /run/wazuh-active-response.* /var/tmp/wazuh-active-response.*; do
    if [ ! -d "$left" ] || [ "$left" = "$work" ]; then continue; fi
    find "$left" -maxdepth 0 -mmin +1440 -exec rm -rf {} + 2>/dev/null || :
  done
}

# Who brought it, and when: one line an apply, the newest last. In the report too, so that it is in the stack's outputs.
note_rollout() {
  by=
  [ -f "$work/by" ] || return 0
  read -r by <"$work/by" || :
  by="{\"when\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",${by#\{}"
  { { tail -n 499 "$state/rollouts" 2>/dev/null || :; printf '%s\n' "$by"; } >"$state/rollouts.new" && mv "$state/rollouts.new" "$state/rollouts"; } 2>/dev/null ||
    say "cannot note in $state/rollouts who rolled out"
}

# What no policy changes stays on the host: the next apply goes by its sum where the report has it, and what only takes away (prune)
# runs the installer as it is. In $kept the sums, of what is on the disk, a line each; those that were noted go before what they are of.
keep_constants() {
  for name in installer programs; do
    is=$work/$name
    [ "$name" = programs ] || is=$work/run
    [ ! -f "$is" ] || cmp -s "$is" "$state/$name" ||
      { rm -f "$state/kept" && cp "$is" "$state/$name.new" && sync_to_disk "$state/$name.new" && mv "$state/$name.new" "$state/$name"; } 2>/dev/null ||
      { rm -f "$state/$name.new" && say "cannot keep the $name in $state (full?); the next rollout brings it again"; }
  done
  kept=$(cd "$state" && sha256sum installer programs 2>/dev/null) || :
  if [ -z "$kept" ]; then rm -f "$state/kept"; else { printf '%s\n' "$kept" >"$state/kept"; } 2>/dev/null || kept=; fi
}

report() {
  : >>"$work/plan"
  BY=$by KEPT=$kept awk -F '\t' -v host="$host" -v role="$role" -v restart="$restart" -v recovered="$recovered" \
    -v wanted="$work/wanted" -v plan="$work/plan" -v skipped="$work/skipped" -v left="$work/left" -v part="$part_is" -v wazuh="${version#v}" "$json_awk"'
    BEGIN {
      while ((getline line < wanted) > 0) want[substr(line, 67)] = substr(line, 1, 12)
      if (ENVIRON["BY"] != "") by = "\"rollout\":" ENVIRON["BY"] ","
      printf "{" by "\"host\":%s,\"role\":%s,\"restart\":%s,\"recovered\":%s,\"wazuh\":%s,\"changed\":[", quoted(host), quoted(role), quoted(restart), quoted(recovered), quoted(wazuh)
      while ((getline line < plan) > 0) { split(line, p, "\t"); printf "%s%s", comma, quoted(p[1]); comma = "," }
      printf "],\"warnings\":["
      comma = ""
      while ((getline line < skipped) > 0) { split(line, p, "\t"); printf "%s%s", comma, quoted(p[2]); comma = "," }
      printf "],"
      # SUM, two blanks, NAME.
      count = split(ENVIRON["KEPT"], sums, "\n")
      for (i = 1; i <= count; i++) printf "%s\"%s\":\"%s\"", (i == 1 ? "\"kept\":{" : ","), substr(sums[i], 67), substr(sums[i], 1, 64)
      if (count) printf "},"
      if ((got = (getline line < left)) >= 0) {
        printf "\"left\":["
        for (comma = ""; got > 0; got = (getline line < left)) { printf "%s%s", comma, quoted(line); comma = "," }
        printf "],"
      }
      printf "\"files\":{"
      comma = ""
    }
    {
      printf "%s%s:{\"sha256\":\"%s\",\"owner\":%s,\"group\":%s,\"mode\":%s,\"verified\":true}", comma, quoted($2), want[$1], quoted($3), quoted($4), quoted($5)
      comma = ","
    }
    END {
      if (part != "") { split(part, p, " "); printf "%s%s:{\"sha256\":\"%.12s\",\"owner\":%s,\"group\":%s,\"mode\":%s,\"verified\":true}", comma, quoted(p[6] " (our part)"), p[1], quoted(p[3]), quoted(p[4]), quoted(p[5]) }
      print "}}"
    }' "$work/F" || :
}

part_is=
by=
kept=
case $mode in
  apply | check | prune | remove | secret | forget)
    read_bundle
    "$mode"
    ;;
  recover)
    if [ -f "$journal/here" ]; then IFS=$tab read -r host role wait <"$journal/here" && be_patient; fi
    take_lock 10
    recover
    # A killed run has said nothing by itself, and this is all that its operator sees.
    [ ! -s "$work/step" ] || { read -r step <"$work/step" && say "its last step: it $step"; }
    left="nothing of it is left"
    [ "$recovered" != completed ] || left="it was all but done, and is complete now"
    say "the run was ended in the middle (killed, or as said above); $left; run again"
    ;;
  *) fail 64 "unknown mode $mode" ;;
esac
