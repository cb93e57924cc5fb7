/** The table that our blocks stand in; asleep it holds them, and their clocks run, but no packet asks it. */
const TABLE = "inet wazuh_active_response";

const TRACE = `
trace() {
  printf "%s active-response/bin/switch: {\\"version\\":1,\\"origin\\":{\\"name\\":\\"switch\\",\\"module\\":\\"active-response\\"},\\"active_response\\":{\\"action\\":\\"$1\\",\\"decision\\":\\"$1\\",\\"subject\\":\\"this host\\",\\"why\\":\\"%s\\"}}\\n" "$(date "+%Y/%m/%d %H:%M:%S")" "$line" >>/var/ossec/logs/active-responses.log
  [ ! -e /var/ossec/bin/wazuh-analysisd ] || printf "%s wazuh-active-response: INFO: responses switched %s: %s\\n" "$(date "+%Y/%m/%d %H:%M:%S")" "$1" "$line" >>/var/ossec/logs/ossec.log
  logger -t wazuh-active-response -p auth.warning "responses switched $1: $line" 2>/dev/null || :
}
dir=/var/ossec/active-response
[ -d $dir ] || { echo "$dir is missing; is Wazuh installed?" >&2; exit 1; }
cd $dir && IFS= read -r line || exit 1
there() { nft list table ${TABLE} >/dev/null 2>&1; }
asleep() { nft list table ${TABLE} 2>/dev/null | grep -q "flags dormant"; }`;

/** Switches a host off: first the flag that our executables ask, then the blocks that are there. One line of input: who, why. */
export const OFF = `set -u; umask 027${TRACE}
printf "%s\\n" "$line" >.off.new && chgrp wazuh .off.new && mv -f .off.new off || exit 1
if command -v nft >/dev/null 2>&1; then
  printf "add table ${TABLE} { flags dormant; }\\n" >off.nft || exit 1
  ! there || asleep || nft -f off.nft || exit 1
fi
trace off`;

/** Switches a host on again: the blocks whose time is not over hold from now on, then our executables act. */
export const ON = `set -u; umask 027${TRACE}
[ -e off ] || [ -e off.nft ] || { echo "was not off"; exit 0; }
rm -f off.nft || exit 1
! asleep || nft add table ${TABLE} || exit 1
rm -f off || exit 1
trace on`;
