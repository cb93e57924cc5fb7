# shellcheck shell=sh disable=SC2034,SC2154
# How long is nft waited for? execd waits for this script without end, so not long; what is left is done without execd.

patience=0.7

# nft ARGUMENT...: nft, ended after `patience` seconds; hung becomes yes then.
nft() {
  timeout -k 0.1 "$patience" nft "$@"
  took=$?
  case $took in 124 | 137) hung=yes ;; esac
  return "$took"
}

# without_execd COMMAND...: a child does it with all the patience that it needs, while this script ends and execd goes on. What
# execd waits for is closed in the child. What is left of the first nft would be in its way.
without_execd() {
  patience=60
  # By a subshell: dash keeps what a function's redirection covers.
  ("$@") </dev/null >/dev/null 2>&1 3>&- 4>&- 5<&- 7<&- &
  exit 0
}
