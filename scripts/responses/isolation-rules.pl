# What nft is told while this host is isolated.

my $table = "wazuh_active_response_isolation";
my $near = "icmpv6 type { nd-neighbor-solicit, nd-neighbor-advert, nd-router-solicit, nd-router-advert } ip6 hoplimit 255 accept";
# A reply is not the first packet of a connection: so an address that may be reached may not connect by itself.
my $reply = "tcp flags & (syn | ack) != syn ";

# manager_rules ADDRESSES DIRECTION: address => {tcp => {port => 1}, udp => ...}; what comes in is counted, as the proof.
sub manager_rules {
  my ($managers, $inwards) = @_;
  my ($far, $port, $count) = $inwards ? ("saddr", "sport", "counter ") : ("daddr", "dport", "");
  my %same;
  for my $address (sort keys %$managers) {
    for my $protocol (sort keys %{$managers->{$address}}) {
      my $ports = join ", ", sort { $a <=> $b } keys %{$managers->{$address}{$protocol}};
      push @{$same{join " ", $address =~ /:/ ? "ip6" : "ip", $protocol, $ports}}, $address if $ports ne "";
    }
  }
  return join "", map {
    my ($family, $protocol, $ports) = split / /, $_, 3;
    my $only = $inwards && $protocol eq "tcp" ? $reply : "";
    "    $family $far { " . join(", ", @{$same{$_}}) . " } $protocol $port { $ports } $only${count}accept comment \"manager\"\n";
  } sort keys %same;
}

# allow_rules LINES ANSWERS: a line with `name saddr HOST` becomes one for each family in which the name has addresses.
sub allow_rules {
  my ($lines, $answers) = @_;
  return join "", map {
    my $line = $_;
    my ($far, $name) = $line =~ /\bname ([sd]addr) (\S+)/;
    !defined $name ? "$line\n" : join "", map {
      my $family = $_;
      my @to = grep { ($family eq "ip6") == /:/ } @{$answers->{$name} // []};
      @to ? $line =~ s/\bname \Q$far $name\E/"$family $far { " . join(", ", @to) . " }"/er . "\n" : "";
    } qw(ip ip6);
  } split /\n/, $lines;
}

# clock_set SECONDS TYPE ELEMENTS...: the kernel lets go by itself once the elements are gone; 0 is never.
sub clock_set {
  my ($seconds, $type, @elements) = @_;
  my $flags = $seconds ? " flags timeout;" : "";
  my $each = join ", ", map { $seconds ? "$_ timeout ${seconds}s" : $_ } @elements;
  return "  set active { $type;$flags elements = { $each } }\n";
}

# host_table SECONDS MANAGERS ALLOW_IN ALLOW_OUT: all that the host itself sends, gets and routes.
sub host_table {
  my ($seconds, $managers, $in, $out) = @_;
  my $clock = $seconds ? "    meta nfproto != \@active accept\n" : "";
  my $set = $seconds ? clock_set($seconds, "typeof meta nfproto", "ipv4", "ipv6") : "";
  my $chain = sub { "  chain $_[0] {\n    type filter hook $_[0] priority -350; policy drop;\n$clock" };
  return "add table inet $table\ndelete table inet $table\ntable inet $table {\n$set"
    . $chain->("input") . "    iifname \"lo\" accept\n    $near\n" . manager_rules($managers, 1) . $in . "  }\n"
    . $chain->("forward") . "  }\n"
    . $chain->("output") . "    oifname \"lo\" accept\n    $near\n" . manager_rules($managers, 0) . $out . "  }\n}\n";
}

# bridge_table SECONDS: frames between ports of a bridge, as of a virtual machine; the host's own do not pass here.
sub bridge_table {
  return "add table bridge $table\ndelete table bridge $table\ntable bridge $table {\n"
    . clock_set($_[0], "type ether_type", qw(ip ip6 arp 8021q))
    . "  chain forward {\n    type filter hook forward priority -350; policy accept;\n    meta protocol \@active drop\n  }\n}\n";
}

# device_tables SECONDS DEVICES: frames past this host's network stack (macvlan, ipvlan, macvtap): those that are not for an
# address of its own, or not from one. Several texts, from what newest kernels take to what older ones do.
sub device_tables {
  my ($seconds, @devices) = @_;
  my $dhcp = "    udp dport { 67, 68, 546, 547 } accept\n    $near\n";
  my $in = "    meta pkttype other meta protocol \@active drop\n";
  my $local = "    fib daddr type unicast meta protocol \@active drop\n";
  # Before it has an address, a host asks for one from none.
  my $out = "    ip saddr 0.0.0.0 accept\n    ip6 saddr :: accept\n    fib saddr type != local meta protocol \@active drop\n";
  my $all = sub {
    my @chains = @_;
    my ($text, $n, @rest) = ("", 0, @devices);
    while (my @some = splice @rest, 0, 200) {
      my $list = join ", ", map { "\"$_\"" } @some;
      $n++;
      $text .= "  chain $_->[0]$n {\n    type filter hook $_->[0] devices = { $list } priority -450; policy accept;\n$_->[1]  }\n" for @chains;
    }
    return "add table netdev $table\ndelete table netdev $table\ntable netdev $table {\n" . clock_set($seconds, "type ether_type", qw(ip ip6)) . "$text}\n";
  };
  return ($all->(["ingress", $dhcp . $in . $local], ["egress", $dhcp . $out]), $all->(["ingress", $dhcp . $in . $local]), $all->(["ingress", $dhcp . $in]));
}

# ethernet_devices: those that belong to no bridge or bond.
sub ethernet_devices {
  open my $links, "-|", "timeout", 2, "ip", "-o", "link", "show" or return;
  return sort map { m{ link/ether } && !m{ master } && m{^\d+: ([A-Za-z0-9_.-]{1,15})(?:@\S+)?: } ? $1 : () } <$links>;
}
