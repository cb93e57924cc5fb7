# shellcheck shell=sh disable=SC2034,SC2154,SC2317
# The message of wazuh-execd 5, where no other question is asked before the action.

# read_line: an isolation that comes too late is none. The manager's home is not the agent's in 5, and both may be on one host.
read_line() {
  four_read_line
  [ "$self" = custom-isolate ] || return 0
  late=$(LINE=$line awk "$json_awk"'BEGIN { if (is_message(ENVIRON["LINE"]) && value["command"] == "add") print why_late() }')
  if [ -n "$late" ]; then
    unwatch
    decide late "this host" "$late"
    exit 0
  fi
  if [ -e /var/wazuh-manager/bin ]; then
    unwatch
    refuse "this host is a manager"
  fi
}
