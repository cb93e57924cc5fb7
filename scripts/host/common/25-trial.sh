# shellcheck shell=sh disable=SC2154
# Do the programs of this bundle run here? Asked before anything is changed, and by `check`.

# try_programs [PLAN]: $work/unrun gets a sentence for each program that does not run: which, by what, what that said, what to install;
# and for a file of rsyslog's that it would not take.
try_programs() {
  : >"$work/unrun"
  read_family
  ask_perl unrun_programs "$work" "$family" "$patience" "$@" >"$work/unrun" 2>"$work/out" 9>&- </dev/null ||
    printf 'the programs cannot be tried: perl ended with: %s\n' "$(tail -n 1 "$work/out")" >>"$work/unrun"
  rm -rf "$work/trial"
  ! is_manager || try_rsyslog >>"$work/unrun"
}
