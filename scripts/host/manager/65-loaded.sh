# shellcheck shell=sh disable=SC2034,SC2154
# What analysisd has loaded, against what the live ossec.conf says: keys as in src/analysisd/config.c of 4.14.

# Three answers, a line each: <global>, commands and active responses.
ask_loaded() {
  set --
  for section in global command active_response; do
    set -- "$@" '{"version":1,"origin":{"module":"api"},"command":"getconfig","parameters":{"section":"'"$section"'"}}'
  done
  ask_analysisd "$@"
}

# Prints what of our part in the live file is not loaded, and what is loaded although neither our part nor the rest of that
# file says it; nothing when the loaded configuration is ours.
not_loaded() {
  ask_loaded >"$work/loaded" 2>"$work/out" || {
    printf 'analysisd does not answer: %s\n' "$(cat "$work/out")"
    return 0
  }
  ask_perl not_loaded "$home/etc/ossec.conf" "$work/loaded"
}
