# shellcheck shell=sh disable=SC2034,SC2154
# An isolated host must not lose the script that lets it go: a table that nobody can take away cuts it off for ever.

# Its table is loaded, or a boot would load it.
is_isolated() {
  [ -e "$home/active-response/isolation.nft" ] || [ -e /run/wazuh-active-response.isolation.nft ] || nft list table inet wazuh_active_response_isolation >/dev/null 2>&1
}

# Refuses what takes custom-release away while this host is isolated, or releases it first where the stack says so.
keep_release_script() {
  release=$home/active-response/bin/custom-release
  no_longer_named paths | grep -qxF "$release" || return 0
  # One whose time is over is tidied up.
  "$home/active-response/bin/custom-isolate" tick >/dev/null 2>&1 9>&- </dev/null || :
  is_isolated || return 0
  [ -f "$work/release-first" ] ||
    fail 65 "refused: this host is isolated, and would lose the script that releases it; run active-response release $host and then this again, or write rollout.releaseFirst: [$host] and run pulumi up before it; nothing was changed"
  say "this host is isolated; it is released first, as rollout.releaseFirst says"
  printf '%s\n' '{"version":1,"origin":{},"command":"add","parameters":{"alert":{}}}' |
    "$release" >/dev/null 2>&1 9>&- || :
  ! is_isolated || fail 65 "refused: this host is isolated and could not be released (its active-responses.log says why); nothing else was changed"
}
