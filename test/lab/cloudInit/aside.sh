#!/bin/sh
# Runs a command with its own, writable copies of /usr, /etc, /var and /root, in which some programs are stand-ins:
# curl copies the file $KEY, and apt-get, apt-mark, dnf, rpm, systemctl, augenrules and shred only write down how they were called.
#   aside.sh FOLDER COMMAND [ARGUMENT...]
set -eu
folder=$1
shift
# shellcheck disable=SC2016 # the inner shell expands it
exec unshare --mount --propagation private -- /bin/sh -c '
  set -eu
  folder=$1
  shift
  mount -t tmpfs aside "$folder/disk"
  for top in usr etc var root; do
    mkdir -p "$folder/disk/$top/up" "$folder/disk/$top/work"
    mount -t overlay overlay -o "lowerdir=/$top,upperdir=$folder/disk/$top/up,workdir=$folder/disk/$top/work" "/$top"
  done
  getent group wazuh >/dev/null || groupadd --system wazuh
  mkdir -p /var/ossec/etc /etc/audit/rules.d /usr/share/keyrings /etc/apt/sources.list.d /etc/yum.repos.d /etc/pki/rpm-gpg
  echo "<ossec_config></ossec_config>" >/var/ossec/etc/ossec.conf
  for tool in apt-get apt-mark dnf rpm systemctl augenrules; do
    printf "%s\n" "#!/bin/sh" \
      "echo \"$tool \$* (WAZUH_MANAGER=\${WAZUH_MANAGER-} WAZUH_AGENT_NAME=\${WAZUH_AGENT_NAME-})\" >>$folder/calls" >"/usr/bin/$tool.new"
    chmod 0755 "/usr/bin/$tool.new"
    mv "/usr/bin/$tool.new" "/usr/bin/$tool"
    rm -f "/usr/sbin/$tool"
  done
  printf "%s\n" "#!/bin/sh" "while [ \"\$1\" != -o ]; do shift; done" "cp \"$folder/key\" \"\$2\"" >/usr/bin/curl.new
  chmod 0755 /usr/bin/curl.new
  mv /usr/bin/curl.new /usr/bin/curl
  exec "$@"' aside "$folder" "$@"
