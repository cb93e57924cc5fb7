# shellcheck shell=sh disable=SC2154
# A drill ends at the decision: nothing is run, nothing is logged, and whoever asked reads it. Its message has the command drill, which
# nobody but root on this host can send: wazuh-execd writes add, delete, continue or abort there itself (os_execd/execd.c:276, 413
# and 448-451, v4.14.7), whatever an alert holds.

# rehearse: ends here, with one line on standard output: word|subject|why.
rehearse() {
  [ "$verdict" = run ] || told "$verdict" "$why"
  hold
  [ -z "$held" ] || told "${held%%;*}" "${held#*; }"
  can_start "$SCRIPT" || told failed "$SCRIPT is missing, or nothing here can run it"
  told run "$SCRIPT would be run now"
}

told() {
  printf '%s|%s|%s\n' "$1" "$subject" "$2"
  exit 0
}

# can_start FILE: it may be run, and the interpreter that it names is there. Bytes of a program are not looked into.
can_start() {
  [ -f "$1" ] && [ -x "$1" ] || return 1
  LC_ALL=C read -r first <"$1" 2>/dev/null || :
  case $first in '#!'*) ;; *) return 0 ;; esac
  first=${first#'#!'}
  first=${first#"${first%%[! ]*}"}
  [ -x "${first%% *}" ]
}
