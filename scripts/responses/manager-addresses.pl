# Which addresses and ports must stay reachable, so that the agent finds its manager?

# Without an end no name is asked for: a name server that answers nobody is the rule under an isolation.
my $patience = 0.5;

# canonical TEXT: an address in the usual spelling, or undef.
sub canonical {
  my ($text) = @_;
  for my $family (Socket::AF_INET(), Socket::AF_INET6()) {
    my $packed = Socket::inet_pton($family, $text) // next;
    return Socket::inet_ntop(Socket::AF_INET(), substr $packed, 12) if length $packed == 16 && $packed =~ /^\0{10}\xff\xff/;
    return Socket::inet_ntop($family, $packed);
  }
  return undef;
}

# resolved NAME: what the resolver of this host answers now, each address once.
sub resolved {
  my ($name) = @_;
  my (@found, %seen);
  open my $answers, "-|", "timeout", $patience, "getent", "ahosts", $name or return;
  while (<$answers>) { my $one = canonical((split)[0] // "") // next; push @found, $one unless $seen{$one}++ }
  return @found;
}

# known_answers FILE: name => [addresses], as they were noted before: lines of a name and its addresses.
sub known_answers {
  my %known;
  for (split /\n/, slurp($_[0]) // "") { my ($name, @to) = split; $known{$name} = [grep { defined canonical($_) } @to] if defined $name }
  return \%known;
}

# connections_of_agentd HOME: [address, port, protocol] of each connection that wazuh-agentd has now, as the kernel says.
sub connections_of_agentd {
  my ($home) = @_;
  my @found;
  for my $file (glob "$home/var/run/wazuh-agentd-*.pid") {
    my ($pid) = (slurp($file) // "") =~ /^(\d+)/ or next;
    next unless (readlink "/proc/$pid/exe" // "") eq "$home/bin/wazuh-agentd";
    my %own = map { (readlink $_ // "") =~ /^socket:\[(\d+)\]/ ? ($1 => 1) : () } glob "/proc/$pid/fd/*";
    for my $kind (qw(tcp tcp6 udp udp6)) {
      for (split /\n/, slurp("/proc/$pid/net/$kind") // "") {
        my (undef, undef, $far, $state, @rest) = split;
        next unless ($state // "") eq "01" && $own{$rest[5] // ""};
        my ($hex, $port) = split /:/, $far;
        my $packed = pack "L*", map { hex } $hex =~ /(.{8})/g;
        my $address = canonical(Socket::inet_ntop(length $packed == 4 ? Socket::AF_INET() : Socket::AF_INET6(), $packed));
        push @found, [$address, hex $port, substr $kind, 0, 3] unless $address =~ /^127\.|^::1\z/;
      }
    }
  }
  return @found;
}
