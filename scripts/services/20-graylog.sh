# shellcheck shell=sh disable=SC2034,SC2154
# Graylog: one stream, one notification, event definitions. Graylog gives the ids; they are kept here by our own names, a
# line each: "stream/active-response <id>", after a first line "url <url>". What is to go in this run or the next is kept as
# "retired/<id> <id>".

secret="graylog.token (an access token of a user of Graylog)"
rights="the token's user needs the permissions to read, create, edit and delete streams, event definitions and event notifications, and indexsets:read (or give graylog.indexSet)"
kept=$state/graylog.ids

# How many alerts one look of a definition without series takes, at most: 1000 is the most that Graylog takes where its own
# configuration says nothing (event_definition_max_event_limit; EventDefinitionConfiguration.java:25, 6.3.7). What is more is lost
# to the event.
limit=1000

known_id() { awk -v name="$1" '$1 == name { print $2 }' "$work/kept"; }

# learn NAME [ID]: an id that is known from now on, or without ID no longer.
learn() {
  awk -v name="$1" -v id="${2-}" '$1 != name; END { if (id != "") print name, id }' "$work/kept" >"$work/next"
  cmp -s "$work/next" "$work/kept" || { mv "$work/next" "$work/kept" && keep; }
}

collection() {
  case $1 in
    stream/*) printf /api/streams ;;
    notification/* | retired/*) printf /api/events/notifications ;;
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
# version: from 7 on what is created is wrapped; before 5.2 a series has a function, and from 5.2 on a definition without
# series has a limit of events, which 5.0 and 5.1 refuse as a field that they do not know.
body() {
  jq --arg name "$1" --argjson more "$2" --argjson create "$3" --argjson limit "$limit" --arg version "$version" --rawfile kept "$work/kept" '
    ($version | split(".") | map(tonumber)) as $v
    | ($kept | split("\n") | map(split(" ") | select(length == 2) | {(.[0]): .[1]}) | add) as $ids
    | .objects[$name] + $more
    | if .config.streams? then .config.streams |= map($ids[.]) else . end
    | if .notifications? then .notifications |= map(.notification_id |= $ids[.]) else . end
    | (.. | strings | select(contains("/streams/stream/"))) |= gsub("/streams/(?<s>stream/[a-z-]+)/"; "/streams/\($ids[.s])/")
    | if $v < [5, 2] and .config.series? then .config.series |= map({id, function: .type, field: (.field // null)})
      elif .config.type? == "aggregation-v1" and .config.series == [] then .config.event_limit = $limit
      else . end
    | if $create and $v >= [7, 0] then {entity: .} else . end' "$work/document" >"$work/body.json"
}
