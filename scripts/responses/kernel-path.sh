# shellcheck shell=sh disable=SC2034,SC2154
# Does a packet of a blocked address meet our rules? An element in a set blocks nobody by itself.

nl='
'
tab='	'

# look: what the kernel has of our family, without elements. By the whole ruleset: for one table nft 1.0 fetches all elements.
# Without execd there is as much patience for it as for all else. unseen becomes yes where that was not enough, as where others have
# many thousand rules: nothing is known then, which is not the same as chains that are not there.
unseen=''
look() {
  kernel=$(timeout -k 0.1 "${patience-0.7}" nft -t list ruleset inet 2>/dev/null 4>&- 5<&- 6>&- 7<&-) && return 0
  case $? in 124 | 137) unseen=yes && return 0 ;; esac
  kernel=$(timeout -k 0.1 "${patience-0.7}" nft list ruleset inet 2>/dev/null 4>&- 5<&- 6>&- 7<&-) && return 0
  case $? in 124 | 137) unseen=yes ;; esac
}

# proven: true where `look` saw each of our chains at its hook with our rules for addresses before all else, awake. Those for
# networks are behind them, where nothing can undo a drop.
proven() {
  case $kernel in *"table inet wazuh_active_response {$nl${tab}flags dormant"*) return 1 ;; esac
  chain input saddr '' && chain output daddr '' && chain forward saddr daddr
}

# chain HOOK SIDE SECOND-SIDE: one look at the listing, which is long where others have rules, too.
chain() {
  rules=
  for v in 4 6; do
    ip=ip
    [ "$v" = 4 ] || ip=ip6
    rules="$rules$tab$tab$ip $2 @blocked$v $ip $2 != @whitelist$v drop$nl"
    [ -z "$3" ] || rules="$rules$tab$tab$ip $3 @blocked$v $ip $3 != @whitelist$v $ip $2 != @whitelist$v drop$nl"
  done
  head="${tab}chain $1 {$nl$tab${tab}type filter hook $1 priority "
  case $kernel in *"${head}raw; policy accept;$nl$rules"* | *"${head}-300; policy accept;$nl$rules"*) ;; *) return 1 ;; esac
}
