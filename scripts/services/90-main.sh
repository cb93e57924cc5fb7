# shellcheck shell=sh disable=SC2034,SC2154
# The order of things.

[ "$(id -u)" -eq 0 ] || fail 65 "runs as $(id -un); connect as root, or set ssh.sudo: true; nothing was changed"
[ -f "$credentials" ] || fail 69 "$credentials is missing; run pulumi up again, which brings it; nothing was changed"
exec 9>>"$state/services.lock"
flock -w 60 9 || fail 75 "another run holds the lock; wait for it, then run again; nothing was changed"
case $mode in
  apply) apply_service ;;
  remove)
    remove_service
    rm -f "$kept"
    ;;
  *) fail 64 "unknown mode $mode" ;;
esac
jq -nc --arg service "$service" --arg version "${version-}" --rawfile changed "$work/done" --rawfile warnings "$work/warnings" '
  def lines: split("\n") | map(select(. != ""));
  {service: $service} + (if $version == "" then {} else {version: $version} end) + {done: ($changed | lines), warnings: ($warnings | lines)}'
