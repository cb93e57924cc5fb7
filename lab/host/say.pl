#!/usr/bin/perl
# Says every line of standard input to the host's /dev/log, in order.
use strict;
use warnings;
use Socket;

socket my $log, AF_UNIX, SOCK_DGRAM, 0 or die "socket: $!\n";
connect $log, sockaddr_un('/dev/log') or die "/dev/log: $!\n";
while (my $line = <STDIN>) {
    chomp $line;
    send $log, $line, 0 or die "/dev/log: $!\n";
}
