# Sends small UDP packets to ADDRESS for SECONDS as fast as it can; prints packets a second. On a veth pair the receiving
# side's firewall runs within each send, so the rate tells its cost.
use strict;
use warnings;
use IO::Socket::INET;
use Time::HiRes 'time';

my ($address, $seconds) = @ARGV;
my $socket = IO::Socket::INET->new(Proto => 'udp', PeerAddr => $address, PeerPort => 9999) or die "no socket\n";
my ($sent, $start) = (0, time);
my $end = $start + $seconds;
while (time < $end) {
    for (1 .. 200) { send $socket, 'x' x 18, 0; $sent++ }
}
printf "%.0f\n", $sent / (time - $start);
