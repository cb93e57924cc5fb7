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
    # What an sshd that was killed has left would be taken for the new one's.
    rm -f /run/sshd.pid
    /usr/sbin/sshd -f "$conf" -o "$penalties"
    # It goes to the background before it listens, and writes its number when it does (sshd.c, main, OpenSSH 9.2).
    tries=0
    until listener; do
      tries=$((tries + 1))
      if [ "$tries" -ge 3000 ]; then
        echo "sshd does not listen after 30 s" >&2
        exit 1
      fi
      sleep 0.01
    done
    ;;
  stop)
    listener || exit 0
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
    rm -f /run/sshd.pid
    ;;
esac
