# shellcheck shell=sh disable=SC2034,SC2154
# How is a block lifted by hand? From the kernel, from the host's own list, and from what it remembers.

# acted SUBJECT: the line that rule 657 takes for an action, and our own.
acted() {
  log_lines "{\"version\":1,\"origin\":{\"name\":\"$self\",\"module\":\"wazuh-execd\"},\"command\":\"delete\",\"parameters\":{\"extra_args\":[],\"alert\":{\"data\":{\"srcip\":\"$1\"}},\"program\":\"active-response/bin/$self (firewall-drop)\"}}" "$own"
}

# listed SUBJECT: true where the host's own list holds it still; see blocks.awk.
listed() {
  read -r up _ </proc/uptime && read -r boot </proc/sys/kernel/random/boot_id || return 1
  last=$(for list in "$home/active-response/guarded-block-ip.blocks.old" "$home/active-response/guarded-block-ip.blocks" /run/wazuh-active-response.blocks; do
    if [ -f "$list" ] && [ ! -L "$list" ]; then cat "$list"; fi
  done | ADDRESS=$1 UPTIME=$up BOOT=$boot awk '$1 == ENVIRON["ADDRESS"] {
    if ($2 == "-" || ($2 > 0 && $4 == ENVIRON["BOOT"] && $2 + 0 <= ENVIRON["UPTIME"] + 0)) print "over"; else print "listed" }' | tail -n 1)
  [ "$last" = listed ]
} 2>/dev/null

# element_of SUBJECT: where it stands in the kernel.
element_of() {
  case $1 in *:*) family=6 ;; *) family=4 ;; esac
  case $1 in */*) in_set=networks$family ;; *) in_set=blocked$family ;; esac
  element="inet wazuh_active_response $in_set { ${1%/*} }"
}

# lift SUBJECT: 0 lifted, 1 nft was at fault, 3 it was not blocked. Says what it did, but for 3.
lift() {
  element_of "$1"
  if nft get element "$element" >/dev/null 2>&1; then
    nft delete element "$element" 2>/dev/null || {
      decide failed "$1" "nft did not accept it"
      return 1
    }
    how="by hand"
  elif [ -n "$hung" ]; then
    decide failed "$1" "nft does not answer"
    return 1
  elif listed "$1"; then
    # Somebody has swept our tables away, and they are not back yet: the host's own list would bring the block back with them.
    how="by hand, from the list of this host: its kernel had lost the block"
  else
    return 3
  fi
  note_block "$1" -
  # Somebody may have brought it back before it was off the list.
  nft delete element "$element" 2>/dev/null
  decision unblocked "$1" "$how"
  acted "$1"
}

# forgotten SUBJECT...: their next block is the first again. An address that is not blocked may have been.
forgotten() {
  [ -d "$HISTORY" ] || return 0
  wall=$(date +%s)
  for subject in "$@"; do
    note_history "$subject $network - 0"
  done
}

# lift_one: the address, and its network, which holds it as well.
lift_one() {
  lift "$address"
  code=$?
  [ "$code" != 1 ] || exit 1
  lift "$network"
  case $? in
    0) code=0 && forgotten "$address" "$network" ;;
    1) exit 1 ;;
    *) forgotten "$address" ;;
  esac
  [ "$code" = 0 ] || decide "not found" "$address" "not blocked"
  exit "$code"
}

# lift_all: the network, and every address of it that is blocked by itself.
lift_all() {
  element_of "${network%/*}"
  inside=$(nft list set inet wazuh_active_response "$in_set" 2>/dev/null | NETWORK=$network awk "$json_awk"'{
    gsub(/elements = [{]|[{},]/, "\n")
    n = split($0, part, "\n")
    for (i = 1; i <= n; i++) {
      sub(/^[ \t]+/, "", part[i]); sub(/ .*/, "", part[i])
      if (part[i] ~ /[.:]/ && address_of(part[i]) != "" && network_of(address_of(part[i])) == ENVIRON["NETWORK"]) print part[i]
    }
  }')
  lift "$network"
  code=$?
  [ "$code" != 1 ] || exit 1
  for subject in $inside; do
    lift "$subject"
    case $? in 0) code=0 ;; 1) exit 1 ;; esac
  done
  # shellcheck disable=SC2086 # addresses
  forgotten $inside "$network"
  [ "$code" = 0 ] || decide "not found" "$network" "not blocked"
  exit "$code"
}
