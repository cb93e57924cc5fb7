# shellcheck shell=sh disable=SC2034,SC2154
# The history of blocks (guarded-block-ip.history) stays short: what is forgotten leaves it.

HISTORY=$home/active-response/guarded-block-ip.history

# forget_past N: of one file. Others append meanwhile, so what they append to gets another name first; whoever reads reads all
# three, oldest first. A rename at each step: wherever this ends, no line is lost.
forget_past() {
  case $1 in '' | *[!0-9]*) return 64 ;; esac
  file=$HISTORY/$1
  [ -d "$HISTORY" ] && [ ! -L "$HISTORY" ] || return 0
  [ -e "$file.moved" ] || mv -f "$file.new" "$file.moved" || return 0
  read -r up _ </proc/uptime && read -r boot </proc/sys/kernel/random/boot_id || return 1
  for part in "$file.old" "$file.moved"; do cat "$(plain "$part")"; done |
    WALL=$(date +%s) UPTIME=${up%.*} BOOT=$boot FORGET=${FORGET-} WITHIN=${WITHIN-} timeout -k 1 10 awk "$forget_awk" >"$file.$$" &&
    mv -f "$file.$$" "$file.old" && rm -f "$file.moved"
  rm -f "$file.$$"
} 2>/dev/null
