# shellcheck shell=sh disable=SC2034,SC2154
# Is the log of active responses on its way to the manager? Who owns the setting: the host's own ossec.conf (a stock one has
# it), or the group's agent.conf; never us.

# locations_in FILE: what its localfile sections name, without comments; a comment ends at --> and at !>.
locations_in() {
  awk '
    { text = text tolower($0) "\n" }
    END {
      while ((at = index(text, "<!--")) > 0) {
        rest = substr(text, at + 4)
        if (match(rest, /-->|!>/)) rest = substr(rest, RSTART + RLENGTH); else rest = ""
        text = substr(text, 1, at - 1) rest
      }
      count = split(text, part, "<localfile>")
      for (i = 2; i <= count; i++) {
        section = substr(part[i], 1, index(part[i], "</localfile>") - 1)
        from = index(section, "<location>") + 10
        to = index(section, "</location>")
        if (from > 10 && to > from) print substr(section, from, to - from)
      }
    }' "$1" 2>/dev/null
}

# log_fault: a sentence where nothing collects the log.
log_fault() {
  log=$home/logs/active-responses.log
  for file in "$home/etc/ossec.conf" "$home/etc/shared/agent.conf"; do
    locations_in "$file" >"$work/locations" || continue
    while read -r pattern; do
      # shellcheck disable=SC2254 # a location may hold * and ?
      case $log in $pattern) return 0 ;; esac
    done <"$work/locations"
  done
  echo "$log is collected by no <localfile> of $home/etc/ossec.conf: what responses do here reaches neither alerts nor dashboards; add one with log_format syslog there, or in the agent.conf of its group"
}
