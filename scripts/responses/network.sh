# shellcheck shell=sh disable=SC2034,SC2154
# The network of an address that was blocked: is it blocked, too, and what is said of it?

network_line=''

# network_commands: what blocks it, for nft; one that is blocked has its whole time again.
network_commands() {
  case $network in *:*) family=6 ;; *) family=4 ;; esac
  in_set="element inet wazuh_active_response networks$family { ${network%/*}"
  its=' }'
  [ "$network_seconds" = 0 ] || its=" timeout ${network_seconds}s }"
  printf 'add %s }; delete %s }; add %s%s' "$in_set" "$in_set" "$in_set" "$its"
}

# network_proven: true where `look` saw its rules behind those of the addresses: versions of nft spell the mask each in its way.
network_proven() {
  case $kernel in *"saddr "*"@networks$family "*"daddr "*"@networks$family "*) ;; *) return 1 ;; esac
}

# network_blocked: says what became of it, behind the address's own lines, which need no network.
network_blocked() {
  [ -n "${network_seconds-}${network_why-}" ] || return 0
  case $network in *:*) family=6 ;; *) family=4 ;; esac
  [ -z "$network_seconds" ] || network_proven || network_seconds='' network_why='our chains are not in the way of its packets'
  if [ -z "$network_seconds" ]; then
    decide refused "$network" "$network_why; only $address is blocked"
    return 0
  fi
  stepped=
  [ "$network_step" = 0 ] || [ "$steps" -lt 2 ] || stepped=", step $network_step of $steps" mark="$mark,\"step\":$network_step,\"steps\":$steps"
  decide blocked "$network" "for ${network_seconds}s$stepped, $mates of its addresses within ${WITHIN}s"
  [ "$additions" -gt "$STORM" ] || ss -Ktn dst "$network" >/dev/null 2>&1 </dev/null 4>&- 5<&- 7<&- &
  note_block "$network" "$network_seconds"
  network_line="$network $network $network_step $network_seconds"
}
