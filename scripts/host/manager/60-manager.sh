# shellcheck shell=sh disable=SC2034,SC2154
# The manager's daemons: made to read the new state in the cheapest way that is enough, then asked what they have loaded.

# Names of the daemons that run. The optional ones may be off, so only those that ran before count later.
running_daemons() {
  read_daemons
  for name in $daemons; do ! daemon_runs "$name" || printf '%s\n' "$name"; done
}

# find_lost FILE: the daemons of that list which do not run, in $lost.
find_lost() {
  lost=
  while read -r name; do daemon_runs "$name" || lost="$lost$name "; done <"$1"
}

# Restarts all daemons but execd, whose timed blocks live in its memory: `reload` of wazuh-control, also by systemd, tests
# first and leaves execd alone (`restart` does neither).
reload_manager() {
  if systemd_runs_it; then reload_unit; else run_quietly timeout -k 5 "$wait" "$home/bin/wazuh-control" reload; fi
}

# Where systemd did not start the daemons, its reload would do nothing; where it did, they keep its control group and
# limits only by it. A systemd that does not answer in time can reload nothing either, and is not asked again.
systemd_runs_it() {
  [ -d /run/systemd/system ] && [ -z "${no_systemd-}" ] || return 1
  run_limited "$systemd_answers" systemctl is-active --quiet wazuh-manager && return 0
  ! late || { no_systemd=yes && say "systemd did not say within $systemd_answers s whether it runs wazuh-manager; wazuh-control is asked in its place"; }
  return 1
}

# Seconds for an answer of systemd: a hundredth of a second on a quiet host.
systemd_answers=30

# The reload is a job of systemd and goes on when systemctl is ended: one that hangs is ended too, before the old files come
# back and are read. What it printed is in the journal.
reload_unit() {
  run_quietly timeout -k 5 "$wait" systemctl reload wazuh-manager && return 0
  case $status in 124 | 137) timeout -k 1 5 systemctl kill --kill-who=control --signal=SIGKILL wazuh-manager 2>/dev/null 9>&- || : ;; esac
  timeout -k 1 5 journalctl -q -u wazuh-manager -n 10 -o cat --no-pager >&2 2>/dev/null 9>&- || :
  return 1
}

# Rules only: a second instead of a restart. An error keeps the old rules.
reload_rules() {
  # It reads all rules before it answers, and up to 4.14.1 waits for its own queues first.
  answer=$(ask_socket "$home/queue/sockets/analysis" "$patience" '{"version":1,"origin":{"module":"api"},"command":"reload-ruleset","parameters":{}}' 2>&1) || {
    say "analysisd cannot be asked to read the rules again: $answer"
    return 1
  }
  case $answer in
    *'"error":0'*) ;;
    *)
      say "analysisd refuses the rules: $answer"
      return 1
      ;;
  esac
}

# Error 0 says only that analysisd runs on: what it could not take is in `data` (analysisd/asyscom.c:166, v4.14.7).
hot_reload() {
  reload_rules || return 1
  printf '%s\n' "$answer" >"$work/said"
  dropped_rules "$work/said" "$rules_file" >"$work/dropped"
  [ ! -s "$work/dropped" ] || {
    say "analysisd has read the rules, but does not take these of ours: $(head -n 3 "$work/dropped" | paste -sd ';' -)"
    return 1
  }
}

# Before 4.13 analysisd knows no reload-ruleset (analysisd/asyscom.c:166, v4.13.0; ERROR_UNRECOGNIZED_COMMAND in v4.12.0): it reads
# rules at its start only.
reads_rules_alone() { ! is_before 13; }

# load_rules RAN: makes analysisd read changed rules, in the cheapest way that this version has, which is then $restart.
load_rules() {
  if reads_rules_alone; then
    restart=hot-reload
    hot_reload
  else
    restart=reload
    reload_manager && await_manager "$1"
  fi
}

rules_file=$home/etc/rules/zz_active_response.xml

# dropped_rules SAID RULES: what analysisd says, in the file SAID, of rules of the file RULES that it drops.
dropped_rules() { ask_perl dropped_rules "$@"; }

# ask_analysisd JSON...: answers a line each.
ask_analysisd() { ask_socket "$home/queue/sockets/analysis" 30 "$@"; }

# Waits until every daemon that ran before runs again and the loaded configuration is the live file's. $1: who ran.
await_manager() {
  seconds_up
  deadline=$((up + wait))
  while :; do
    find_lost "$1"
    : >"$work/differs"
    if [ -z "$lost" ]; then
      not_loaded >"$work/differs"
      [ -s "$work/differs" ] || return 0
    fi
    seconds_up
    [ "$up" -lt "$deadline" ] || break
    sleep 0.2
  done
  [ -z "$lost" ] || say "does not run again within $wait s: $lost"
  [ ! -s "$work/differs" ] || say "analysisd runs, but not with this configuration: $(head -n 3 "$work/differs" | tr '\n' ';')"
  return 1
}

# After an undo: the old ar.conf, then the old configuration in the daemons, however far the run had come.
bring_manager_back() {
  if plan_touches "$home/etc/ossec.conf"; then
    find_lost "$journal/ran"
    if [ "$phase" != force ] && [ -z "$lost" ] && not_loaded >"$work/differs" && [ ! -s "$work/differs" ]; then return 0; fi
    restore_ar_conf
    reload_or_start "$journal/ran" || return 1
    restore_ar_conf
    [ ! -S "$home/queue/alerts/execq" ] || refresh_execd || :
  elif plan_touches "$home/etc/rules/" && [ "$phase" = force ]; then
    if reads_rules_alone; then reload_rules; else reload_or_start "$journal/ran"; fi
  fi
}

# reload_or_start RAN: a reload that was cut off in the middle leaves daemons down; start tests nothing away and starts what is missing.
reload_or_start() {
  reload_manager && await_manager "$1" && return 0
  run_quietly timeout -k 5 "$wait" "$home/bin/wazuh-control" start
  ! systemd_runs_it || say "what was down was started by wazuh-control, outside of the control group of its service; systemctl restart wazuh-manager, when timed blocks may end"
  await_manager "$1"
}

restore_ar_conf() {
  target=$home/etc/shared/ar.conf
  if [ ! -f "$journal/ar.conf" ] || cmp -s "$journal/ar.conf" "$target"; then return 0; fi
  { cp -p "$journal/ar.conf" "$home/etc/shared/.ar.conf.tmp" && mv -f "$home/etc/shared/.ar.conf.tmp" "$target"; } || say "the old ar.conf could not be put back"
}

# In a cluster the master's rules come to a worker by themselves. They must be here and be read before anything of ours
# changes: if they never come, this node stays in its old state as a whole, with its old responses.
await_rules() {
  [ -s "$work/A" ] || [ -e "$state/read" ] || return 0
  : >"$work/read"
  while IFS=$tab read -r path sum; do
    seconds_up
    deadline=$((up + wait))
    until [ -f "$path" ] && [ "$(sum_of "$path")" = "$sum" ]; do
      seconds_up
      [ "$up" -lt "$deadline" ] || fail 65 "refused: $path did not come from the master within $wait s; is the cluster connected ($home/bin/cluster_control -l)? nothing was changed on this node"
      sleep 0.5
    done
    stat -c "$sum %i %.Y %.Z %n" "$path" >>"$work/read" || :
  done <"$work/A"
  # What was read once stays read: analysisd reads the file at every start, too.
  if cmp -s "$work/read" "$state/read"; then return 0; fi
  if [ -s "$work/read" ]; then
    running_daemons >"$work/ran"
    load_rules "$work/ran" || {
      reads_rules_alone || reload_or_start "$work/ran" || :
      fail 65 "refused: the rules have come from the master, but analysisd does not read them; nothing else was changed on this node"
    }
    cp "$work/read" "$state/read.new" && mv "$state/read.new" "$state/read"
  else
    rm -f "$state/read"
  fi
}
