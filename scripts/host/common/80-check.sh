# shellcheck shell=sh disable=SC2034,SC2154
# Compares and changes nothing: prints one JSON document; exit 2 when something is not as the stack says.

check() {
  {
    drift_of_package
    drift_of_files
    if is_manager; then drift_of_manager; fi
    if [ -e "$home/active-response/off" ]; then drift off "responses are switched off (active-response on brings them back): $(head -n 1 "$home/active-response/off" | grep . || echo "no reason is given")"; fi
    drift_of_kept
    execd_fault
    [ -z "$fault" ] || drift execd "$fault"
    find_unknown_scripts
    while read -r name; do
      drift execd "wazuh-execd does not know $name: it was missing when ar.conf was read, and no response of it runs"
    done <"$work/dead"
    drift_of_ar_conf
    drift_of_kernel
    log_fault
    [ -z "$fault" ] || drift log "$fault"
    try_programs
    while read -r line; do drift programs "$line"; done <"$work/unrun"
    repeated_fault
    [ -z "$fault" ] || drift log "$fault"
    if [ -s "$work/modules" ]; then drift programs "$(missing_modules)"; fi
    list_hindrances "" | while read -r line; do drift warning "$line"; done
  } >"$work/drift"
  if [ -s "$work/drift" ]; then drift_why >>"$work/drift"; fi
  awk -F '\t' -v host="$host" -v role="$role" "$json_awk"'
    BEGIN { printf "{\"host\":%s,\"role\":%s,\"drift\":[", quoted(host), quoted(role) }
    { printf "%s{\"what\":%s,\"detail\":%s}", comma, quoted($1), quoted($2); comma = "," }
    END { print "]}" }' "$work/drift"
  [ ! -s "$work/drift" ] || exit 2
}

# Why so much may differ: told only where something does. `check --fix` and the next up fix it.
drift_why() {
  if package_half_done; then return 0; fi
  if [ ! -f "$state/installed" ]; then
    drift new "nothing of ours was ever rolled out here: a rebuilt, restored or new server; check --fix, then pulumi up, brings all of it"
  elif [ -f "$state/version" ] && [ -f "$home/bin/wazuh-control" ]; then
    read -r before <"$state/version" || :
    read_control
    [ "$before" = "$version" ] ||
      drift upgraded "Wazuh was $before at the last rollout and is $version now; check --fix, then pulumi up, brings back what the upgrade took"
  fi
}

drift() { printf '%s\t%s\n' "$1" "$2"; }

drift_of_files() {
  if [ -d "$journal" ]; then
    read_phase
    if [ -f "$journal/plan" ] && [ -f "$journal/phase.$phase" ]; then how="$phase"; else how="its journal is damaged"; fi
    drift unfinished "an apply was interrupted ($how); the next pulumi up completes or undoes it first"
  fi
  compare
  while IFS=$tab read -r path what; do
    known=$(awk -F '\t' -v path="$path" '$1 == path { print $2 }' "$installed" 2>/dev/null || :)
    case $what in
      missing)
        # Whose it is and what it leads to is for people to judge: apply refuses it, too.
        if [ -L "$path" ]; then
          drift "no plain file" "$path is a symbolic link; remove it, then check --fix and pulumi up bring the file back"
        elif [ -e "$path" ]; then
          drift "no plain file" "$path; move it away, then check --fix and pulumi up bring the file back"
        else
          drift missing "$path"
        fi
        ;;
      content*)
        # What we did not put there ourselves was changed by somebody; what we did is only older than the stack.
        if [ -n "$known" ] && [ "$(sum_of "$path")" = "$known" ]; then drift outdated "$path"; else drift tampered "$path"; fi
        case $what in *' '*) drift "wrong ${what#* }" "$path" ;; esac
        ;;
      *) drift "wrong $what" "$path ($(stat -c '%U:%G 0%a' "$path"))" ;;
    esac
  done <"$work/difference"
  no_longer_named whole | while IFS=$tab read -r path _; do
    [ ! -e "$path" ] || drift extra "$path"
  done
  for file in "$home"/active-response/bin/.*.wazuh-active-response.*.tmp "$home"/etc/.*.wazuh-active-response.*.tmp; do
    [ ! -e "$file" ] || [ -d "$journal" ] || drift extra "$file"
  done
}

drift_of_manager() {
  live=$home/etc/ossec.conf
  [ -f "$work/part" ] || : >"$work/part"
  if place_part "$live" "$work/part" "$work/adopt" >"$work/candidate" 2>"$work/out"; then
    if ! cmp -s "$work/candidate" "$live"; then
      drift part "our part of $live is edited, outdated or gone"
    elif kept_part_differs; then
      drift part "$kept_part, with which another tool may begin $live, is edited or outdated"
    fi
    find_conflicts | while IFS=$tab read -r kind line; do drift "$kind" "$line"; done
  else
    drift part "$(cat "$work/out")"
  fi
  if [ -s "$work/part" ] && analysisd_lost_execd; then
    drift execd "wazuh-analysisd still holds the queue of a wazuh-execd that has ended: the next response on this host is lost; restart Wazuh (systemctl restart wazuh-manager)"
  fi
  drift_of_groups
  drift_of_forward
  not_loaded | while read -r line; do drift loaded "$line"; done
  while IFS=$tab read -r path sum; do
    if [ ! -f "$path" ] || [ "$(sum_of "$path")" != "$sum" ]; then drift cluster "$path differs from the master's"; fi
  done <"$work/A"
}

# What the last apply kept, which the next one may go by.
drift_of_kept() {
  [ -s "$state/kept" ] || return 0
  (cd "$state" && sha256sum --status -c kept) 2>/dev/null ||
    drift kept "what the last rollout kept in $state (installer, programs) is gone or changed, and the next one may go by it; check --fix, then pulumi up, sends all of it again"
}

# Every row that our part makes must be in ar.conf: the manager writes it, the agents get it from the manager.
drift_of_ar_conf() {
  present=$home/etc/shared/ar.conf
  [ -f "$present" ] || present=/dev/null
  grep -vxF -f "$present" "$work/R" | while read -r row; do drift ar.conf "no row \"$row\" in $home/etc/shared/ar.conf"; done
}

# Our tables in the kernel, by the script as the stack has it: one that was tampered with here may say what it likes.
drift_of_kernel() {
  while IFS=$tab read -r n path _; do
    case $path in "$home/active-response/guarded-tables" | "$home/active-response/guarded-names")
      sh "$work/c/$n" check 2>/dev/null 9>&- </dev/null || :
      ;;
    esac
  done <"$work/F"
}

# What `check` has called drift there is fixed by an apply, though nothing differs on the disk.
restore_kernel() {
  guard=$home/active-response/guarded-tables
  [ ! -x "$guard" ] || run_quietly "$guard" restore ||
    printf '%s\t%s\n' - "our tables could not be put back into the kernel; active-response check says what differs" >>"$work/skipped"
  names=$home/active-response/guarded-names
  [ ! -x "$names" ] || run_quietly "$names" started || :
}
