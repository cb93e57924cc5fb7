# shellcheck shell=sh disable=SC2154
# The host's own list of blocks: from it they come back, with the time they have left, where somebody has swept them away.

# append FILE: the line of note_block; false where it takes none. A pipe at its name would hold us, and a link lead elsewhere.
append() {
  [ ! -L "$1" ] || return 1
  [ -f "$1" ] || [ ! -e "$1" ] || return 1
  # Where the disk was full, half a line may be at its end.
  if [ -e /run/wazuh-active-response.blocks ]; then printf '\n'; fi >>"$1" && printf '%s %s %s %s\n' "$listed" "$until" "$up" "$boot" >>"$1"
} 2>/dev/null

# note_block ADDRESS SECONDS: blocked for so long, 0 for ever, - where it is lifted. Behind the action, and never a failure.
# A disk that is full or read-only takes no line; memory does, so that no flush brings back who was lifted meanwhile.
# The uptime does not depend on a clock that jumps; after a reboot the time of the file counts, see blocks.awk.
note_block() {
  read -r up _ </proc/uptime && read -r boot </proc/sys/kernel/random/boot_id || return 0
  listed=$1 until=$2
  case $2 in - | 0) ;; *) until=$((${up%.*} + $2)) ;; esac
  append "$home/active-response/guarded-block-ip.blocks" || append /run/wazuh-active-response.blocks || :
  # About one in a hundred takes what is over off the list: so it stays short where no unit does.
  case $up in *.00) [ ! -x "$TABLES" ] || "$TABLES" compact >/dev/null 2>&1 </dev/null 4>&- 5<&- 7<&- & ;; esac
}
