#!/bin/sh
# shellcheck shell=sh disable=SC2034,SC2154
# The installer: what brings one host to the state that its bundle names, or leaves it as it was.
# It is these files, joined in the order of their numbers, sent with the bundle by the bootstrap of policy/bundle.
#
#   sh installer MODE WORK   MODE: apply | check | remove | prune | recover; WORK: a private folder that holds `bundle`
#
# Exit codes: 0 done, or clean; 2 drift (check); 64 the bundle cannot be read; 65 refused, nothing was changed;
# 69 a tool is missing, nothing was changed; 70 failed, the old state is back; 71 failed, the old state is NOT back;
# 75 another run holds the lock.
set -eu
umask 077
export LC_ALL=C
trap '' HUP PIPE

mode=$1
work=$2
home=/var/ossec
state=/var/lib/wazuh-active-response
journal=$state/journal
installed=$state/installed
original=$state/original
tab=$(printf '\t')
host=unknown
role=unknown
restart=none
recovered=false
closed_lock=

say() { printf '%s\n' "$*" >&2; }

# fail CODE MESSAGE: one sentence on standard error, which Pulumi prints below the host's name.
fail() {
  code=$1
  shift
  say "$host: $*"
  exit "$code"
}

json() { printf '%s' "$1" | tr '\n\t\r' '   ' | sed 's/[\\"]/\\&/g'; }

need() {
  command -v "$1" >/dev/null 2>&1 ||
    fail 69 "the tool $1 is missing; install it (apt-get install ${2:-$1}) and run again; nothing was changed"
}

# Reads the bundle into $work: the files list F (path, owner, group, mode, reload, unload), contents c/N, the part, the tools.
read_bundle() {
  need jq
  need perl perl-base
  need base64 coreutils
  need sha256sum coreutils
  need flock util-linux
  jq -r '
    ["H", .host, .role], (.tools // [] | .[] | ["T", .]),
    (.files | to_entries[] | ["F", .key, .value.owner, .value.group, .value.mode,
      (.value.reload // [] | join(" ")), (.value.unload // [] | join(" ")), (.value.content // "" | @base64)]),
    (if .part then ["P", (.part | @base64)] else empty end)
    | map(if . == "" then "-" else . end) | @tsv' "$work/bundle" >"$work/lines" ||
    fail 64 "the bundle on standard input is no JSON document; the connection may have been cut; nothing was changed"
  mkdir -p "$work/c"
  : >"$work/F"
  : >"$work/T"
  n=0
  while IFS=$tab read -r kind a b c d e f g; do
    case $kind in
      H) host=$a role=$b ;;
      T) printf '%s\n' "$a" >>"$work/T" ;;
      F)
        n=$((n + 1))
        printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$n" "$a" "$b" "$c" "$d" "$e" "$f" >>"$work/F"
        if [ "$g" = - ]; then : >"$work/c/$n"; else printf '%s' "$g" | base64 -d >"$work/c/$n"; fi
        ;;
      P) printf '%s' "$a" | base64 -d >"$work/part" ;;
    esac
  done <"$work/lines"
  if [ "$n" -gt 0 ]; then (cd "$work/c" && sha256sum -- *); fi | sed 's/ [ *]/ /' >"$work/wanted"
}

# Columns of the files list, by number of the file.
wanted_sha() { sed -n "s/^\([0-9a-f]*\) $1\$/\1/p" "$work/wanted"; }

sha_of() {
  if [ -f "$1" ]; then sha256sum <"$1" | cut -c1-64; else echo -; fi
}

# The lock belongs to the kernel: it ends with its owner, however that ends.
take_lock() {
  mkdir -p "$state"
  exec 9>>"$state/lock"
  if ! flock -n 9; then
    fail 75 "another run holds the lock ($(cat "$state/lock")); wait for it, then run again; nothing was changed"
  fi
  printf 'process %s, since %s' "$$" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$state/lock"
}

# quiet COMMAND: runs it without the lock, and shows what it printed only when it fails.
quiet() {
  "$@" >"$work/out" 2>&1 9>&- </dev/null && return 0
  status=$?
  say "$host: failed ($status): $*"
  tail -n 20 "$work/out" >&2
  return 1
}
