/** The table that our blocks stand in; asleep it holds them, and their clocks run, but no packet asks it. */
const TABLE = "inet wazuh_active_response";

const TRACE = `
# into FILE: a line more in a log. A pipe may stand there, which would hold us, or a link, since the folder belongs to a group: what is
# open is what is judged and written, as the responses themselves do it.
into() {
  [ ! -L "$1" ] || return 0
  {
    [ -f /proc/self/fd/8 ] && [ /proc/self/fd/8 -ef "$1" ] && [ ! -L "$1" ] && printf "%s\\n" "$2" >>/proc/self/fd/8
  } 8<>"$1" || :
} 2>/dev/null
trace() {
  now=$(date "+%Y/%m/%d %H:%M:%S")
  into /var/ossec/logs/active-responses.log "$now active-response/bin/switch: {\\"version\\":1,\\"origin\\":{\\"name\\":\\"switch\\",\\"module\\":\\"active-response\\"},\\"active_response\\":{\\"action\\":\\"$1\\",\\"decision\\":\\"$1\\",\\"subject\\":\\"this host\\",\\"why\\":\\"$line\\"}}"
  [ ! -e /var/ossec/bin/wazuh-analysisd ] || into /var/ossec/logs/ossec.log "$now wazuh-active-response: INFO: responses switched $1: $line"
  timeout -k 1 2 logger -t wazuh-active-response -p auth.warning "responses switched $1: $line" 2>/dev/null || :
}
dir=/var/ossec/active-response
[ -d $dir ] || { echo "$dir is missing; is Wazuh installed?" >&2; exit 1; }
cd $dir && IFS= read -r line || exit 1
# An nft that was not waited for to its end has said nothing: neither that the table is there, nor that it is not.
late() { echo "nft did not answer within 60 s, so whether blocks hold here is not known; this host is very busy, or nft hangs; run it again" >&2; exit 1; }
limited() {
  timeout -k 1 60 nft "$@" && return 0
  case $? in 124 | 137) late ;; *) return 1 ;; esac
}
look() {
  listed=$(timeout -k 1 60 nft list table ${TABLE} 2>/dev/null) && return 0
  case $? in 124 | 137) late ;; *) listed= ;; esac
}`;

/**
 * Switches a host off: first the flag that our executables ask, then the blocks that are there. One line of input: who, why.
 * Where the disk is full the flags are empty files, and say by being there what they have to say.
 */
export const OFF = `set -u; umask 027${TRACE}
{ printf "%s\\n" "$line" >.off.new || [ -f .off.new ]; } 2>/dev/null
chgrp wazuh .off.new && mv -f .off.new off || exit 1
if command -v nft >/dev/null 2>&1; then
  { printf "add table ${TABLE} { flags dormant; }\\n" >off.nft || [ -f off.nft ]; } 2>/dev/null || exit 1
  look
  case $listed in "" | *"flags dormant"*) ;; *) limited "add table ${TABLE} { flags dormant; }" || exit 1 ;; esac
fi
trace off`;

/** Switches a host on again: the blocks whose time is not over hold from now on, then our executables act. */
export const ON = `set -u; umask 027${TRACE}
[ -e off ] || [ -e off.nft ] || { echo "was not off"; exit 0; }
rm -f off.nft || exit 1
command -v nft >/dev/null 2>&1 && look || listed=
case $listed in *"flags dormant"*) limited add table ${TABLE} || exit 1 ;; esac
rm -f off || exit 1
trace on`;
