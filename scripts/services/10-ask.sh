#!/bin/sh
# shellcheck shell=sh disable=SC2034,SC2154
# Brings objects of a service (the Wazuh dashboard, Graylog) to the state of one document, from the manager's host.
# It is 10-ask.sh, the parts of the service and 90-main.sh, joined; policy/services/document.ts sends them with the document.
#
#   sh script MODE WORK   MODE: apply | remove; WORK: a private folder that holds `document`
#
# Exit codes: 0 done; 64 the document cannot be read; 65 refused, nothing was changed; 69 a tool or the credentials are
# missing, nothing was changed; 70 the service failed or refused on the way: what was done is noted, the next run goes on
# from there; 75 another run holds the lock.
set -eu
export LC_ALL=C
mode=$1
work=$2
state=/var/lib/wazuh-active-response
service=$(jq -er .service "$work/document") || exit 64
url=$(jq -er .url "$work/document") || exit 64
ca=$(jq -r '.caFile // ""' "$work/document")
credentials=$state/$service.curl
kept=$state/$service.json
touched=
: >"$work/warnings"
: >"$work/done"

fail() {
  code=$1
  shift
  printf '%s\n' "$service: $*" >&2
  exit "$code"
}

# stop MESSAGE: 65 as long as nothing was changed, 70 from then on.
stop() {
  [ -z "$touched" ] || fail 70 "$*; what was done until then is noted, the next run goes on from there"
  fail 65 "$*; nothing was changed"
}

warn() { printf '%s\n' "$*" >>"$work/warnings"; }
did() { printf '%s\n' "$*" >>"$work/done"; }

# With soft set, whatever the service answers is the caller's to judge, and what is not reached too (status 000).
# ask METHOD PATH [BODY]: status becomes the HTTP status, $work/answer the answer. A body is JSON, or for import.ndjson the
# form of an upload. Credentials come from their file, so that no process list shows them.
ask() {
  set -- "$1" "$2" "${3:-}"
  case $3 in
    '') set -- "$1" "$2" ;;
    *.ndjson) set -- "$1" "$2" --form "file=@$3;type=application/ndjson" ;;
    *) set -- "$1" "$2" --header 'Content-Type: application/json' --data-binary "@$3" ;;
  esac
  method=$1 path=$2
  shift 2
  [ -z "$ca" ] || set -- "$@" --cacert "$ca"
  status=0
  : >"$work/answer"
  code=$(curl --config "$credentials" --config "$work/headers" --request "$method" --silent --show-error --globoff \
    --proto '=http,https' --noproxy '*' --connect-timeout 10 --max-time 60 --output "$work/answer" --write-out '%{http_code}' \
    "$@" "$url$path" 2>"$work/curl") || status=$?
  [ "$status" -eq 0 ] || [ -n "${soft-}" ] || unreached "$status"
  status=$code
  [ -z "${soft-}" ] || return 0
  case $status in
    401) stop "$url refused the credentials (HTTP 401); set $secret" ;;
    403) stop "$method $url$path is not allowed to this user (HTTP 403); $rights" ;;
    5??) stop "$url failed at $method $path (HTTP $status): $(words); look into its log, then run again" ;;
  esac
}

unreached() {
  case $1 in
    6) why="its name is not known on this host" ;;
    7) why="nothing answers there" ;;
    28) why="no answer within a minute" ;;
    35 | 51 | 60) why="its certificate is not trusted here; name the file of its CA in $service.caFile" ;;
    77) why="the file $ca of $service.caFile cannot be read" ;;
    *) why="curl ended with $1" ;;
  esac
  stop "$url cannot be reached from the manager's host: $why ($(head -c 200 "$work/curl" | tr '\n' ' '))"
}

# What the service itself said, in short.
words() {
  jq -r '[.message?, (.errors? // empty | tostring)] | map(select(. != null)) | join(" ")' "$work/answer" 2>/dev/null |
    head -c 400 | tr '\n' ' ' || :
}

# wanted STATUS...: anything else is an end.
wanted() {
  for one in "$@"; do [ "$status" != "$one" ] || return 0; done
  stop "$url answered $method $path with HTTP $status: $(words)"
}

# keep: what $work/kept holds becomes what is known, whole or not at all.
keep() { cp "$work/kept" "$kept.new" && mv "$kept.new" "$kept"; }
