#!/bin/sh
# Makes the disk of a host that is a whole machine: Debian's files, those of the host over them, its /var/ossec, the lab's programs.
#   disk.sh IMAGE HOST SHARED NODE      HOST is the host's folder: files/, ossec/, network; the disk is HOST/disk.img
set -eu
image=$1 host=$2 shared=$3 node=$4
root=$host/root
mkdir -p "$host/upper" "$host/work" "$root"
mount -t overlay overlay -o "lowerdir=$image/debian,upperdir=$host/upper,workdir=$host/work" "$root"
cp -a "$host/files/." "$root/"
mkdir -p "$root/usr/local/lib/wazuh-stand-in"
cp -a "$shared/stand-in/." "$root/usr/local/lib/wazuh-stand-in/"
cp "$node" "$root/usr/local/lib/wazuh-stand-in/node"
mkdir -p "$root/var/ossec"
[ ! -d "$host/ossec" ] || cp -a "$host/ossec/." "$root/var/ossec/"
cp "$host/network" "$root/etc/lab-network"
echo '/dev/vda / ext4 defaults,noatime 0 0' >"$root/etc/fstab"
truncate -s 2G "$host/disk.img"
mke2fs -q -F -t ext4 -d "$root" "$host/disk.img"
umount "$root"
rm -rf "$host/upper" "$host/work" "$root"
