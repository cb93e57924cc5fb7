#!/bin/sh
# Stand-ins of what a first boot asks of the world outside: apt-get, apt-mark, augenrules, curl and gpg, by the name that it is
# called by. A host of the lab reaches no repository: each call is written down in /var/log/lab-first-boot, with what the agent's
# package is told by its environment.
#   apt-get install wazuh-agent=...   leaves the unit of the agent, whose /var/ossec the host has already
#   curl -o FILE, gpg --dearmor -o    leave a file
#   gpg --show-keys                   finds the key that the set-up pins; that it refuses another is tested with real gpg
#                                     (test/lab/cloudInit)
set -eu
name=${0##*/}
echo "$name $*${WAZUH_AGENT_NAME:+ (WAZUH_MANAGER=$WAZUH_MANAGER WAZUH_AGENT_NAME=$WAZUH_AGENT_NAME)}" >>/var/log/lab-first-boot

# The word after an option.
after() {
  wanted=$1
  shift
  while [ $# -gt 1 ]; do
    [ "$1" != "$wanted" ] || echo "$2"
    shift
  done
}

case $name in
  apt-get)
    case "$*" in *"install "*wazuh-agent=*) ;; *) exit 0 ;; esac
    printf '%s\n' '[Unit]' 'Description=Wazuh agent' '[Service]' 'Type=oneshot' 'RemainAfterExit=yes' \
      'ExecStart=/var/ossec/bin/wazuh-control restart' '[Install]' 'WantedBy=multi-user.target' >/lib/systemd/system/wazuh-agent.service
    ;;
  curl) echo "a key, says the stand-in of curl" >"$(after -o "$@")" ;;
  gpg)
    case "$*" in
      *--dearmor*) echo "a keyring, says the stand-in of gpg" >"$(after -o "$@")" ;;
      *--show-keys*)
        pinned=$(sed -n "s/^fingerprint=//p" /var/lib/wazuh-active-response/set-up-agent.sh | tr -d "'")
        printf 'pub:-:\nfpr:::::::::%s:\n' "$pinned"
        ;;
    esac
    ;;
esac
