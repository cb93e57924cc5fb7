# shellcheck shell=sh disable=SC2034,SC2154
# SELinux: does each file have the label that the policy wants at its place? A new file gets that of its folder, which is right; one
# that comes back from our notes, or is a copy with all that it had, keeps another. Where SELinux is enforcing, systemd and auditd
# do not read it then.

has_selinux() {
  command -v restorecon >/dev/null 2>&1 || return 1
  # In permissive mode too: it may be enforcing tomorrow.
  case $(getenforce 2>/dev/null) in Enforcing | Permissive) ;; *) return 1 ;; esac
}

# relabel PATH...: a label that cannot be set is said, and no reason to go back: what was there before has no other way either.
relabel() {
  restorecon "$@" >"$work/labels" 2>&1 9>&- </dev/null ||
    printf '%s\tSELinux: a label could not be set (restorecon: %s); see ls -Z\n' - "$(tail -n 1 "$work/labels" | tr -c ' -~' '?' | cut -c1-160)" >>"$work/skipped"
}

# relabel_plan: the new files of the plan, where they are now, and the folders that were made for them.
relabel_plan() {
  has_selinux || return 0
  set --
  while read -r folder; do set -- "$@" "$folder"; done <"$journal/folders"
  while IFS=$tab read -r path becomes _; do
    [ "$becomes" = gone ] || set -- "$@" "$path"
  done <"$work/plan"
  [ $# -eq 0 ] || relabel "$@"
}
