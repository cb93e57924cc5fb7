# shellcheck shell=sh disable=SC2034,SC2154
# The units that bring our tables back: at a boot, whenever a firewall's service starts, and by looking.

UNITS='wazuh-active-response-tables.service wazuh-active-response-watch.service'
PATH=/usr/local/sbin:/usr/local/bin:$PATH

# What process 1 is asked is no reason to wait for ever, and none to fail: `check` says it where the watch does not run.
started() {
  command -v systemctl >/dev/null 2>&1 || return 0
  # shellcheck disable=SC2086 # names of units
  limited systemctl -q enable $UNITS || return 1
  [ -d /run/systemd/system ] || return 0
  limited systemctl daemon-reload || :
  limited systemctl restart wazuh-active-response-watch.service || :
}

stopped() {
  command -v systemctl >/dev/null 2>&1 || return 0
  # shellcheck disable=SC2086 # names of units
  [ ! -d /run/systemd/system ] || limited systemctl stop $UNITS || :
  # shellcheck disable=SC2086 # names of units
  limited systemctl -q disable $UNITS || :
}

watched() {
  [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1 || return 0
  limited systemctl -q is-active wazuh-active-response-watch.service ||
    printf 'kernel\t%s\n' "nobody watches our tables: start wazuh-active-response-watch.service there"
}
