#!/bin/sh
# Puts the scripts beside this file onto this host, an agent of Wazuh 5 (beta), and brings them into force. Run it there as root; again
# where they have changed. What stands there under the same paths (scripts for 4.14) is replaced. The list is scripts.tsv: path, owner,
# group, mode, sha256, the program without which a host does not need the file, the command that brings it into force.
#
# Exit codes: 0 done; 1 refused, nothing was changed; 2 a file could not be written, or not brought into force: run it again.
set -eu
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 027
tab='	'
here=$(cd "$(dirname "$0")" && pwd)
control=/var/ossec/bin/wazuh-control

refuse() {
  printf 'install.sh: %s; nothing was changed\n' "$*" >&2
  exit 1
}

fail() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 2
}

[ "$(id -u)" = 0 ] || refuse "only root can do that"
[ -r "$control" ] || refuse "no Wazuh agent is installed here"
version=$(sed -n 's/^VERSION="v\{0,1\}\([0-9.]*\)"$/\1/p' "$control" | head -n 1)
# A script for 5 refuses every message of 4.14: an agent of 4.14 would do nothing any more.
case ${version%%.*} in '' | [0-4]) refuse "this host runs Wazuh ${version:-of no known version}, and these scripts are for an agent of Wazuh 5" ;; esac
command -v nft >/dev/null || refuse "nft is not installed"
while IFS=$tab read -r path _ _ _ sum _; do
  [ "$(sha256sum <"$here/scripts$path")" = "$sum  -" ] || refuse "$here/scripts$path is not what migrate wrote"
done <"$here/scripts.tsv"

while IFS=$tab read -r path owner group mode _ needs _; do
  if [ "$needs" != - ] && ! command -v "$needs" >/dev/null; then
    printf 'left out: %s, since %s is not installed\n' "$path" "$needs"
    continue
  fi
  mkdir -p "${path%/*}"
  { cp "$here/scripts$path" "$path.new" && chown "$owner:$group" "$path.new" && chmod "$mode" "$path.new" && mv -f "$path.new" "$path"; } ||
    fail "$path could not be written"
done <"$here/scripts.tsv"

# Once each, in the order of the list.
cut -f 7 "$here/scripts.tsv" | awk '$0 != "-" && !seen[$0]++' | while read -r load; do
  # shellcheck disable=SC2086 # a program and its words
  set -- $load
  command -v "$1" >/dev/null || continue
  # systemctl talks of units that a host has not.
  said=$("$@" 2>&1 </dev/null) || fail "this failed: $load: $said"
done
printf 'installed: the scripts for Wazuh 5, on an agent of %s\n' "$version"
