# shellcheck shell=sh disable=SC2016,SC2034
# JSON that a host prints; lib/json.pl reads it.

# `quoted(TEXT)`: the text as JSON has it.
json_awk='
  function quoted(text,   at, code) {
    gsub(/[\\"]/, "\\\\&", text)
    for (code = 1; code < 32 && text ~ /[\001-\037]/; code++)
      while (at = index(text, sprintf("%c", code))) text = substr(text, 1, at - 1) sprintf("\\u%04x", code) substr(text, at + 1)
    return "\"" text "\""
  }'
