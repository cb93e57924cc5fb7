# shellcheck shell=sh disable=SC2034,SC2154,SC2317
# What keeps a response of 5 from acting, beside the switch and the mode: too few alerts yet, or one that is too old.

# hold: ends here where it is not to be done now. guarded-block-ip has no line: there awk has asked already.
hold() {
  four_hold
  [ -n "${line-}" ] || return 0
  whom=${user:-${ENTRY:-${subject:--}}}
  # shellcheck disable=SC2154 # guarded-block-ip has no json_awk, and no line
  late=$(LINE=$line WHOM=$whom awk "$json_awk"'BEGIN { if (is_message(ENVIRON["LINE"])) print why_not_now(ENVIRON["WHOM"]); else print "failed; awk gave no verdict" }') || late='failed; awk gave no verdict'
  [ -n "$late" ] || return 0
  unwatch
  [ "$late" = waits ] || decide "${late%%; *}" "$whom" "${late#*; }"
  case $late in failed*) exit 1 ;; esac
  exit 0
}

# is_listed PID HOW SHIELD: the alert may be an hour old, so the number alone is nobody: it must be that process still, by its
# number, its start and its file.
is_listed() {
  four_is_listed "$@" || return 1
  why='not the process of the alert'
  # shellcheck disable=SC2154 # FIRST and start are those of kill-malicious-process.sh
  [ "$1" = "$FIRST" ] || return 1
  # shellcheck disable=SC2154
  why=$(LINE=$line START=$start awk "$json_awk"'BEGIN { print is_message(ENVIRON["LINE"]) ? why_other(ENVIRON["START"]) : "the alert cannot be read" }') && [ -z "$why" ]
}
