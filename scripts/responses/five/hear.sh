# shellcheck shell=sh disable=SC2034,SC2153,SC2154,SC2317
# Verdicts that only a message of 5 has: not yet, and too late.

read_verdict() {
  four_read_verdict
  case $verdict in waits | late | failed) ;; *) return 0 ;; esac
  unwatch
  # Names that were looked up for nothing are not looked up again.
  [ -z "$routes" ] || note "$ROUTES" "$routes"
  [ -z "$resolved" ] || note "$RESOLVED" "$resolved"
  # Nothing is printed and this is no failure: execd then holds nothing that it would take back.
  [ "$verdict" = waits ] || decide "$verdict" "$address" "$why"
  [ "$verdict" != failed ] || exit 1
  exit 0
}
