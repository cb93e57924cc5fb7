#!/usr/bin/env bash
# Runs a command in namespaces of its own: network, mounts, processes. Everything that the lab makes lives in them and
# ends with the command, crash or not; the machine's own network is never touched, and several can run side by side.
#
#   bash lab/enter.sh COMMAND [ARGUMENT...]
#
# Exit code: the command's; 69 when namespaces cannot be had here.
set -eu

cannot() {
  echo "The lab cannot run here: $1." >&2
  exit 69
}

[ $# -gt 0 ] || cannot "no command was given; write lab/enter.sh COMMAND"
[ "$(uname -s)" = Linux ] || cannot "it needs Linux with network namespaces; use a Debian or Ubuntu machine (a VM will do), as root"
[ "$(id -u)" -eq 0 ] || cannot "it needs root to make network namespaces; run it as root (sudo env PATH=\"\$PATH\" npm run ...)"
for tool in unshare setpriv ip perl mount; do
  command -v "$tool" >/dev/null || cannot "the tool $tool is missing; run lab/setup.sh demo"
done
unshare --net --mount --pid --fork true 2>/dev/null ||
  cannot "the kernel or the container does not allow new namespaces; use a VM or a container with --privileged"

# A folder that every system has and nobody stands in becomes the lab's memory disk: only in here, so nothing is left.
here=$(pwd -P)
disk=
for folder in /media /mnt /srv; do
  case $here/ in "$folder"/*) continue ;; esac
  [ -d "$folder" ] && disk=$folder && break
done
[ -n "$disk" ] || cannot "none of /media, /mnt, /srv exists to mount its memory disk on; make one of them"

export WAZUH_LAB_DISK=$disk
init=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)/init.pl
# shellcheck disable=SC2016 # the inner shell expands it
exec perl "$init" --outside setpriv --pdeathsig KILL \
  unshare --net --mount --pid --fork --kill-child --mount-proc --propagation private -- /bin/sh -c '
  set -eu
  init=$1
  shift
  ip link set lo up
  mount -t tmpfs -o mode=0755 wazuh-lab "$WAZUH_LAB_DISK"
  WAZUH_LAB_NET=$(readlink /proc/self/ns/net)
  export WAZUH_LAB_NET
  exec perl "$init" "$@"' lab "$init" "$@"
