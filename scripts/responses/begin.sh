# shellcheck shell=sh disable=SC2034
# Who talks with wazuh-execd, and who tells the kernel? awk by its program JUDGE, and nft, which does what awk writes.

# Descriptor 5 is a pipe, 6 its other end; it is not begun empty, since bash would take /dev/null.
exec 4>&1 7<&0 5<<BEGIN
begin
BEGIN
read -r _ <&5

# begin PROGRAM...: both start at once, since they start slower than they work, and the rest of the script is read meanwhile.
# adds becomes the number of nft's process. Descriptors of awk: 0 and 1 execd, 3 nft, 5 this shell, by /proc.
# nft gets the time that awk gets, and little more: it begins with it and waits for it.
# -Winteractive makes mawk take a line when it is there; others ignore it.
begin() {
  exec 6>>/proc/self/fd/5
  awk -Winteractive "$@" <&7 3>&1 >&4 2>/dev/null 4>&- 6>&- 7<&- | timeout -k 0.1 0.8 nft -f - >/dev/null 2>&1 4>&- 5<&- 6>&- 7<&- &
  adds=$! nft=
}

# mawk before 1.3.4 has no strftime and refuses the program, before it reads; the time is then taken from date.
begin_without_strftime() {
  begin "function clock(as) { return \"\" }
$(grep -v '^function clock(' "$JUDGE")"
}

# What an earlier run has found out of this host's awk is in OLD_AWK.
if [ -e "$OLD_AWK" ]; then begin_without_strftime; else begin -f "$JUDGE"; fi
