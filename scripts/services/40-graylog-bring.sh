# shellcheck shell=sh disable=SC2034,SC2154
# Graylog's objects are brought, and taken away.

apply_service() {
  start
  : >"$work/retire"
  find_all
  # Only a host that knows none of its objects can have lost them.
  [ -f "$kept" ] || refuse_leftovers
  retire_notification
  check_mail
  check_hook
  if grep -q '^stream/[^ ]* $' "$work/there"; then index_set; fi
  touched=yes
  while read -r name found; do learn "$name" "$found"; done <"$work/there"
  while read -r name found; do
    learn "retired/$found" "$found"
    learn "$name"
  done <"$work/retire"
  while read -r name; do bring "$name"; done <"$work/names"
  sed 1d "$work/kept" | cut -d ' ' -f 1 | grep -vxF -f "$work/names" | sort >"$work/extra" || :
  while read -r name; do forget "$name"; done <"$work/extra"
  warn_of_messages
}

bring() {
  id=$(known_id "$1")
  at=$(collection "$1")
  if [ -n "$id" ]; then
    case $1 in
      stream/*) update_stream "$1" "$id" ;;
      *)
        body "$1" "{\"id\":\"$id\"}" false
        ask PUT "$at/$id" "$work/body.json"
        if lower_limit; then
          body "$1" "{\"id\":\"$id\"}" false
          ask PUT "$at/$id" "$work/body.json"
        fi
        wanted 200
        ;;
    esac
    did "updated $1"
  else
    case $1 in
      stream/*) body "$1" "{\"index_set_id\":\"$set\"}" true ;;
      *) body "$1" '{}' true ;;
    esac
    ask POST "$at" "$work/body.json"
    if lower_limit; then
      body "$1" '{}' true
      ask POST "$at" "$work/body.json"
    fi
    wanted 200 201
    id=$(jq -er '.stream_id // .id' "$work/answer") || stop "$url made $1, but its answer holds no id"
    learn "$1" "$id"
    did "created $1"
    case $1 in stream/*) new_stream=$id ;; esac
  fi
  # A new stream is paused before 7; one that somebody paused, or that an interrupted run left, would stay so for ever. A
  # definition that was switched off by hand is switched on again by Graylog itself when it is updated.
  case $1 in stream/*) resume "$1" "$id" ;; esac
}

# lower_limit: whether Graylog refused the limit of events only because its own configuration has a lower one, which is in $limit then.
lower_limit() {
  [ "$status" = 400 ] || return 1
  less=$(jq -er '.errors.event_limit[0] | capture("^Event limit must be less than (?<n>[0-9]+)[.]$").n' "$work/answer" 2>/dev/null) || return 1
  [ "$less" -lt "$limit" ] && [ "$less" -gt 0 ] || return 1
  limit=$less
}

# resume NAME ID
resume() {
  ask GET "/api/streams/$2"
  wanted 200
  jq -e .disabled "$work/answer" >/dev/null || return 0
  ask POST "/api/streams/$2/resume"
  wanted 200 204
  [ "${new_stream-}" = "$2" ] || did "resumed $1, which was paused"
}

index_set() {
  set=$(jq -r '.indexSet // ""' "$work/document")
  [ -z "$set" ] || return 0
  ask GET '/api/system/indices/index_sets?skip=0&limit=0&stats=false'
  wanted 200
  set=$(jq -er '[.index_sets[] | select(.default)][0].id' "$work/answer") ||
    stop "$url names no default index set to this token; give its user the permission indexsets:read, or an id in graylog.indexSet"
}

# update_stream NAME ID: its texts by one request, its rules one by one: only those that differ.
update_stream() {
  body "$1" '{}' false
  jq -c '.rules[]' "$work/body.json" >"$work/wants"
  ask PUT "/api/streams/$2" "$work/body.json"
  wanted 200
  ask GET "/api/streams/$2/rules"
  wanted 200
  jq -r --slurpfile wants "$work/wants" '
    def plain: {type, field, value, inverted};
    .stream_rules as $has
    | ($wants[] | select(plain as $p | all($has[]; plain != $p)) | "+ \(tojson)"), ($has[] | select(plain as $p | all($wants[]; plain != $p)) | "- \(.id)")' "$work/answer" >"$work/rules"
  if [ -s "$work/rules" ]; then new_rules=yes; fi
  # The new ones first: all of a stream's rules must match, so that meanwhile it takes less, never more.
  while read -r what rule; do
    if [ "$what" = + ]; then
      printf '%s\n' "$rule" >"$work/body.json"
      ask POST "/api/streams/$2/rules" "$work/body.json"
      wanted 200 201
    else
      ask DELETE "/api/streams/$2/rules/$rule"
      wanted 200 204 404
    fi
  done <"$work/rules"
}

# forget NAME
forget() {
  ask DELETE "$(collection "$1")/$(known_id "$1")"
  wanted 200 204 404
  learn "$1"
  case $1 in
    retired/*) did "deleted the notification of another type" ;;
    *) did "deleted $1" ;;
  esac
}

# Objects that no id is known of are looked for once more. What is left with our mark is named: its ids are lost, and its title
# is another.
remove_service() {
  start
  touched=yes
  { cat "$work/names" && sed '1d; s/ .*//' "$work/kept"; } | sort -u >"$work/all"
  while read -r name; do
    find_object "$name"
    learn "$name" "$found"
    [ -z "$found" ] || forget "$name"
  done <"$work/all"
  cp "$work/kept" "$work/ours"
  leftovers
  [ ! -s "$work/left" ] || printf '%s\n' "graylog: $url still has objects with the mark of this stack under other titles ($(quoted_left)); delete them there, if they are not another Wazuh's whose stack has the same name" >&2
}
