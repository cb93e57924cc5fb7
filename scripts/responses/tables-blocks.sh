# shellcheck shell=sh disable=SC2034,SC2154
# The host's own list of blocks (guarded-block-ip.blocks): what the kernel is given back, with the time that is left.

# The whole table costs one process, each of its sets alone another.
kernel_blocks() { limited nft list table inet wazuh_active_response 2>/dev/null || :; }

# listed_blocks WHAT: see blocks.awk.
listed_blocks() {
  read -r up _ </proc/uptime || return 1
  read -r boot </proc/sys/kernel/random/boot_id || return 1
  written=$(stat -c %Y "$BLOCKS" 2>/dev/null || stat -c %Y "$BLOCKS.old" 2>/dev/null) || written=$(date +%s)
  since=$(($(date +%s) - written))
  [ "$since" -ge 0 ] || since=0
  kernel_blocks | OLD=$(plain "$BLOCKS.old") LIST=$(plain "$BLOCKS") NOT_KEPT=$(plain "$UNKEPT") WHAT=$1 UPTIME=$up BOOT=$boot SINCE=$since \
    STARTED=${started-0} timeout -k 1 10 awk "$blocks_awk"
}

# plain FILE: its name, where it is a file that can be read; a pipe would hold us, and a link lead elsewhere.
plain() { if [ -f "$1" ] && [ ! -L "$1" ]; then echo "$1"; else echo /dev/null; fi; }

# no_plain_list: says what else is at the names of the list; `restore` takes it away.
no_plain_list() {
  for list in "$BLOCKS" "$BLOCKS.old" "$UNKEPT"; do
    if [ -L "$list" ] || { [ -e "$list" ] && [ ! -f "$list" ]; }; then echo "$list is not a plain file, so no block comes back from it"; fi
  done
}

# parts_of_list: what there is beside the list itself, or in its place, and belongs into it.
parts_of_list() {
  for list in "$BLOCKS.old" "$UNKEPT"; do [ ! -e "$list" ] || echo "$list"; done
  no_plain_list
}

lines_listed() { { wc -l <"$(plain "$BLOCKS")" || echo 0; } 2>/dev/null; }

# restore_blocks: those that the kernel lacks. Looked at twice: one that is being lifted just now is off the list in a moment. What
# it has seen, in $look: see blocks.awk.
restore_blocks() {
  look=
  [ -f "$LISTS" ] || return 0
  look=$(listed_blocks look)
  case $look in missing*) ;; *) return 0 ;; esac
  sleep 1
  how=$(listed_blocks count)
  [ -n "$how" ] || return 0
  listed_blocks missing | limited nft -f - 2>/dev/null || return 1
  stamp=
  decide restored "blocked addresses" "$how"
}

# compact: what is over leaves the list, and what the kernel has besides joins it. Others append meanwhile, so the old list
# gets another name first; whoever reads reads both.
compact() {
  [ -f "$LISTS" ] || return 0
  no_plain_list | while read -r list _; do rm -f "$list" || rmdir "$list"; done
  [ -e "$BLOCKS.old" ] || mv "$BLOCKS" "$BLOCKS.old" || :
  # Its last line tells that it is whole: the disk may be full.
  listed_blocks live >"$BLOCKS.$$" && tail -n 1 "$BLOCKS.$$" | grep -q '^- - ' && cat "$BLOCKS.$$" >>"$BLOCKS" && rm -f "$BLOCKS.old" "$UNKEPT"
  rm -f "$BLOCKS.$$"
} 2>/dev/null
