# shellcheck shell=sh disable=SC2034,SC2154
# One message of wazuh-execd: read as one line, looked into by exact path, never evaluated.

log=/var/ossec/logs/active-responses.log
LC_ALL=C
export LC_ALL

# The log is never the reason for a failure.
say() {
  stamp=$(date '+%Y/%m/%d %H:%M:%S')
  { printf '%s active-response/bin/%s: %s\n' "$stamp" "$self" "$1" >>"$log"; } 2>/dev/null || :
}

# decide DECISION SUBJECT: one line of our own form, JSON that Wazuh indexes.
decide() {
  say "{\"version\":1,\"origin\":{\"name\":\"$self\",\"module\":\"active-response\"},\"command\":\"$command\",\"decision\":\"$1\",\"subject\":\"$2\",\"rule\":\"$rule\",\"alert\":\"$alert\"}"
}

# look_into LINE PATH...: prints the value of each path, a line each; nothing and 1 where the line is no JSON object.
# Only strings and numbers; a value with anything but plain printable characters becomes "?".
look_into() {
  line=$1
  shift
  printf '%s\n' "$line" | awk -v wanted="$*" '
    BEGIN { count = split(wanted, paths, " ") }
    { text = text $0 }
    END {
      depth = 0; path[0] = ""; ok = 1; expect = "value"
      while (ok && match(text, /^[ \t\r]*("([^"\\]|\\.)*"|[{}\[\],:]|[-+.0-9A-Za-z]+)/)) {
        token = substr(text, 1, RLENGTH); text = substr(text, RLENGTH + 1)
        sub(/^[ \t\r]*/, "", token)
        first = substr(token, 1, 1)
        if (first == "{" || first == "[") {
          if (expect != "value") { ok = 0; break }
          kind[++depth] = first; path[depth] = at; used[depth] = 0
          expect = first == "{" ? "key" : "value"
          if (first == "[") at = path[depth] "[]"
        } else if (first == "}" || first == "]") {
          if (depth < 1 || (first == "}") != (kind[depth] == "{") || expect == "colon" || (used[depth] && expect != "comma")) { ok = 0; break }
          at = path[depth]; depth--
          if (depth == 0) { done = 1; break }
          used[depth] = 1; expect = "comma"
        } else if (first == ",") {
          if (expect != "comma") { ok = 0; break }
          expect = kind[depth] == "{" ? "key" : "value"
          if (kind[depth] == "[") at = path[depth] "[]"
        } else if (first == ":") {
          if (expect != "colon") { ok = 0; break }
          expect = "value"
        } else if (expect == "key") {
          if (first != "\"") { ok = 0; break }
          key = substr(token, 2, length(token) - 2)
          # A key with an escape or a dot could pass for another path.
          if (key ~ /[\\.]/ || key == "") key = "?"
          at = (path[depth] == "" ? "" : path[depth] ".") key
          expect = "colon"; used[depth] = 1
        } else {
          if (expect != "value" || depth < 1) { ok = 0; break }
          value = token
          if (first == "\"") value = substr(token, 2, length(token) - 2)
          if (value ~ /[^ -~]/ || value ~ /[\\]/) value = "?"
          found[at] = value; used[depth] = 1; expect = "comma"
        }
      }
      if (!done || text !~ /^[ \t\r]*$/) exit 1
      for (i = 1; i <= count; i++) print found[paths[i]]
    }'
}

# ask_keys KEY: tells execd the key and waits for its answer, a second at most. Prints continue, abort or nothing.
ask_keys() {
  printf '{"version":1,"origin":{"name":"%s","module":"active-response"},"command":"check_keys","parameters":{"keys":["%s"]}}\n' "$self" "$1"
  # dash has no read -t: a watchdog ends the wait, and the answer is then taken as missing.
  (
    trap 'kill "$sleeper" 2>/dev/null; exit 0' TERM
    sleep 1 &
    sleeper=$!
    wait "$sleeper"
    kill -ALRM $$
  ) >/dev/null 2>&1 </dev/null &
  watchdog=$!
  trap 'say "{\"error\":\"wazuh-execd did not answer check_keys; nothing was done\"}"; exit 1' ALRM
  answer=
  IFS= read -r reply || :
  kill "$watchdog" 2>/dev/null || :
  trap - ALRM
  answer=$(look_into "$reply" command) || answer=
}
