#!/bin/sh
# The first steps of a host of the lab, as process 1 of its namespaces: a network cable to the lab's bridge, a root of its
# own (this machine's files, every change in memory), then lab/host/init.pl. Settings come as LAB_* variables of lab/boot.ts.
set -eu
umask 022

# The old /proc still shows the number that the lab knows this process by.
read -r pid _ </proc/self/stat
echo "pid $pid"

nsenter "--net=/proc/$LAB_OWNER/ns/net" ip -batch - <<END
link add $LAB_CABLE type veth peer name eth0 netns /proc/$pid/ns/net
link set $LAB_CABLE master $LAB_BRIDGE up
END
echo "$LAB_NAME" >/proc/sys/kernel/hostname
# Usable at once: no waiting for duplicate addresses.
echo 0 >/proc/sys/net/ipv6/conf/all/accept_dad 2>/dev/null || true
echo 0 >/proc/sys/net/ipv6/conf/eth0/accept_dad 2>/dev/null || true
ip -batch "$LAB_DIR/network"

cd "$LAB_DIR"
mkdir -p upper work root
mount -t overlay overlay -o "lowerdir=/,upperdir=$LAB_DIR/upper,workdir=$LAB_DIR/work" root
for part in /usr /var /opt /etc; do
  mountpoint -q "$part" || continue
  mkdir -p "over$part/upper" "over$part/work"
  mount -t overlay overlay -o "lowerdir=$part,upperdir=$LAB_DIR/over$part/upper,workdir=$LAB_DIR/over$part/work" "root$part"
done
cd root
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t tmpfs -o mode=0755 dev dev
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666,mode=0620 devpts dev/pts
mount -t tmpfs -o mode=1777 shm dev/shm
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
for device in null:3 zero:5 full:7 random:8 urandom:9; do mknod -m 0666 "dev/${device%:*}" c 1 "${device#*:}"; done
mknod -m 0666 dev/tty c 5 0
# Nothing of the machine's users, sockets or temporary files is seen by a host.
for folder in run tmp root home var/tmp media mnt; do
  mkdir -p "$folder"
  mount -t tmpfs -o mode=0755 lab "$folder"
done
chmod 1777 tmp var/tmp
chmod 0700 root
mkdir -p run/sshd run/lock

# Programs of the lab and its stand-ins, with the Node that runs the lab: the same for all hosts, to be read only.
place=usr/local/lib/wazuh-stand-in
mkdir -p "$place"
mount --bind -o ro "$LAB_SHARED/stand-in" "$place"
mount --bind -o ro "$LAB_NODE" "$place/node"
# What this machine itself may hold of Wazuh is not the host's.
rm -rf var/lib/wazuh-active-response var/log/auth.log var/log/syslog var/log/audit
mkdir -p var/log/audit
if [ -n "$LAB_TREE" ]; then
  mkdir -p var/ossec
  mount --bind "$LAB_TREE" var/ossec
elif [ -e var/ossec ]; then
  mount -t tmpfs lab var/ossec
fi
cp -a "$LAB_DIR/files/." .
install -m 0640 /dev/null var/log/auth.log
install -m 0640 /dev/null var/log/syslog

exec 7>>"$LAB_DIR/syslog"
pivot_root . .
umount -l .
cd /
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
  LAB_NAME="$LAB_NAME" LAB_START="$LAB_START" perl "/$place/init.pl"
