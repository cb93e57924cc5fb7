#!/bin/sh
# A stand-in of dockerd's network, for a lab host: the bridge docker0, a container behind it that answers on port 80, and the rules by
# which dockerd publishes that port as 8080 of the host. No dockerd runs. The rules have the places and the effects of those that
# dockerd makes:
#   iptables   libnetwork/drivers/bridge/setup_ip_tables.go of moby (setupIPChains, setupIPTablesInternal, setINC), and what its own
#              tests list in integration/network/bridge/iptablesdoc/generated/usernet-portmap.md
#   nftables   its other backend: integration/network/bridge/nftablesdoc/generated/usernet-portmap.md
#
#   sh docker-chains.sh network            the bridge and the container; once
#   sh docker-chains.sh iptables|nftables  the rules, written anew as at a start of dockerd
set -eu
inside=172.17.0.2

network() {
  echo 1 >/proc/sys/net/ipv4/ip_forward
  ip link add docker0 type bridge
  ip address add 172.17.0.1/16 dev docker0
  ip link set docker0 up
  unshare -n sleep infinity >/dev/null 2>&1 &
  echo $! >/var/container
  until [ "$(readlink "/proc/$!/ns/net")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
  ip link add in0 type veth peer name eth0 netns "$!"
  ip link set in0 master docker0 up
  nsenter -t "$!" -n sh -c "ip link set lo up; ip address add $inside/16 dev eth0; ip link set eth0 up; ip route add default via 172.17.0.1"
  # shellcheck disable=SC2016 # perl's own
  nsenter -t "$!" -n perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(LocalPort => 80, Listen => 5, ReuseAddr => 1) or exit 1; 1 while $s->accept' </dev/null >/dev/null 2>&1 &
}

by_iptables() {
  iptables -P FORWARD DROP
  for chain in DOCKER DOCKER-ISOLATION-STAGE-1 DOCKER-ISOLATION-STAGE-2 DOCKER-USER; do iptables -N "$chain" 2>/dev/null || iptables -F "$chain"; done
  iptables -F FORWARD
  iptables -A FORWARD -j DOCKER-USER
  iptables -A FORWARD -j DOCKER-ISOLATION-STAGE-1
  iptables -A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
  iptables -A FORWARD -o docker0 -j DOCKER
  iptables -A FORWARD -i docker0 ! -o docker0 -j ACCEPT
  iptables -A FORWARD -i docker0 -o docker0 -j ACCEPT
  iptables -A DOCKER -d "$inside" ! -i docker0 -o docker0 -p tcp --dport 80 -j ACCEPT
  iptables -A DOCKER-ISOLATION-STAGE-1 -i docker0 ! -o docker0 -j DOCKER-ISOLATION-STAGE-2
  iptables -A DOCKER-ISOLATION-STAGE-2 -o docker0 -j DROP
  for chain in DOCKER-ISOLATION-STAGE-1 DOCKER-ISOLATION-STAGE-2 DOCKER-USER; do iptables -A "$chain" -j RETURN; done
  iptables -t nat -N DOCKER 2>/dev/null || iptables -t nat -F
  iptables -t nat -A PREROUTING -m addrtype --dst-type LOCAL -j DOCKER
  iptables -t nat -A OUTPUT ! -d 127.0.0.0/8 -m addrtype --dst-type LOCAL -j DOCKER
  iptables -t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE
  iptables -t nat -A DOCKER -i docker0 -j RETURN
  iptables -t nat -A DOCKER ! -i docker0 -p tcp --dport 8080 -j DNAT --to-destination "$inside:80"
}

by_nftables() {
  nft -f - <<END
add table ip docker-bridges
delete table ip docker-bridges
table ip docker-bridges {
  chain raw-PREROUTING {
    type filter hook prerouting priority raw;
    ip daddr $inside iifname != "docker0" drop
  }
  chain nat-PREROUTING {
    type nat hook prerouting priority dstnat;
    fib daddr type local tcp dport 8080 iifname != "docker0" dnat to $inside:80
  }
  chain nat-POSTROUTING {
    type nat hook postrouting priority srcnat;
    ip saddr 172.17.0.0/16 oifname != "docker0" masquerade
  }
  chain filter-FORWARD {
    type filter hook forward priority filter;
    oifname "docker0" ct state established,related accept
    oifname "docker0" ip daddr $inside tcp dport 80 accept
    oifname "docker0" drop
    iifname "docker0" accept
  }
}
END
}

case ${1-} in
  network) network ;;
  iptables) by_iptables ;;
  nftables) by_nftables ;;
  *)
    echo 'write docker-chains.sh network, iptables or nftables' >&2
    exit 64
    ;;
esac
