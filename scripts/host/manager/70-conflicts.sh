# shellcheck shell=sh disable=SC2034,SC2154
# What is outside our part and would change what ours means: found, named by file and line, refused.

# Prints a line each, behind `conflict` or `warning` and a tab.
find_conflicts() {
  find_group_conflicts | sed "s/^/conflict$tab/"
  own=
  while IFS=$tab read -r n path _; do
    case $path in "$home"/etc/rules/*) own=$path && content=$work/c/$n && break ;; esac
  done <"$work/F"
  # A worker's rules are the master's, and judged there.
  rules=$home/etc/rules
  [ "$role" = master ] || rules=$work/none
  ask_perl conflicts "$home/etc/ossec.conf" "$work/part" "$work/adopt" "$rules" ${own:+"$own" "$content"}
}

refuse_conflicts() {
  find_conflicts >"$work/conflicts" || fail 65 "refused: the live configuration could not be read for conflicts; nothing was changed"
  problems=0
  while IFS=$tab read -r kind line; do
    if [ "$kind" = conflict ]; then problem "$line"; else printf '%s\t%s\n' - "$line" >>"$work/skipped"; fi
  done <"$work/conflicts"
  [ "$problems" -eq 0 ] || fail 65 "refused: $problems conflict(s) outside our part, named above; nothing was changed"
}
