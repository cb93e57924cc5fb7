#!/bin/sh
# What a new disk does not have: what an earlier first boot left on this host of the lab, and the keys that let in. Then the
# stand-ins of the boot are laid over the programs of their names. Everything lies in this host's own mounts.
set -eu
place=/usr/local/lib/wazuh-first-boot
for program in apt-get apt-mark augenrules curl gpg systemctl; do
  umount "/usr/bin/$program" 2>/dev/null || :
  [ -e "/usr/bin/$program" ] || : >"/usr/bin/$program"
  [ "$program" = systemctl ] && from=$place/systemctl || from=$place/programs
  mount --bind "$from" "/usr/bin/$program"
done
# One that is in /usr/sbin would be found first.
rm -f /usr/sbin/augenrules /usr/local/bin/cloud-init
rm -rf /run/cloud-init /var/lib/cloud /var/lib/wazuh-active-response /var/log/lab-first-boot /var/log/cloud-init* \
  /etc/ssh/ssh_host_* /lib/systemd/system/wazuh-agent.service /etc/systemd/system/*.wants/wazuh-* /run/lab-systemd
mkdir -p /run/cloud-init /etc/audit/rules.d /etc/apt/sources.list.d /usr/share/keyrings /etc/systemd/system/multi-user.target.wants \
  /etc/systemd/system/nftables.service.wants
sh /usr/local/lib/wazuh-stand-in/sshd.sh stop
cat >/etc/ssh/lab_keys
