# shellcheck shell=sh disable=SC2034,SC2154
# Everything that can be refused is refused here, before the first byte is changed; all problems at once.

problem() {
  say "$*"
  problems=$((problems + 1))
}

refuse_problems() { [ "$problems" -eq 0 ] || fail 65 "refused: $problems problem(s), named above; nothing was changed"; }

# missing_tool TOOL WHY: by the command of this host's own packages, where its package is known here.
missing_tool() {
  how=$(how_to_install "$1")
  problem "the tool $1 is missing; $2; install it${how:+ ($how)} and run again"
}

# What must hold on every run, changed or not.
preflight() {
  problems=0
  while read -r tool; do
    command -v "$tool" >/dev/null 2>&1 || missing_tool "$tool" "a response needs it"
  done <"$work/T"
  # Without it the copied tree is not whole, and each daemon's test of it fails for another reason.
  ! is_manager || command -v tar >/dev/null 2>&1 || missing_tool tar "the test of a manager's new files needs it"
  [ ! -s "$work/modules" ] || problem "$(missing_modules)"
  check_family
  check_wazuh
  check_package
  while read -r name; do problem "the $name is missing; is Wazuh installed?"; done <"$work/unknown"
  while IFS=$tab read -r n path _; do
    IFS=' ' read -r first rest <"$work/c/$n" || :
    case $first in '#!'/*) [ -x "${first#??}" ] || problem "$path needs ${first#??}, which this host does not have" ;; esac
  done <"$work/F"
  refuse_problems
}

version=
type=

# The version and the type of this host's Wazuh. wazuh-control is a shell script that begins with its own facts; to run it
# costs as much as all the rest.
read_control() {
  version=
  type=
  while read -r line; do
    case $line in
      VERSION=\"*\") version=${line#*\"} && version=${version%\"} ;;
      TYPE=\"*\") type=${line#*\"} && type=${type%\"} && return 0 ;;
    esac
  done <"$home/bin/wazuh-control"
}

# is_before MINOR: whether this host runs a Wazuh 4 before that one, 4.13 for 13: what it cannot do then has another way
# (docs/versions.md). Where its version cannot be read it is taken for the newest.
is_before() {
  [ -n "$version" ] || read_control 2>/dev/null || :
  case $version in v4.*) minor=${version#v4.} && minor=${minor%%.*} ;; *) return 1 ;; esac
  case $minor in '' | *[!0-9]*) return 1 ;; esac
  [ "$minor" -lt "$1" ]
}

check_wazuh() {
  control=$home/bin/wazuh-control
  if [ ! -x "$control" ]; then
    no_wazuh
    return 0
  fi
  check_container
  read_control
  case $version in
    v4.9.* | v4.1[0-4].*) ;;
    v[5-9].*)
      if [ "$role" = agent ]; then problem "runs Wazuh $version, which takes no script of 4.14; write rollout.wazuh5: skip, or name it in rollout.skip"
      else problem "runs Wazuh $version, which has no active response of this kind; 4.9 to 4.14 are supported"; fi
      ;;
    v4.1[5-9].* | v4.[2-9][0-9].*) problem "runs Wazuh $version, which is newer than what this program knows; 4.9 to 4.14 are supported" ;;
    *) problem "runs Wazuh \"$version\"; 4.9 to 4.14 are supported: update it to 4.14" ;;
  esac
  check_audit_decoder
  case $role:$type in
    agent:agent | master:server | worker:server) ;;
    *) problem "is of type \"$type\" in Wazuh, but the stack says $role" ;;
  esac
}

# The auditd decoder before 4.14 cuts audit.exe at its first -, . or + (ruleset/decoders/0040-auditd_decoders.xml: exe=\p(\S+)\p
# from v4.9.0 to v4.13.1, exe="(\S+)" from v4.14.0): /tmp/.cache/xmrig is missed and /usr/bin/xmrig-monitor is taken for xmrig.
check_audit_decoder() {
  is_manager && is_before 14 || return 0
  while IFS=$tab read -r n path _; do
    case $path in "$home"/active-response/bin/kill-malicious-process.sh) ;; "$home"/etc/rules/*) grep -q 'name="audit\.exe"' "$work/c/$n" || continue ;; *) continue ;; esac
    problem "runs Wazuh $version, whose auditd decoder cuts audit.exe at the first -, . or +, so that kill-process misses programs and hits others; update the manager to 4.14, or take kill-process out"
    return 0
  done <"$work/F"
}

probe_name=.wazuh-active-response.probe.tmp

# What a run that was killed while it looked for room has left.
remove_probes() {
  [ -f "$state/probed" ] || return 0
  while read -r folder; do rm -f "$folder/$probe_name"; done <"$state/probed"
  rm -f "$state/probed"
}

# Tools that are made for another machine, and do not run here: one of 32 bits may on 64.
check_tools() {
  [ -s "$work/T" ] || return 0
  ask_perl foreign_tools "$work/T" >"$work/foreign"
  while read -r tool; do
    "$tool" --version >/dev/null 2>&1 </dev/null 9>&- || problem "the tool $tool cannot be run here: it is made for another architecture"
  done <"$work/foreign"
}

# Every target of the plan: a plain file or nothing, not immutable, in a folder that can be written, with room for the new
# bytes (the old ones stay until the end); and every tool must not only be there but be one that runs.
check_targets() {
  problems=0
  check_tools
  if [ "$mode" = apply ]; then
    try_programs "$work/plan"
    while read -r line; do problem "$line"; done <"$work/unrun"
  fi
  set --
  while IFS=$tab read -r path _; do
    if [ -L "$path" ]; then
      problem "$path is a symbolic link; make it a plain file"
    elif [ -f "$path" ]; then
      set -- "$@" "$path"
    elif [ -e "$path" ]; then
      problem "$path is not a plain file"
    fi
  done <"$work/plan"
  : >"$work/attributes"
  [ $# -eq 0 ] || lsattr -d "$@" >"$work/attributes" 2>/dev/null || :
  while read -r attributes path; do
    case $attributes in *[ia]*) problem "$path is immutable; run chattr -ia $path" ;; esac
  done <"$work/attributes"
  check_room
  refuse_problems
}

# One probe a folder, as large as all that is new.
check_room() {
  set --
  while IFS=$tab read -r _ becomes source _; do [ "$becomes" = gone ] || set -- "$@" "$source"; done <"$work/plan"
  : >"$work/sizes"
  [ $# -eq 0 ] || stat -c %s "$@" >"$work/sizes"
  bytes=65536
  while read -r size; do bytes=$((bytes + size)); done <"$work/sizes"
  list_folders
  printf '%s\n' "$state" >>"$work/folders"
  set --
  while read -r folder; do
    while [ ! -d "$folder" ] && [ -n "$folder" ]; do folder=${folder%/*}; done
    folder=${folder:-/}
    # Noted first, so that a run that is killed here leaves nothing for ever.
    { printf '%s\n' "$folder" >>"$state/probed"; } 2>/dev/null || :
    probe=$folder/$probe_name
    remove_left "$probe" 2>/dev/null || :
    # -C: never through a link that somebody else has put there. By `true`: beside `:` it would end the shell.
    set -C
    if { true >"$probe"; } 2>/dev/null; then
      set +C
      { head -c "$bytes" /dev/zero >>"$probe"; } 2>/dev/null || problem "$folder has no room for $((bytes / 1024)) KiB"
      : >"$probe"
      set -- "$@" "$probe"
    else
      set +C
      problem "$folder cannot be written (read-only file system, immutable, or full)"
    fi
  done <"$work/folders"
  rm -f "$@" "$state/probed" || :
  for probe in "$@"; do
    [ ! -e "$probe" ] || problem "${probe%/*} does not let files be removed (chattr -a ${probe%/*})"
  done
}
