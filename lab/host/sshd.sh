#!/bin/sh
# The SSH server of a host of the lab: sshd.sh start | stop. Returns once it listens, or once its port is free.
set -eu
conf=/etc/ssh/lab_sshd_config

listener() {
  [ -f /run/sshd.pid ] || return 1
  read -r pid </run/sshd.pid
  kill -0 "$pid" 2>/dev/null
}

case $1 in
  start)
    listener && exit 0
    # Since OpenSSH 9.8 sshd turns away whoever failed before; what blocks an attacker here is Wazuh alone.
    penalties=PerSourcePenalties=no
    /usr/sbin/sshd -t -f "$conf" -o "$penalties" 2>/dev/null || penalties=UsePAM=no
    exec /usr/sbin/sshd -f "$conf" -o "$penalties"
    ;;
  stop)
    listener || exit 0
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
    rm -f /run/sshd.pid
    ;;
esac
