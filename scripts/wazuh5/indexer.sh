#!/bin/sh
# Brings the channels and monitors beside this file to the indexer of a Wazuh 5 (beta), by its API, and nothing else.
#
#   sh indexer.sh check    asks, and writes nothing
#   sh indexer.sh write    checks, then brings channels and monitors; a new channel is muted: findings match, nothing acts
#   sh indexer.sh unmute   channels act from the next minute on
#   sh indexer.sh mute     nothing acts any more; what is blocked stays until its time ends
#   sh indexer.sh rules    which rules have findings: count, id, and the title of the last one
#
# INDEXER=https://10.0.0.4:9200  the indexer
# NETRC=FILE                     user and password, mode 0600: machine 10.0.0.4 login USER password PASSWORD
# CACERT=FILE                    the certificate that it is trusted by; without it, those of this system
#
# Exit codes: 0 done, 1 a check failed and nothing was written, 2 the indexer refused something or does not answer, 64 wrong use.
set -eu

usage() {
  sed -n '2,14s/^# \{0,1\}//p' "$0" >&2
  exit 64
}

refuse() {
  printf 'indexer.sh: %s\n' "$*" >&2
  exit 1
}

fail() {
  printf 'indexer.sh: %s\n' "$*" >&2
  exit 2
}

warn() {
  printf 'warning: %s\n' "$*" >&2
}

[ $# -eq 1 ] || usage
case $1 in check | write | mute | unmute | rules) ;; *) usage ;; esac
here=$(cd "$(dirname "$0")" && pwd)
url=${INDEXER:-}
netrc=${NETRC:-}
cacert=${CACERT:-}
url=${url%/}
case $url in
  https://*@*) refuse "INDEXER has a user or a password in it; put them into the file NETRC" ;;
  https://?*) ;;
  '') refuse "INDEXER is not set; write INDEXER=https://ADDRESS:9200" ;;
  *) refuse "INDEXER is $url; write an address that begins with https://" ;;
esac
command -v curl >/dev/null || refuse "curl is not installed"
[ -n "$netrc" ] || refuse "NETRC is not set; write NETRC=FILE, a file with: machine ADDRESS login USER password PASSWORD"
[ -r "$netrc" ] || refuse "NETRC: $netrc cannot be read"
# shellcheck disable=SC2012 # find -perm has no form that every system takes
case $(ls -ldL "$netrc") in
  -r[w-]-------*) ;;
  *) refuse "NETRC: others may read $netrc; run: chmod 600 $netrc" ;;
esac
[ -z "$cacert" ] || [ -r "$cacert" ] || refuse "CACERT: $cacert cannot be read"
case $netrc in /*) ;; *) netrc=$PWD/$netrc ;; esac
case $cacert in '' | /*) ;; *) cacert=$PWD/$cacert ;; esac
# From here on our files have short names without blanks.
cd "$here"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
answer=$tmp/answer

# ask METHOD PATH [FILE]: the status is in $status, the answer in the file $answer. A 429 means: once more.
ask() {
  method=$1 path=$2 body=${3:-} tries=0
  while :; do
    set -- -q --silent --show-error --max-time 30 --netrc-file "$netrc" --request "$method" \
      --output "$answer" --write-out '%{http_code}'
    [ -z "$cacert" ] || set -- "$@" --cacert "$cacert"
    [ -z "$body" ] || set -- "$@" --header 'Content-Type: application/json' --data-binary "@$body"
    : >"$answer"
    status=$(curl "$@" "$url$path") || fail "$url does not answer"
    tries=$((tries + 1))
    { [ "$status" = 429 ] && [ "$tries" -lt 5 ]; } || return 0
    sleep 1
  done
}

# What the indexer says of a refusal: its last reason, without signs that a terminal would obey.
reason() {
  said=$(tr -d '\000-\037\177' <"$answer" | grep -oE '"reason":"([^"\\]|\\.)*"' | tail -n 1 | sed 's/^"reason":"//; s/"$//')
  printf '%s' "${said:-no reason}" | cut -c 1-300
}

# wanted WHAT: an answer of 200 or 201, or the end.
wanted() {
  case $status in
    200 | 201) ;;
    401) fail "$1: the indexer does not take the user and password of $netrc" ;;
    403) fail "$1: the user may not do that: $(reason)" ;;
    *) fail "$1: refused with $status: $(reason)" ;;
  esac
}

# number NAME: the first number that the answer gives this name; 0 where there is none.
number() {
  found=$(grep -o "\"$1\":\"\{0,1\}-\{0,1\}[0-9][0-9]*" "$answer" | head -n 1 | sed 's/.*[:"]//')
  printf '%s' "${found:-0}"
}

# line FILE NAME INDENT: the text of a key in one of our files, which has a key a line.
line() {
  sed -n "s/^$3\"$2\": \"\([A-Za-z0-9._-]*\)\",\{0,1\}\$/\1/p" "$1" | head -n 1
}

# named NAME: the ids of the monitors of this name, a line each.
named() {
  printf '{"size":20,"query":{"term":{"monitor.name.keyword":"%s"}}}\n' "$1" >"$tmp/search"
  ask POST '/_plugins/_alerting/monitors/_search?filter_path=hits.hits._id' "$tmp/search"
  # Before the first monitor there is no index of monitors.
  [ "$status" = 404 ] && return 0
  wanted "monitor $1"
  grep -o '"_id":"[^"]*"' "$answer" | cut -d '"' -f 4 || :
}

files() {
  for file in "$1"/*.json; do
    [ ! -f "$file" ] || printf '%s\n' "$file"
  done
}

# index_of FILE: the data stream that a monitor looks at.
index_of() {
  sed -n 's/^ *"\(wazuh-findings-v5[a-z0-9-]*\)",\{0,1\}$/\1/p' "$1" | head -n 1
}

indices() {
  for file in $(files monitors); do index_of "$file"; done | sort -u
}

# limit SETTING DEFAULT: what the indexer takes, where the user may ask.
limit() {
  found=$(grep -o "\"$1\":\"-\{0,1\}[0-9]*\"" "$tmp/settings" | head -n 1 | cut -d '"' -f 4)
  printf '%s' "${found:-$2}"
}

room() { # room WHAT THERE NEW MOST SETTING
  [ $(($2 + $3)) -le "$4" ] ||
    refuse "$1: the indexer has $2, $3 are new, and it takes $4; raise $5, or delete what nobody needs"
}

look() {
  [ -n "$(files channels)" ] || refuse "$here/channels has no channel"
  left=$(grep -l 'FILL-IN' channels/*.json monitors/*.json 2>/dev/null || :)
  [ -z "$left" ] || refuse "a rule of Wazuh 5 is still to be named (FILL-IN) in:
$left
write its UUID there (sh indexer.sh rules shows those that have findings), or delete the file and its channel"
  ask GET '/_plugins/_notifications/configs?config_type=active_response&max_items=1'
  wanted "channels"
  channels=$(number total_hits)
  ask GET '/_plugins/_notifications/configs?max_items=1'
  wanted "channels"
  configs=$(number total_hits)
  for index in $(indices); do
    ask GET "/$index/_search?size=0"
    [ "$status" != 404 ] || refuse "$index does not exist; is $url the indexer of a Wazuh 5?"
    wanted "findings of $index"
  done
  ask GET '/_cluster/settings?include_defaults=true&flat_settings=true'
  if [ "$status" = 200 ]; then cp "$answer" "$tmp/settings"; else : >"$tmp/settings"; fi
  printf '{"size":0,"query":{"bool":{"filter":{"term":{"monitor.type":"monitor"}},"must_not":{"term":{"monitor.owner":"security_analytics"}}}}}\n' >"$tmp/search"
  ask POST '/_plugins/_alerting/monitors/_search?filter_path=hits.total.value' "$tmp/search"
  if [ "$status" = 404 ]; then monitors=0; else
    wanted "monitors"
    monitors=$(number value)
  fi
  new=0
  for file in $(files channels); do
    id=$(line "$file" config_id '  ')
    [ -n "$id" ] || refuse "$file has no config_id"
    ask GET "/_plugins/_notifications/configs/$id"
    case $status in 404) new=$((new + 1)) ;; *) wanted "channel $id" ;; esac
  done
  fresh=0
  for file in $(files monitors); do
    name=$(line "$file" name '  ')
    [ -n "$name" ] || refuse "$file has no name"
    id=$(line "$file" destination_id ' *')
    [ -f "channels/$id.json" ] || refuse "$file: its channel $id is not in $here/channels"
    named "$name" >"$tmp/ids"
    there=$(grep -c . "$tmp/ids" || :)
    [ "$there" -le 1 ] || refuse "$there monitors are called $name; delete all but one"
    fresh=$((fresh + 1 - there))
  done
  setting=plugins.notifications.max_active_responses
  room channels "$channels" "$new" "$(limit $setting 10)" $setting
  setting=plugins.notifications.max_notification_configs
  room "notification configs" "$configs" "$new" "$(limit $setting 40)" $setting
  setting=plugins.alerting.monitor.max_monitors
  room monitors "$monitors" "$fresh" "$(limit $setting 10)" $setting
  most=$(limit plugins.alerting.max_actionable_alert_count 50)
  [ "$most" = -1 ] || warn "of more than $most findings in a minute a monitor answers one; -1 as plugins.alerting.max_actionable_alert_count lifts that"
  seen
  printf 'checked: %s channels and %s monitors there, %s and %s are new\n' "$channels" "$monitors" "$new" "$fresh"
}

# Says which of our rules no finding has yet: a typing mistake looks like that, and so does a quiet fleet.
seen() {
  for file in $(files monitors); do
    grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' "$file" | sort -u >"$tmp/rules"
    index=$(index_of "$file")
    while read -r id; do
      printf '{"query":{"term":{"wazuh.rule.id":"%s"}}}\n' "$id" >"$tmp/search"
      ask POST "/$index/_count" "$tmp/search"
      wanted "rule $id"
      [ "$(number count)" != 0 ] || warn "no finding of rule $id in $index yet; is it the right id? ($file)"
    done <"$tmp/rules"
  done
}

# muted FILE yes|no: the channel of a file, with its one line changed.
muted() {
  case $2 in yes) to=false ;; *) to=true ;; esac
  sed "s/^    \"is_enabled\": [a-z]*,\$/    \"is_enabled\": $to,/" "$1" >"$tmp/body"
}

write() {
  for file in $(files channels); do
    id=$(line "$file" config_id '  ')
    ask GET "/_plugins/_notifications/configs/$id"
    case $status in
      404)
        muted "$file" yes
        ask POST /_plugins/_notifications/configs "$tmp/body"
        wanted "channel $id"
        printf 'channel %s: new, muted\n' "$id"
        ;;
      *)
        wanted "channel $id"
        if grep -q '"is_enabled":true' "$answer"; then muted "$file" no; else muted "$file" yes; fi
        ask PUT "/_plugins/_notifications/configs/$id" "$tmp/body"
        wanted "channel $id"
        printf 'channel %s: as here\n' "$id"
        ;;
    esac
  done
  for file in $(files monitors); do
    name=$(line "$file" name '  ')
    id=$(named "$name")
    if [ -z "$id" ]; then
      ask POST /_plugins/_alerting/monitors "$file"
      wanted "monitor $name"
      printf 'monitor %s: new\n' "$name"
    else
      ask PUT "/_plugins/_alerting/monitors/$id" "$file"
      wanted "monitor $name"
      printf 'monitor %s: as here\n' "$name"
    fi
  done
}

turn() {
  failed=
  for file in $(files channels); do
    id=$(line "$file" config_id '  ')
    muted "$file" "$1"
    ask PUT "/_plugins/_notifications/configs/$id" "$tmp/body"
    case $status/$1 in
      200/yes) printf 'channel %s: muted\n' "$id" ;;
      200/no) printf 'channel %s: acts\n' "$id" ;;
      *)
        # The others all the same: whoever mutes wants as many as there are.
        warn "channel $id: refused with $status: $(reason)"
        failed=yes
        ;;
    esac
  done
  [ -z "$failed" ] || fail "not every channel was changed"
}

rules() {
  printf '%s\n' '{"size":0,"aggs":{"rules":{"terms":{"field":"wazuh.rule.id","size":200},"aggs":{"last":{"top_hits":{"size":1,"_source":["wazuh.rule.title"]}}}}}}' >"$tmp/search"
  ask POST '/wazuh-findings-v5-*/_search?filter_path=aggregations.rules.buckets.key,aggregations.rules.buckets.doc_count,aggregations.rules.buckets.last.hits.hits._source' "$tmp/search"
  wanted "rules"
  tr -d '\000-\037\177' <"$answer" | awk '
    function text(name, from, found) {
      found = index(from, "\"" name "\":\"")
      if (!found) return ""
      from = substr(from, found + length(name) + 4)
      if (!match(from, /^([^"\\]|\\.)*"/)) return ""
      return substr(from, 1, RLENGTH - 1)
    }
    {
      parts = split($0, bucket, /[{]"key":/)
      for (i = 2; i <= parts; i++) {
        counted = bucket[i]
        sub(/.*"doc_count":/, "", counted)
        printf "%8d  %s  %s\n", counted + 0, text("key", "\"key\":" bucket[i]), text("title", bucket[i])
      }
    }'
}

case $1 in
  check) look ;;
  write)
    look
    write
    ;;
  mute) turn yes ;;
  unmute) turn no ;;
  rules) rules ;;
esac
