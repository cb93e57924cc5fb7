# shellcheck shell=sh disable=SC2154
# What is said of a response that may not act.

# held_back SUBJECT WHAT: logs what would have been done to the subject, and ends here. Before check_keys: then wazuh-execd
# holds nothing that it would have to take back.
held_back() {
  unwatch
  decide "${held%%;*}" "$1" "would have $2${held#"${held%%;*}"}"
  exit 0
}
