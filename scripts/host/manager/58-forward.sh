# shellcheck shell=sh disable=SC2034,SC2154
# Would rsyslog take our file, which sends alerts on? It is asked with its whole configuration as it would be, before anything is
# changed, and by `check`: a setting may stand in another file too, and then only one of the two counts.

forward=/etc/rsyslog.d/10-wazuh-active-response.conf
rsyslog_main=/etc/rsyslog.conf

# forward_content: the file that the bundle has in its place, in $content; fails where it has none.
forward_content() {
  content=$(awk -F '\t' -v path="$forward" '$2 == path { print $1 }' "$work/F")
  [ -n "$content" ] || return 1
  content=$work/c/$content
}

# rsyslog_takes [FILE]: whether it takes its configuration with FILE in the place of ours, or without ours. Its words are in
# $work/said. It exits with 1 where it would run, but not as it is told to (rsyslogd 8.2302: a module that is loaded twice).
rsyslog_takes() {
  copy=$work/rsyslog
  rm -rf "$copy"
  mkdir "$copy"
  for file in "${forward%/*}"/*; do [ ! -f "$file" ] || cp "$file" "$copy/"; done
  rm -f "$copy/${forward##*/}"
  [ $# -eq 0 ] || cp "$1" "$copy/${forward##*/}"
  sed "s#${forward%/*}/#$copy/#g" "$rsyslog_main" >"$copy.conf"
  status=0
  run_limited "$patience" rsyslogd -N1 -f "$copy.conf" || status=$?
  sed "s#$copy/#${forward%/*}/#g; s#$copy\.conf#$rsyslog_main#g" "$work/out" |
    sed '/config validation run/d; s/^rsyslogd: //; s/ *\[v[^]]*\]$//' | paste -sd '|' - | tr -c '[:print:]\n' '?' | sed 's/|/ | /g' | cut -c 1-400 >"$work/said"
  [ "$status" -eq 0 ]
}

# try_rsyslog: prints a sentence where it would not take our file, or could not read the alerts.
try_rsyslog() {
  forward_content || return 0
  # What somebody did to rsyslog meanwhile is for check to say, and keeps no other change back.
  [ "$mode" != apply ] || plan_touches "$forward" "$work/plan" || return 0
  if ! grep -qs "^[^#]*${forward%/*}/" "$rsyslog_main"; then
    echo "$rsyslog_main is missing, or does not include ${forward%/*}/*.conf, so that rsyslog would never read $forward; add \$IncludeConfig ${forward%/*}/*.conf there, then run again"
    return 0
  fi
  if ! rsyslog_takes "$content"; then
    if late; then
      echo "rsyslogd -N1 did not end its test of $forward within $patience s; this host is very busy, or rsyslogd hangs; run again"
      return 0
    fi
    said=$(cat "$work/said")
    without=
    rsyslog_takes || without=$(cat "$work/said")
    # What it says without our file too is not our doing.
    ours=yes
    [ -z "$without" ] || case $said in *"$without"*) ours= ;; esac
    if [ -n "$ours" ]; then
      echo "rsyslogd -N1 refuses $forward; it said: $said; where a module is loaded already, or a setting given twice, take it out of the other file: ours is read first, then run again"
    else
      echo "rsyslogd -N1 refuses the configuration of rsyslog as it is, without $forward; it said: $without; repair that, then run again"
    fi
  fi
  rsyslog_user
  [ -z "$user" ] || id -nG "$user" 2>/dev/null | tr ' ' '\n' | grep -qxE 'root|wazuh' ||
    echo "rsyslog runs as $user here, which may not read $home/logs/alerts/alerts.json; usermod -aG wazuh $user, then run again"
}

# The user that rsyslog becomes at its start, in $user; empty where it stays root. Ubuntu makes it syslog, Debian does not.
rsyslog_user() {
  user=$(sed -n 's/^[[:space:]]*\$[Pp][Rr][Ii][Vv][Dd][Rr][Oo][Pp][Tt][Oo][Uu][Ss][Ee][Rr][[:space:]]\{1,\}\([^[:space:]#]*\).*/\1/p; s/^[^#]*privdrop\.user\.name="\([^"]*\)".*/\1/p' "$rsyslog_main" "${forward%/*}"/*.conf 2>/dev/null | tail -n 1)
}

# What `check` says beside: nobody sends while it does not run.
drift_of_forward() {
  if forward_content && ! grep -qsx rsyslogd /proc/[0-9]*/comm; then
    drift forward "rsyslogd does not run, so no alert is sent on as $forward says; systemctl restart rsyslog"
  fi
}
