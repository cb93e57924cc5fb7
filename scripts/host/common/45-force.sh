# shellcheck shell=sh disable=SC2034,SC2154
# How much must be made to read the new state, decided from what changed: nothing, execd, the rules, or the manager.

# What changed decides how much must be made to read it.
bring_in_force() {
  if ! is_manager; then
    ! refresh_is_due || refresh_execd
    return
  fi
  if plan_touches "$home/etc/ossec.conf"; then
    restart=reload
    reload_manager && await_manager "$journal/ran" && same_meaning || return 1
  elif plan_touches "$home/etc/rules/"; then
    load_rules "$journal/ran" || return 1
  fi
  # After a reload too: execd has not been restarted, and knows the old names only.
  if [ "$mode" != remove ] && { [ "$restart" = reload ] || refresh_is_due; }; then refresh_execd || return 1; fi
}

# plan_touches PREFIX [PLAN]: whether the journal's plan, or PLAN, touches such a path.
plan_touches() {
  while IFS=$tab read -r path _; do
    case $path in "$1"*) return 0 ;; esac
  done <"${2:-$journal/plan}"
  return 1
}

# Nothing differs in the files; the daemons may all the same not have what the files say.
ensure_in_force() {
  if is_manager; then
    not_loaded >"$work/differs"
    if [ -s "$work/differs" ]; then
      running_daemons >"$work/ran"
      restart=reload
      { reload_manager && await_manager "$work/ran"; } || fail 70 "failed: the files are as wanted, but the manager does not take them; look into $home/logs/ossec.log"
    fi
  fi
  ! refresh_is_due || refresh_execd || fail 70 "failed: the files are as wanted, but wazuh-execd does not know the scripts"
}
