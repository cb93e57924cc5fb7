# shellcheck shell=sh disable=SC2154
# The host's own list of blocks: from it they come back, with the time they have left, where somebody has swept them away.

# note_block ADDRESS SECONDS: blocked for so long, 0 for ever, - where it is lifted. Behind the action, and never a failure.
# The uptime is no matter of a clock that jumps; after a reboot the time of the file counts, see blocks.awk.
note_block() {
  read -r up _ </proc/uptime && read -r boot </proc/sys/kernel/random/boot_id || return 0
  until=$2
  case $2 in - | 0) ;; *) until=$((${up%.*} + $2)) ;; esac
  { printf '%s %s %s %s\n' "$1" "$until" "$up" "$boot" >>"$home/active-response/guarded-block-ip.blocks"; } 2>/dev/null || :
  # About one in a hundred takes what is over off the list: so it stays short where no unit does.
  case $up in *.00) [ ! -x "$TABLES" ] || "$TABLES" compact >/dev/null 2>&1 </dev/null 4>&- 5<&- 7<&- & ;; esac
}
