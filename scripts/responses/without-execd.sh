# shellcheck shell=sh disable=SC2034
# How does an action go on whose time is over?

# without_execd COMMAND...: a child does it with all the patience that it needs, while this script ends and execd goes on. What
# execd waits for is closed in the child. What is left of the first nft would be in its way.
without_execd() {
  patience=60
  # By a subshell: dash keeps what a function's redirection covers.
  ("$@") </dev/null >/dev/null 2>&1 3>&- 4>&- 5<&- 7<&- &
  exit 0
}
