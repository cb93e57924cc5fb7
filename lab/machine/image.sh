#!/usr/bin/env bash
# Brings Debian 12 with a kernel and systemd of its own into the cache, once; hosts of the lab that are whole machines start from it.
# Nothing of it is installed here. Outside of the lab's namespaces: it needs Debian's packages.
#
#   bash lab/machine/image.sh      prints the folder: debian/ (its files), vmlinuz, initrd.img
#
# Exit codes: 0 it is there; else what mmdebstrap ended with, whose words are on standard error.
set -eu
image=${XDG_CACHE_HOME:-$HOME/.cache}/wazuh-active-response/machine-bookworm
# What a small server has that people put an agent on; perl is the installer's, rsyslog writes the file that Wazuh reads.
packages=systemd,systemd-sysv,libpam-systemd,dbus,udev,linux-image-cloud-amd64,nftables,openssh-server,perl,sudo,iproute2,procps,kmod,rsyslog

if [ ! -e "$image/complete" ]; then
  echo "Debian 12 is brought to $image for hosts with a kernel of their own: some minutes, 400 MB." >&2
  rm -rf "$image"
  mkdir -p "$image/debian"
  mmdebstrap --quiet --variant=minbase --include="$packages" bookworm "$image/debian.tar" >&2
  # Device files are the kernel's to make.
  tar -C "$image/debian" --exclude './dev/*' -xf "$image/debian.tar"
  rm -f "$image/debian.tar"
  cp "$image"/debian/boot/vmlinuz-* "$image/vmlinuz"
  cp "$image"/debian/boot/initrd.img-* "$image/initrd.img"
  touch "$image/complete"
fi
echo "$image"
