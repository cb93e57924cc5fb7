# shellcheck shell=sh disable=SC2034,SC2154
# The message of wazuh-execd, where the shell itself reads it.

# read_line: one line of standard input into line; ends where there is none. The watch goes on.
read_line() {
  watch
  IFS= read -r line || [ -n "$line" ] || {
    unwatch
    exit 1
  }
}
