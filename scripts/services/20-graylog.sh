# shellcheck shell=sh disable=SC2034,SC2154
# Graylog: one stream, one notification, event definitions. Graylog gives the ids; they are kept here by our own names, a
# line each: "stream/active-response <id>", after a first line "url <url>". An object whose id is not known is found by its
# exact title and our mark in its description; one of that title without our mark is somebody else's and is left alone.

secret="graylog.token (an access token of a user of Graylog)"
rights="the token's user needs the permissions to read, create, edit and delete streams, event definitions and event notifications"
kept=$state/graylog.ids

known_id() { awk -v name="$1" '$1 == name { print $2 }' "$work/kept"; }

# learn NAME [ID]: an id that is known from now on, or without ID no longer.
learn() {
  awk -v name="$1" -v id="${2-}" '$1 != name; END { if (id != "") print name, id }' "$work/kept" >"$work/next"
  cmp -s "$work/next" "$work/kept" || { mv "$work/next" "$work/kept" && keep; }
}

collection() {
  case $1 in
    stream/*) printf /api/streams ;;
    notification/*) printf /api/events/notifications ;;
    definition/*) printf /api/events/definitions ;;
    *) stop "the document holds \"$1\", which is none of stream, notification, definition" ;;
  esac
}

start() {
  printf 'header = "X-Requested-By: wazuh-active-response"\nheader = "Accept: application/json"\n' >"$work/headers"
  # What refers to others comes last, and goes first.
  jq -r '.objects | to_entries[] | [.key, .value.title] | @tsv' "$work/document" >"$work/titles"
  for kind in stream notification definition; do grep "^$kind/" "$work/titles" || :; done | cut -f1 >"$work/names"
  mark=$(jq -r .mark "$work/document")
  ask GET /api/
  wanted 200
  version=$(jq -r '.version // "" | capture("^(?<v>[0-9]+[.][0-9]+)").v' "$work/answer" 2>/dev/null) || version=
  case $version in
    5.* | 6.* | 7.*) ;;
    *) stop "$url is Graylog ${version:-of no version that it tells}; only 5, 6 and 7 are known; check that graylog.url ends before /api" ;;
  esac
  old=$url
  if [ -f "$kept" ]; then read -r _ old <"$kept"; fi
  if [ -f "$kept" ] && [ "$old" = "$url" ]; then
    cp "$kept" "$work/kept"
  else
    [ "$old" = "$url" ] || warn "objects that were made at $old stay there: graylog.url is $url now"
    printf 'url %s\n' "$url" >"$work/kept"
  fi
}

# body NAME MORE CREATE: the object of the document and MORE, with ids in the place of our names, in the words of this
# version: from 7 on what is created is wrapped; before 5.2 a series has a function.
body() {
  jq --arg name "$1" --argjson more "$2" --argjson create "$3" --arg version "$version" --rawfile kept "$work/kept" '
    ($version | split(".") | map(tonumber)) as $v
    | ($kept | split("\n") | map(split(" ") | select(length == 2) | {(.[0]): .[1]}) | add) as $ids
    | .objects[$name] + $more
    | if .config.streams? then .config.streams |= map($ids[.]) else . end
    | if .notifications? then .notifications |= map(.notification_id |= $ids[.]) else . end
    | if $v < [5, 2] and .config.series? then .config.series |= map({id, function: .type, field: null}) else . end
    | if $create and $v >= [7, 0] then {entity: .} else . end' "$work/document" >"$work/body.json"
}

# find_object NAME: found becomes the id of the object at Graylog, empty where it is not there.
find_object() {
  at=$(collection "$1")
  found=$(known_id "$1")
  if [ -n "$found" ]; then
    ask GET "$at/$found"
    [ "$status" = 404 ] || { wanted 200 && return 0; }
    found=
  fi
  title=$(awk -F '\t' -v name="$1" '$1 == name { print $2 }' "$work/titles")
  [ -n "$title" ] || return 0
  page=1
  : >"$work/same"
  while :; do
    ask GET "$at?page=$page&per_page=500"
    wanted 200
    jq -r --arg title "$title" --arg mark "$mark" '(.streams // .notifications // .event_definitions) | length,
      (.[] | select(.title == $title) | "\(.id) \(if .description // "" | endswith($mark) then "ours" else "else" end)")' "$work/answer" >"$work/page"
    read -r count <"$work/page"
    sed 1d "$work/page" >>"$work/same"
    # Streams come all at once.
    case $1:$count in stream/*) break ;; *:500) page=$((page + 1)) ;; *) break ;; esac
  done
  found=$(awk '$2 == "ours" { print $1; exit }' "$work/same")
  [ -n "$found" ] || [ ! -s "$work/same" ] ||
    stop "$url has an object \"$title\" that is not of this stack; rename it there, or give this stack another graylog.title"
}

# Everything is looked for before anything is changed.
apply_service() {
  start
  while read -r name; do
    find_object "$name"
    printf '%s %s\n' "$name" "$found"
  done <"$work/names" >"$work/there"
  check_notification
  if grep -q '^stream/[^ ]* $' "$work/there"; then index_set; fi
  touched=yes
  while read -r name found; do learn "$name" "$found"; done <"$work/there"
  while read -r name; do bring "$name"; done <"$work/names"
  sed 1d "$work/kept" | cut -d ' ' -f 1 | grep -vxF -f "$work/names" | sort >"$work/extra" || :
  while read -r name; do forget "$name"; done <"$work/extra"
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
        wanted 200
        ;;
    esac
    did "updated $1"
    return 0
  fi
  case $1 in
    stream/*) body "$1" "{\"index_set_id\":\"$set\"}" true ;;
    *) body "$1" '{}' true ;;
  esac
  ask POST "$at" "$work/body.json"
  wanted 200 201
  id=$(jq -er '.stream_id // .id' "$work/answer") || stop "$url made $1, but its answer holds no id"
  learn "$1" "$id"
  did "created $1"
  # A new stream is paused before 7.
  case $1 in stream/*)
    ask POST "$at/$id/resume"
    wanted 200 204
    ;;
  esac
}

index_set() {
  set=$(jq -r '.indexSet // ""' "$work/document")
  [ -z "$set" ] || return 0
  ask GET '/api/system/indices/index_sets?skip=0&limit=0&stats=false'
  wanted 200
  set=$(jq -er '[.index_sets[] | select(.default)][0].id' "$work/answer") ||
    stop "$url names no default index set to this token; give an id in graylog.indexSet"
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

# Graylog sends nothing to a URL that is not on its own list, and says so in its log alone.
check_notification() {
  jq '[.objects[].config? | select(.type == "http-notification-v1") | {url}][0]' "$work/document" >"$work/body.json"
  [ "$(cat "$work/body.json")" != null ] || return 0
  list=urlwhitelist
  case $version in 7.*) list=urlallowlist ;; esac
  ask POST "/api/system/$list/check" "$work/body.json"
  wanted 200
  jq -e '.is_allowlisted // .is_whitelisted' "$work/answer" >/dev/null ||
    warn "Graylog will not call $(jq -r .url "$work/body.json"): it is not on its list of URLs (System, Configurations, URL allowlist or whitelist); add it there"
}

# forget NAME
forget() {
  ask DELETE "$(collection "$1")/$(known_id "$1")"
  wanted 200 204 404
  learn "$1"
  did "deleted $1"
}

# Objects that no id is known of are looked for once more.
remove_service() {
  start
  touched=yes
  { cat "$work/names" && sed '1d; s/ .*//' "$work/kept"; } | sort -u >"$work/all"
  while read -r name; do
    find_object "$name"
    learn "$name" "$found"
    [ -z "$found" ] || forget "$name"
  done <"$work/all"
}
