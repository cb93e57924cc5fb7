/** Why a program must not be ended by its name. */
type Why =
  | "access is lost: nobody can log in to the host any more"
  | "the host itself stops or restarts"
  | "monitoring and active response end"
  | "it runs other programs, the good ones too"
  | "it is a service that users wait for";

const LIST: Readonly<Record<Why, string>> = {
  "access is lost: nobody can log in to the host any more":
    "sshd sshd-session sshd-auth dropbear login getty agetty su sudo teleport tailscaled headscale wg-quick openvpn NetworkManager systemd-networkd systemd-resolved systemd-logind dhclient dhcpcd wpa_supplicant",
  "the host itself stops or restarts":
    "init systemd systemd-udevd systemd-journald systemd-timesyncd dbus-daemon dbus-broker polkitd kthreadd rsyslogd auditd cron crond chronyd ntpd udevd containerd dockerd containerd-shim-runc-v2 runc kubelet crio podman qemu-system-x86_64 libvirtd",
  "monitoring and active response end":
    "wazuh-execd wazuh-agentd wazuh-logcollector wazuh-modulesd wazuh-syscheckd wazuh-analysisd wazuh-remoted wazuh-db wazuh-monitord wazuh-authd wazuh-clusterd wazuh-apid wazuh-control wazuh-integratord filebeat graylog-sidecar",
  "it runs other programs, the good ones too":
    "sh bash dash zsh ash busybox env python python3 perl ruby node java php php-fpm lua tmux screen xargs timeout nohup cat cp curl wget ls rm ps grep awk sed find tar",
  "it is a service that users wait for":
    "nginx apache2 httpd haproxy caddy traefik envoy postgres postmaster mysqld mariadbd redis-server mongod elasticsearch opensearch rabbitmq-server kafka memcached named unbound dnsmasq dovecot postfix master exim4 sendmail prometheus grafana grafana-server graylog-server gitlab-runner gitaly puma sidekiq vault consul etcd squid vsftpd smbd nfsd slapd",
};

const WHY: ReadonlyMap<string, Why> = new Map(
  (Object.keys(LIST) as Why[]).flatMap((why) =>
    LIST[why].split(" ").map((name): [string, Why] => [name, why]),
  ),
);

/** Folders that a system's own programs are in. */
const SYSTEM = /^\/(?:usr\/(?:local\/)?)?(?:s?bin|lib(?:64|exec)?)\/|^\/(?:var\/ossec|opt)\//;

/** Why ending this program, by name or absolute path, would break a host; undefined where it is not a system program. */
export function whySystemProcess(process: string): string | undefined {
  const name = process.slice(process.lastIndexOf("/") + 1);
  if (process.startsWith("/") && !SYSTEM.test(process)) return undefined;
  if (/^(?:wazuh|ossec|systemd)-/.test(name)) {
    return WHY.get(name) ?? "monitoring and active response end, or the host itself stops";
  }
  return WHY.get(name);
}
