#!/bin/sh
# A machine for one test of the installer, as process 1 of its own mount and pid namespaces: /var, /etc and /run in memory, a
# user and a group wazuh, a tiny /var/ossec with stand-ins for its daemons. Prints `ready`, then waits to be killed.
#   unshare --mount --pid --fork --kill-child --mount-proc sh rig.sh TINY ROLE
set -eu
tiny=$1
role=$2
mount -t tmpfs -o mode=0755 rig /mnt
mkdir /mnt/upper /mnt/work /mnt/etc-upper /mnt/etc-work /mnt/etc
mount -t overlay overlay -o lowerdir=/var,upperdir=/mnt/upper,workdir=/mnt/work /var
# Units are written and enabled there: not on the machine that runs the tests.
mount -t overlay overlay -o lowerdir=/etc,upperdir=/mnt/etc-upper,workdir=/mnt/etc-work /etc
mount -t tmpfs -o mode=0755 run /run
for file in passwd group; do
  grep -v '^wazuh:' "/etc/$file" >"/mnt/etc/$file"
done
echo 'wazuh:x:990:990::/var/ossec:/usr/sbin/nologin' >>/mnt/etc/passwd
echo 'wazuh:x:990:' >>/mnt/etc/group
mount --bind /mnt/etc/passwd /etc/passwd
mount --bind /mnt/etc/group /etc/group
rm -rf /var/ossec /var/lib/wazuh-active-response
mkdir -p /var/ossec
mount -t tmpfs -o mode=0755 ossec /var/ossec
cd /var/ossec
mkdir -p bin etc/rules etc/shared active-response/bin queue/alerts queue/sockets logs var/run tmp ruleset lib
cp "$tiny/wazuh-control" bin/
cp "$tiny/daemon.pl" bin/wazuh-execd
if [ "$role" = agent ]; then
  sed -i 's/^TYPE=.*/TYPE="agent"/; s/^DAEMONS=.*/DAEMONS="wazuh-execd"/' bin/wazuh-control
  printf 'restart-wazuh0 - restart-wazuh - 0\n' >etc/shared/ar.conf
else
  cp "$tiny/daemon.pl" bin/wazuh-analysisd
  cp "$tiny/verify-agent-conf" bin/
  mkdir etc/shared/default
  printf '<agent_config>\n\n  <!-- Shared agent configuration here -->\n\n</agent_config>\n' >etc/shared/default/agent.conf
  chown -R wazuh:wazuh etc/shared/default
  chmod 0660 etc/shared/default/agent.conf
fi
chmod 0750 bin/*
printf '<ossec_config>\n  <global>\n    <email_notification>no</email_notification>\n  </global>\n  <localfile>\n    <log_format>syslog</log_format>\n    <location>/var/ossec/logs/active-responses.log</location>\n  </localfile>\n</ossec_config>\n' >etc/ossec.conf
chown root:wazuh etc/ossec.conf
chmod 0660 etc/ossec.conf
: >logs/ossec.log
[ "$role" = agent ] || bin/wazuh-analysisd
bin/wazuh-execd
echo ready
exec perl -e '$SIG{CHLD} = "IGNORE"; sleep 1000 while 1'
