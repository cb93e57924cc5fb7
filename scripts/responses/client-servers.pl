# Which managers does the agent connect to? As its own reader takes <client> (config/client-config.c, v4.14.7).

# servers_of TEXT: [address or name, port, protocol] of each, in the order in which the agent tries them; then those that it
# enrols with. Dies with "LINE: why" where the agent would not start with this file.
sub servers_of {
  my (@servers, @enrol);
  for my $client (grep { $_->{name} eq "client" } sections_of(read_nodes($_[0]))) {
    # Port and protocol of the old form are those of every server that has none yet.
    my ($port, $protocol) = (1514, "tcp");
    for my $one (@{$client->{children}}) {
      my ($name, $value) = @$one{qw(name content)};
      if ($name eq "server") { push @servers, server_of($one) }
      elsif ($name eq "server-ip" || $name eq "server-hostname") { push @servers, [host_of($one), 0, 0] }
      elsif ($name eq "port") { $port = port_of($one) }
      elsif ($name eq "protocol") { $protocol = protocol_of($one) }
      elsif ($name eq "enrollment") { @enrol = enrolment_of($one, @enrol) }
    }
    for (@servers) { $_->[1] ||= $port; $_->[2] ||= $protocol }
  }
  my ($manager, $enrol_port) = @enrol;
  my @to = defined $manager ? $manager : map { $_->[0] } @servers;
  return (\@servers, [map { [$_, $enrol_port || 1515, "tcp"] } @to]);
}

# The last of each kind counts; a server needs an address.
sub server_of {
  my ($node) = @_;
  my ($address, $port, $protocol) = (undef, 1514, "tcp");
  for my $one (@{$node->{children}}) {
    if ($one->{name} eq "address") { $address = host_of($one) }
    elsif ($one->{name} eq "port") { $port = port_of($one) }
    elsif ($one->{name} eq "protocol") { $protocol = protocol_of($one) }
  }
  defined $address or die "$node->{line}: <server> has no <address>\n";
  return [$address, $port, $protocol];
}

sub enrolment_of {
  my ($node, $address, $port) = @_;
  for my $one (@{$node->{children}}) {
    if ($one->{name} eq "manager_address") { $address = host_of($one) }
    elsif ($one->{name} eq "port") { $port = port_of($one) }
  }
  return ($address, $port);
}

# A copy of 127 bytes at most; a / is refused.
sub host_of {
  my ($node) = @_;
  index($node->{content}, "/") < 0 or die "$node->{line}: <$node->{name}> contains a /\n";
  return substr $node->{content}, 0, 126;
}

sub port_of {
  my ($node) = @_;
  $node->{content} =~ /^\d+\z/ && $node->{content} >= 1 && $node->{content} <= 65535 or die "$node->{line}: <port> is not a valid port\n";
  return $node->{content} + 0;
}

sub protocol_of {
  my ($node) = @_;
  $node->{content} =~ /^(?:tcp|udp)\z/ or die "$node->{line}: <protocol> is neither tcp nor udp\n";
  return $node->{content};
}

# loose_servers_of TEXT: where the file cannot be read as the agent does, every address and every port in it.
sub loose_servers_of {
  my ($text) = @_;
  my @hosts = $text =~ m{([A-Za-z0-9_.:-]+)</(?:address|server-ip|server-hostname|manager_address)>}g;
  my %ports = map { $_ => 1 } 1514, grep { $_ >= 1 && $_ <= 65535 } $text =~ m{(\d{1,5})</port>}g;
  return map { my $host = $_; map { my $port = $_; map { [$host, $port, $_] } "tcp", "udp" } sort { $a <=> $b } keys %ports } @hosts;
}
1;
