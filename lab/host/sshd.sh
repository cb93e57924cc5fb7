#!/bin/sh
# The SSH server of a host of the lab: sshd.sh start | stop. Returns once it listens, or once its port is free.
set -eu

listener() {
  [ -f /run/sshd.pid ] || return 1
  read -r pid </run/sshd.pid
  kill -0 "$pid" 2>/dev/null
}

case $1 in
  start)
    listener || exec /usr/sbin/sshd -f /etc/ssh/lab_sshd_config
    ;;
  stop)
    if listener; then
      kill "$pid"
      while kill -0 "$pid" 2>/dev/null; do sleep 0.01; done
      rm -f /run/sshd.pid
    fi
    ;;
esac
