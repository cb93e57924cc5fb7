#!/bin/sh
# Stand-in of wazuh-control of Wazuh 4.9 to 4.14, by its VERSION, for the lab only: the same verbs, order, files and exit codes, but it looks for
# pid files more often than once a second. Misbehaviour for tests: files in var/lab, see lab/wazuh/switches.ts.
#   wazuh-control start|stop|restart|reload|status|info [-v|-r|-t]
VERSION="v4.14.7"
REVISION="rc1"
TYPE="@TYPE@"
DAEMONS="@DAEMONS@"
OP_DAEMONS="wazuh-clusterd wazuh-maild wazuh-agentlessd wazuh-integratord wazuh-csyslogd"
# Of Wazuh 4.9 to 4.12: 600 looks of 0.1 s (init/wazuh-server.sh:47, v4.12.0); since then 30 s (init/wazuh-client.sh:34, v4.14.7).
case $VERSION in v4.9.* | v4.1[0-2].*) MAX_KILL_TRIES=60 ;; *) MAX_KILL_TRIES=30 ;; esac

DIR=$(cd "$(dirname "$0")/.." && pwd -P)
LOCK=$DIR/var/start-script-lock
SDAEMONS=
for daemon in $DAEMONS; do SDAEMONS="$daemon $SDAEMONS"; done

lock() {
  tries=0
  until mkdir "$LOCK" 2>/dev/null; do
    owner=$(cat "$LOCK/pid" 2>/dev/null) && ! kill -0 "$owner" 2>/dev/null && unlock && continue
    tries=$((tries + 1))
    if [ "$tries" -ge 600 ]; then
      echo "ERROR: Another instance is locking this process."
      echo "If you are sure that no other instance is running, please remove $LOCK"
      exit 1
    fi
    sleep 0.1
  done
  echo $$ >"$LOCK/pid"
}

unlock() { rm -rf "$LOCK"; }

# Where the lab was brought up with LAB_SLOW=control.
slowly() { ! grep -qsx control "${WAZUH_STAND_IN:-/usr/local/lib/wazuh-stand-in}/slow" || sleep 1; }

pids() { cat "$DIR/var/run/$1"-*.pid 2>/dev/null; }

runs() {
  for pid in $(pids "$1"); do
    kill -0 "$pid" 2>/dev/null && return 0
    rm -f "$DIR/var/run/$1-$pid.pid"
  done
  return 1
}

# $1 happens as often as its file in var/lab says.
happens() {
  file=$DIR/var/lab/$1
  [ -f "$file" ] || return 1
  times=$(cat "$file")
  [ -n "$times" ] || return 0
  if [ "$times" -gt 1 ]; then echo $((times - 1)) >"$file"; else rm -f "$file"; fi
}

testconfig() {
  for daemon in $SDAEMONS; do
    "$DIR/bin/$daemon" -t && continue
    echo "$daemon: Configuration error. Exiting"
    [ "$TYPE" = agent ] || touch "$DIR/var/run/$daemon.failed"
    rm -f "$DIR"/var/run/*.start "$DIR/var/run/.restart"
    exit 1
  done
}

section_disabled() {
  sed -n "/<$1>/,/<\/$1>/p" "$DIR/etc/ossec.conf" | grep -q '<disabled>yes' ||
    ! grep -q "<$1>" "$DIR/etc/ossec.conf"
}

skipped() {
  [ "$TYPE" = server ] || return 1
  case $1 in
    wazuh-maild) grep -q '<email_notification>no<' "$DIR/etc/ossec.conf" ;;
    wazuh-clusterd) section_disabled cluster ;;
    wazuh-authd) section_disabled auth ;;
    *) return 1 ;;
  esac
}

start_one() {
  slowly
  if runs "$1"; then
    echo "$1 already running..."
    return 0
  fi
  failed=false
  if [ "$1" = wazuh-analysisd ] && happens restart-fails; then
    failed=true
  elif ! "$DIR/bin/$1"; then
    failed=true
  else
    case " $OP_DAEMONS " in
      *" $1 "*) ;;
      *)
        tries=0
        until runs "$1"; do
          tries=$((tries + 1))
          [ "$tries" -lt 300 ] || { failed=true && break; }
          sleep 0.02
        done
        ;;
    esac
  fi
  if [ "$failed" = true ]; then
    if [ "$TYPE" = agent ]; then
      echo "$1 did not start"
    else
      echo "$1 did not start correctly."
      touch "$DIR/var/run/$1.failed"
    fi
    rm -f "$DIR"/var/run/*.start "$DIR/var/run/.restart"
    unlock
    exit 1
  fi
  rm -f "$DIR/var/run/$1.failed"
  echo "Started $1..."
}

start_service() {
  echo "Starting Wazuh $VERSION (stand-in of the lab)..."
  if happens restart-hangs; then while :; do sleep 1; done; fi
  if [ "$TYPE" = server ] && "$DIR/bin/wazuh-logtest-legacy" -t 2>&1 | grep -q ERROR; then
    echo "OSSEC analysisd: Testing rules failed. Configuration error. Exiting."
    touch "$DIR/var/run/wazuh-analysisd.failed"
    exit 1
  fi
  for daemon in $SDAEMONS; do
    skipped "$daemon" || start_one "$daemon"
  done
  echo "Completed."
  rm -f "$DIR"/var/run/*.start
}

# One look a second, as the real one; in between it looks more often.
wait_pid() {
  looks=0
  while kill -0 "$1" 2>/dev/null; do
    looks=$((looks + 1))
    [ "$looks" -lt $((MAX_KILL_TRIES * 20)) ] || return 1
    sleep 0.05
  done
}

signal_one() {
  if runs "$1"; then
    echo "Killing $1..."
    # shellcheck disable=SC2046 # one number a line
    kill $(pids "$1") 2>/dev/null
    slowly
  else
    echo "$1 not running..."
  fi
}

await_end() {
  for pid in $(pids "$1"); do
    wait_pid "$pid" && continue
    echo "Process $1 couldn't be terminated. It will be killed."
    kill -9 "$pid"
  done
  rm -f "$DIR/var/run/$1"-*.pid
}

# One after the other up to 4.14.0 (init/wazuh-client.sh:245, v4.14.0); all are told first since 4.14.1.
stop_service() {
  case $VERSION in
    v4.9.* | v4.1[0-3].* | v4.14.0) for daemon in $DAEMONS; do signal_one "$daemon" && await_end "$daemon"; done ;;
    *)
      for daemon in $DAEMONS; do signal_one "$daemon"; done
      for daemon in $DAEMONS; do await_end "$daemon"; done
      ;;
  esac
  echo "Wazuh $VERSION Stopped"
}

restart_service() {
  [ "$TYPE" = agent ] || touch "$DIR/var/run/.restart"
  testconfig
  lock
  stop_service
  start_service
  rm -f "$DIR/var/run/.restart"
  unlock
}

# without DAEMON: takes one out of those that are restarted.
without() {
  kept=
  reversed=
  for daemon in $DAEMONS; do
    [ "$daemon" != "$1" ] || continue
    kept="$kept $daemon"
    reversed="$daemon $reversed"
  done
  DAEMONS=$kept
  SDAEMONS=$reversed
}

status() {
  code=0
  for daemon in $DAEMONS; do
    if runs "$daemon"; then
      echo "$daemon is running..."
    else
      echo "$daemon not running..."
      code=1
    fi
  done
  return "$code"
}

info() {
  case $1 in
    -v) echo "$VERSION" ;;
    -r) echo "$REVISION" ;;
    -t) echo "$TYPE" ;;
    '') printf 'WAZUH_VERSION="%s"\nWAZUH_REVISION="%s"\nWAZUH_TYPE="%s"\n' "$VERSION" "$REVISION" "$TYPE" ;;
    *) usage ;;
  esac
}

usage() {
  echo "Usage: $0 {start|stop|restart|reload|status|info [-v -r -t]}"
  exit 1
}

case $1 in
  start)
    testconfig
    lock
    start_service
    unlock
    ;;
  stop)
    lock
    stop_service
    unlock
    ;;
  restart) restart_service ;;
  reload)
    case $TYPE:$VERSION in
      # Timed blocks live on: execd is left alone, an agent's before 4.14, too (init/wazuh-client.sh:316, v4.13.1).
      server:* | agent:v4.9.* | agent:v4.1[0-3].*)
        without wazuh-execd
        restart_service
        ;;
      *)
        without wazuh-agentd
        restart_service
        # It connects to the new execd (init/wazuh-client.sh:377, v4.14.7).
        # shellcheck disable=SC2046 # one number a line
        kill -USR1 $(pids wazuh-agentd)
        ;;
    esac
    ;;
  status)
    lock
    status
    code=$?
    unlock
    exit "$code"
    ;;
  info) info "$2" ;;
  *) usage ;;
esac
