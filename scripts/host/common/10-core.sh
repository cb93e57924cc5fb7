#!/bin/sh
# shellcheck shell=sh disable=SC2034,SC2154
# The installer: what brings one host to the state that its bundle names, or leaves it as it was.
# It is the files of common/, and on a manager those of manager/, joined in the order of their numbers; behind them, and the `exit`
# that ends the shell's part, stands ../ask.pl with the *.pl files (policy/bundle/installer.ts). The bootstrap starts it.
#
#   sh installer MODE WORK   MODE: apply | check | prune | remove | secret | forget | recover
#                            WORK: a private folder that holds `bundle`
#
# Exit codes: 0 done, or clean; 2 drift (check); 64 the bundle cannot be read; 65 refused, nothing was changed;
# 69 a tool is missing, nothing was changed; 70 failed, the old state is back; 71 failed, the old state is NOT back;
# 75 another run holds the lock. The bootstrap runs `recover` after every other end (a signal, a full disk).
set -eu
umask 077
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# A cut connection must not end a run half way: the reader of our output may be gone.
trap '' HUP PIPE

mode=$1
work=$2
home=/var/ossec
state=/var/lib/wazuh-active-response
journal=$state/journal
installed=$state/installed
original=$state/original
tab='	'
newline='
'
read -r host </proc/sys/kernel/hostname
role=unknown
wait=120
restart=none
recovered=none

say() { printf '%s\n' "$host: $*" >&2 || :; }

# fail CODE MESSAGE: one sentence on standard error, which Pulumi prints below the host's name.
fail() {
  code=$1
  shift
  say "$*"
  exit "$code"
}

# note_step WORDS: what is being done now, for a run that ends in no planned way; on the disk too, for one that is killed and says nothing.
step='read its bundle'
note_step() {
  step=$*
  { printf '%s\n' "$step" >"$work/step"; } 2>/dev/null || :
}

is_manager() { [ "$role" = master ] || [ "$role" = worker ]; }

# An end that was not planned (a full disk, a tool that went away) is reported; the bootstrap then starts `recover`. The shell
# itself ends with 2 where it cannot open a file, which is drift in `check` alone.
ended() {
  case $mode:$1 in check:2 | *:0 | *:64 | *:65 | *:69 | *:70 | *:71 | *:75) return 0 ;; esac
  say "$mode ended unexpectedly with code $1, while it $step; what it had begun is undone"
  rm -f "$work/step" || :
  [ "$1" -ne 2 ] || exit 1
}
trap 'ended $?' EXIT

need() {
  command -v "$1" >/dev/null 2>&1 || fail 69 "the tool $1 is missing; install it ($(how_to_install "$1")) and run again; nothing was changed"
}

# ask_perl QUESTION ARGUMENT...: what a shell cannot tell well is asked of the part in perl (ask.pl): a function of that name.
ask_perl() { PART_BEGIN=${part_begin-} PART_END=${part_end-} WAZUH_HOME=$home perl -x "$work/run" "$@"; }

# The lock belongs to the kernel: it ends with its owner, however that ends. Its file holds the owner's number since it was
# written. take_lock SECONDS: how long to wait for it.
take_lock() {
  # By `true`: a redirection that fails beside `:` would end the shell.
  { { [ -f "$state/lock" ] || { mkdir -p "$state" && chmod 0711 "$state"; }; } && true >>"$state/lock"; } 2>/dev/null || cannot_lock
  exec 9>>"$state/lock"
  if ! flock -w "$1" 9; then
    read -r owner _ <"$state/lock" || :
    fail 75 "another run holds the lock: process ${owner:-unknown}, for $(($(date +%s) - $(stat -c %Y "$state/lock"))) s; wait for it, then run again; nothing was changed"
  fi
  # Who waited for a run that took our whole folder away holds the lock of a file that has no name any longer.
  # shellcheck disable=SC3013 # dash, bash and busybox all have -ef
  [ "$state/lock" -ef "/proc/$$/fd/9" ] || fail 75 "the run before has just removed everything of ours; run again; nothing was changed"
  printf '%s\n' "$$" >"$state/lock" || :
}

cannot_lock() {
  [ "$(id -u)" -eq 0 ] || fail 65 "runs as $(id -un); connect as root, or set ssh.sudo: true; nothing was changed"
  fail 65 "refused: $state cannot be written (read-only file system, or full); nothing was changed"
}

# be_patient: the seconds that any one program or daemon of this host may take, in $patience: those of rollout.wait. On a busy host
# each takes as many times longer as others want its processor, so not less than thirty. Who asks for a check gives it sixty
# (check --limit): it is to say itself for what it has waited.
be_patient() {
  patience=$wait
  [ "$patience" -ge 30 ] || patience=30
  [ "$mode" != check ] || [ "$patience" -le 40 ] || patience=40
}
be_patient

# seconds_up: since the boot, in $up. The clock on the wall may be set while something is waited for.
seconds_up() { read -r up _ </proc/uptime && up=${up%%.*}; }

# run_limited SECONDS COMMAND: 0 or its code; its words are in $work/out, with those of the wait where that has ended.
run_limited() {
  status=0
  timeout -k 5 "$@" >"$work/out" 2>&1 9>&- </dev/null || status=$?
  case $status in 124 | 137) printf 'ERROR: %s did not end within %s s; this host is very busy, or it hangs\n' "${2##*/}" "$1" >>"$work/out" ;; esac
  return "$status"
}

# late: whether the last that was run with a limit was ended by it.
late() { grep -qs 'ERROR: .* did not end within [0-9]* s; this host' "$work/out"; }

# run_quietly COMMAND: runs it without the lock, and shows what it printed only when it fails. Its output goes to a file, not to
# a pipe: a daemon that it starts would hold a pipe open for ever.
run_quietly() {
  status=0
  seconds_up
  run_since=$up
  "$@" >"$work/out" 2>&1 9>&- </dev/null || status=$?
  [ "$status" -ne 0 ] || return 0
  # `timeout -k SECONDS LIMIT COMMAND`: a wait that has ended is not a failure of what was waited for.
  run_limit=
  if [ "$1" = timeout ]; then
    run_limit=$4
    shift 4
    seconds_up
    [ $((up - run_since)) -ge "$run_limit" ] || run_limit=
  fi
  if [ -n "$run_limit" ]; then say "did not end within $run_limit s, and was ended: $*"; else say "failed ($status): $*"; fi
  tail -n 20 "$work/out" >&2 || :
  return 1
}
