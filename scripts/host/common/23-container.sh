# shellcheck shell=sh disable=SC2034,SC2154
# Does Wazuh run in a container here? A manager is refused there. An agent blocks in the network namespace that its wazuh-execd is in,
# and not on the machine that its owner may mean. A container that is run like a machine (LXC, systemd-nspawn, an init of its own)
# has its own network, and is a host like any other: nothing is said of it. Where it cannot be told for certain, nothing is said.

no_container="has its manager in a container (Docker, Podman, Kubernetes), which is not supported: its files are gone with the next image, and nothing here restarts it; run the manager on a host of its own"
other_way="install the agent on the host itself, or give its container the host's network (docker run --network host --cap-add NET_ADMIN; Kubernetes: hostNetwork: true)"

# Wazuh's own image (wazuh-docker, manager, 4.14.0 to 4.14.7) copies this script there and starts by it, in Docker, Podman or
# a pod; a container that somebody runs like a machine has none.
in_container() { [ -e /etc/cont-init.d/0-wazuh-init ]; }

# A host sees the processes of its containers.
runs_analysisd() { grep -qsx wazuh-analysisd /proc/[0-9]*/comm; }

# see_daemons: in $seen_daemons, of the daemons that are asked for here, a line each of those that run: /proc/NUMBER/comm:NAME.
see_daemons() { seen_daemons=$(grep -sxE 'fapolicyd|rsyslogd|wazuh-execd' /proc/[0-9]*/comm) || :; }

# was_seen NAME: whether it ran when this run looked for the first time.
was_seen() {
  [ -n "${seen_daemons+is}" ] || see_daemons
  case $seen_daemons in *":$1$newline"* | *":$1") return 0 ;; *) return 1 ;; esac
}

# find_elsewhere NAMESPACE: in $elsewhere the number of a wazuh-execd of this very /var/ossec that is in another net or pid namespace
# than process 1; empty where there is none. Of those that `see_daemons` has seen.
find_elsewhere() {
  elsewhere=
  [ -e "/proc/1/ns/$1" ] && was_seen wazuh-execd || return 0
  for comm in $seen_daemons; do
    process=${comm%/comm:wazuh-execd}
    [ "$process" != "$comm" ] || continue
    # shellcheck disable=SC3013 # dash, bash and busybox all have -ef
    if [ "$process/root$home/bin" -ef "$home/bin" ] && [ -e "$process/ns/$1" ] && ! [ "$process/ns/$1" -ef "/proc/1/ns/$1" ]; then elsewhere=${process#/proc/}; fi
  done
}

# What no rollout can do well: the numbers of processes that Wazuh writes down are those of the container.
check_container() {
  find_elsewhere pid
  if [ -z "$elsewhere" ]; then
    if is_manager && in_container; then problem "$no_container"; fi
  elif is_manager; then
    problem "$no_container"
  else
    problem "its wazuh-execd (process $elsewhere) runs in a container that has $home of this host: what it does is done there, and nothing here can ask it; $other_way"
  fi
}

# Where there is no Wazuh on the host: says so of a container that has one.
no_wazuh() {
  if is_manager && { [ -f /.dockerenv ] || in_container || runs_analysisd; }; then
    problem "$no_container"
  elif ! is_manager && grep -qsx wazuh-agentd /proc/[0-9]*/comm; then
    problem "has no $control, and a Wazuh agent runs in a container of it: that one blocks in the container's own network alone; $other_way"
  else
    problem "has no $control; install Wazuh 4.14 first"
  fi
}

# A sentence in $fault where an agent blocks for its container alone.
container_fault() {
  fault=
  ! is_manager || return 0
  find_elsewhere net
  if [ -n "$elsewhere" ]; then
    fault="its wazuh-execd (process $elsewhere) runs in a network namespace of its own, as a container or a sidecar does: what it blocks is blocked there alone, not on this host; $other_way"
  elif is_application && leads_elsewhere; then
    fault="it is a $kind container with a network namespace of its own: what it blocks is blocked for this container alone, not for the machine or the pods beside it; $other_way"
  fi
}

# Whether this is the container of an application, by the mark that its runtime leaves; which kind, in $kind. A mark may be left on
# the disk of a machine that was made of an image: an init says what runs here.
is_application() {
  [ ! -d /run/systemd/system ] || return 1
  read -r first </proc/1/comm || return 1
  case $first in systemd | init) return 1 ;; esac
  kind=
  [ ! -e /.dockerenv ] || kind=Docker
  [ ! -e /run/.containerenv ] || kind=Podman
  { ! tr '\0' '\n' </proc/1/environ | grep -q '^KUBERNETES_SERVICE_HOST='; } 2>/dev/null || kind=Kubernetes
  [ -n "$kind" ]
}

# Whether the way out leads into another namespace: the interface of the default route is the end of a pair, or a child, and the
# other one is not here. With the host's network it is the host's own.
leads_elsewhere() {
  out=$(awk '$2 == "00000000" && $8 == "00000000" { print $1; exit }' /proc/net/route 2>/dev/null)
  [ -n "$out" ] || out=$(awk '$1 ~ /^0+$/ && $2 == "00" && $10 != "lo" { print $10; exit }' /proc/net/ipv6_route 2>/dev/null)
  { [ -n "$out" ] && read -r own <"/sys/class/net/$out/ifindex" && read -r other <"/sys/class/net/$out/iflink"; } 2>/dev/null || return 1
  [ "$own" != "$other" ] && ! grep -qsx "$other" /sys/class/net/*/ifindex
}
