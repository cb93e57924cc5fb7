# Fills the table of connections of this network namespace: fill.pl COUNT ADDRESS. Each packet of UDP from a port of its own to a
# port of its own is a connection to the kernel; nobody answers. Prints how many the kernel counts.
use strict;
use warnings;
use IO::Socket::INET;
use Socket;

my ($count, $address) = @ARGV;
my $to = inet_aton($address);
my $sent = 0;
while ($sent < $count) {
  my $socket = IO::Socket::INET->new(Proto => "udp") or die "no socket\n";
  for my $port (1024 .. 33_000) { send $socket, "x", 0, sockaddr_in($port, $to); last if ++$sent >= $count }
}
open my $from, "<", "/proc/sys/net/netfilter/nf_conntrack_count" or die "$!\n";
print <$from>;
