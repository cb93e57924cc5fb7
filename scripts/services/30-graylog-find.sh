# shellcheck shell=sh disable=SC2034,SC2154
# Graylog's objects are looked for before anything is changed. One whose id is not known is found by its exact title and our
# mark in its description; one of that title without our mark is somebody else's and is left alone.

# list COLLECTION: every object there, a line each in $work/list: id, "ours" or "else", title.
list() {
  page=1
  : >"$work/list"
  while :; do
    ask GET "$1?page=$page&per_page=500"
    wanted 200
    jq -r --arg mark "$mark" '(.streams // .notifications // .event_definitions) | length,
      (.[] | [.id, (if .description // "" | endswith($mark) then "ours" else "else" end), .title] | @tsv)' "$work/answer" >"$work/page"
    read -r count <"$work/page"
    sed 1d "$work/page" >>"$work/list"
    # Streams come all at once.
    case $1:$count in /api/streams:*) break ;; *:500) page=$((page + 1)) ;; *) break ;; esac
  done
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
  list "$at"
  # Whoever gives the title away has our mark no longer, or is on his way out.
  awk -F '\t' -v title="$title" 'FNR == NR { split($0, line, " "); if (line[1] ~ /^retired\//) retired[line[2]]; next }
    $3 == title && !($1 in retired) { print $1, $2 }' "$work/kept" "$work/list" >"$work/same"
  found=$(awk '$2 == "ours" { print $1; exit }' "$work/same")
  [ -n "$found" ] || [ ! -s "$work/same" ] ||
    stop "$url has an object \"$title\" that is not of this stack; rename it there, or give this stack another graylog.title"
}

find_all() {
  while read -r name; do
    find_object "$name"
    printf '%s %s\n' "$name" "$found"
  done <"$work/names" >"$work/there"
}

# leftovers: a line for each object with our mark that no name of ours leads to, in $work/left: its collection, title.
leftovers() {
  : >"$work/left"
  for at in /api/streams /api/events/notifications /api/events/definitions; do
    list "$at"
    awk -F '\t' -v at="$at" 'FNR == NR { split($0, line, " "); known[line[2]]; next }
      $2 == "ours" && !($1 in known) { print $3 }' "$work/ours" "$work/list" >>"$work/left"
  done
}

# refuse_leftovers: ids that this host has lost and a new title together would leave the old definitions running, with
# nobody who knows them.
refuse_leftovers() {
  sort -u "$work/kept" "$work/there" >"$work/ours"
  leftovers
  [ -s "$work/left" ] || return 0
  stop "$url has objects of this stack under other titles ($(quoted_left)), whose ids this host does not know; give graylog.title its old value for one run, or delete them there (those of another Wazuh whose stack has the same name: give one of the two stacks another name)"
}

quoted_left() { sed 's/.*/"&"/' "$work/left" | paste -sd , - | sed 's/,/, /g' | head -c 600; }

# retire_notification: Graylog 5.0 to 7.1 cannot change the type of a notification (HTTP 500, a cast in its own code). So one of
# another type is given up: a new one is made, definitions call that, and the old one goes.
retire_notification() {
  while read -r name found; do
    case $name in notification/*) ;; *) continue ;; esac
    [ -n "$found" ] || continue
    ask GET "/api/events/notifications/$found"
    wanted 200
    is=$(jq -r '.config.type // ""' "$work/answer")
    [ "$is" != "$(jq -r --arg name "$name" '.objects[$name].config.type' "$work/document")" ] || continue
    printf '%s %s\n' "$name" "$found" >>"$work/retire"
  done <"$work/there"
}

# check_mail: what Graylog would say of a mail: its own configuration may have no transport, or no sender. Asked with an
# object without a title, which Graylog refuses, with all that it finds wrong.
check_mail() {
  jq '[.objects[] | select(.config.type? == "email-notification-v1")][0] | select(. != null) | {title: "", description, config}' "$work/document" >"$work/mail.json"
  [ -s "$work/mail.json" ] || return 0
  case $version in
    7.*) jq '{entity: .}' "$work/mail.json" >"$work/body.json" ;;
    *) cp "$work/mail.json" "$work/body.json" ;;
  esac
  soft=yes
  ask POST /api/events/notifications "$work/body.json"
  soft=
  why=$(jq -r '.errors? // {} | del(.title) | [.[][]?] | join(" ")' "$work/answer" 2>/dev/null) || why=
  [ -z "$why" ] || stop "$url sends no mail: $why Set transport_email_enabled = true, transport_email_hostname and transport_email_from_email in its server.conf and restart it (or give graylog.notification.sender where only the sender is missing)"
}
