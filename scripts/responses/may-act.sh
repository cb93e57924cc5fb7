# shellcheck shell=sh disable=SC2034,SC2154
# May this response act? Not while an operator has switched all of them off, and not in a stack that only observes.

OFF=$home/active-response/off

# may_act SUBJECT WHAT: goes on, or logs what would have been done to the subject and ends here. Before check_keys: then
# wazuh-execd holds nothing that it would have to take back.
may_act() {
  if [ -e "$OFF" ]; then
    unwatch
    read -r why <"$OFF" || why=
    case $why in '' | *[!A-Za-z0-9\ .,:@_/-]*) why='no reason is given' ;; esac
    decide off "$1" "would have $2; switched off: $why"
    exit 0
  fi
  [ "$MODE" = observe ] || return 0
  unwatch
  decide observed "$1" "would have $2"
  exit 0
}
