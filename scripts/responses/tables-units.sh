# shellcheck shell=sh disable=SC2034,SC2154
# The units that bring our tables back: at a boot, whenever a firewall's service starts, and by looking.

WATCH=wazuh-active-response-watch.service
PATH=/usr/local/sbin:/usr/local/bin:$PATH

units() { limited systemctl -q "$@" wazuh-active-response-tables.service "$WATCH"; }

# A question to process 1 is not a reason to wait for ever, nor to fail: `check` says it where the watch does not run.
started() {
  command -v systemctl >/dev/null 2>&1 || return 0
  units enable || return 1
  [ -d /run/systemd/system ] || return 0
  limited systemctl daemon-reload || :
  limited systemctl restart "$WATCH" || :
}

stopped() {
  command -v systemctl >/dev/null 2>&1 || return 0
  [ ! -d /run/systemd/system ] || units stop || :
  units disable || :
}

watched() {
  [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1 || return 0
  limited systemctl -q is-active "$WATCH" && return 0
  case $? in
    124 | 137) echo "whether $WATCH watches our tables is not known: systemd did not answer within 10 s" ;;
    *) echo "nobody watches our tables: start $WATCH there" ;;
  esac
}
