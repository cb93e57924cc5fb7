# shellcheck shell=sh disable=SC2034,SC2154
# What would keep Graylog silent, said while somebody is looking.

# Graylog sends nothing to a URL that is not on its own list, and says so in its log alone.
check_hook() {
  jq '[.objects[].config? | select(.type == "http-notification-v1") | {url}][0]' "$work/document" >"$work/body.json"
  [ "$(cat "$work/body.json")" != null ] || return 0
  list=urlwhitelist
  case $version in 7.*) list=urlallowlist ;; esac
  ask POST "/api/system/$list/check" "$work/body.json"
  wanted 200
  jq -e '.is_allowlisted // .is_whitelisted' "$work/answer" >/dev/null ||
    warn "Graylog will not call $(jq -r .url "$work/body.json"): it is not on its list of URLs (System, Configurations, URL allowlist or whitelist); add it there"
}

# messages QUERY [STREAM]: how many messages of the last day there are, in number; fails where this token may not search.
messages() {
  soft=yes
  ask GET "/api/search/universal/relative?range=86400&limit=1&fields=message&query=$(printf %s "$1" | jq -sRr @uri)${2:+&filter=streams%3A$2}"
  soft=
  [ "$status" = 200 ] || return 1
  number=$(jq -er .total_results "$work/answer" 2>/dev/null)
}

# warn_of_messages: whether the stream could take anything. A stream takes only what comes after it, so a new one has nothing,
# and one whose rules were changed just now may have nothing.
warn_of_messages() {
  field=$(jq -r .ruleField "$work/document")
  if ! messages '*'; then
    warn "it could not be seen whether alerts reach Graylog (HTTP $status): the token's user may not search; give it the permission searches:relative"
    return 0
  fi
  if [ "$number" = 0 ]; then
    warn "Graylog has no message of the last day: no alert reaches it yet; docs/seeing.md has two ways"
    return 0
  fi
  messages "_exists_:$field" || return 0
  if [ "$number" = 0 ]; then
    warn "no message of the last day has the field $field, so that the stream takes nothing: leave \"Flatten structures\" of the JSON extractor unticked, or name the fields in graylog.fields"
    return 0
  fi
  stream=$(known_id stream/active-response)
  if [ "$stream" = "${new_stream-}" ] || [ -n "${new_rules-}" ]; then return 0; fi
  messages "$field:/6[05][1-8]/" || return 0
  [ "$number" != 0 ] || return 0
  responses=$number
  messages '*' "$stream" || return 0
  [ "$number" != 0 ] || warn "Graylog has $responses alerts of active response of the last day, and its stream took none of them; look whether another stream rule, a pipeline or a second extractor takes the field $field away first"
}
