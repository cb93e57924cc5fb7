#!/bin/sh
# Stand-in of a program of Wazuh 4.14, for the lab only. Its home is the tree that it stands in, as with the real ones.
name=${0##*/}
home=$(cd "$(dirname "$0")/.." && pwd -P)
lib=${WAZUH_STAND_IN:-/usr/local/lib/wazuh-stand-in}

run() { exec "$lib/node" "$lib/main.js" "$name" "$home" "$@"; }

case " $* " in
  *' -t '* | *' -V '*) run "$@" ;;
esac

# A daemon goes to the background; its words up to then are ours, the last one is "up".
background() {
  words=$(setsid "$lib/node" "$lib/main.js" "$name" "$home" 2>&1 </dev/null &)
  case $words in
    *up) return 0 ;;
  esac
  printf '%s\n' "$words" >&2
  exit 1
}

case $name in
  wazuh-execd | wazuh-analysisd | wazuh-remoted | wazuh-agentd | wazuh-clusterd) background ;;
  wazuh-logcollector) exec perl "$lib/logcollector.pl" "$home" ;;
  # Optional daemons that nothing in the lab's ossec.conf asks for end at once.
  wazuh-agentlessd | wazuh-integratord | wazuh-csyslogd | wazuh-maild) exit 0 ;;
  wazuh-apid) if [ -e "$home/var/lab/api" ]; then background; else exec perl "$lib/sleeper.pl" "$name" "$home"; fi ;;
  wazuh-db) exec perl "$lib/wdb.pl" "$home" ;;
  wazuh-*d) exec perl "$lib/sleeper.pl" "$name" "$home" ;;
  *) run "$@" ;;
esac
