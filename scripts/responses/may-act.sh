# shellcheck shell=sh disable=SC2034,SC2154
# May this response act? Not while an operator has switched all of them off, and not in a stack that only observes.

OFF=$home/active-response/off

# hold: what keeps this response from acting, in held: off and the reason, observed, or nothing. One look decides.
hold() {
  held=
  [ "$MODE" != observe ] || held=observed
  [ -e "$OFF" ] || return 0
  read -r why <"$OFF" || why=
  case $why in '' | *[!A-Za-z0-9\ .,:@_/-]*) why='no reason is given' ;; esac
  held="off; switched off: $why"
}
