#!/usr/bin/perl
# Tries one TCP connection: reach.pl FROM TO PORT SECONDS. Exit code: 0 where it is answered, 1 where it is refused or
# nothing comes back within SECONDS, 2 where it cannot be tried (FROM is no address of this host, ...).
use strict;
use warnings;
use Errno;
use Socket qw(:DEFAULT getaddrinfo AI_NUMERICHOST IPPROTO_TCP);

my ($from, $to, $port, $seconds) = @ARGV;

sub address {
    my ($host, $service) = @_;
    my ($error, $found) = getaddrinfo $host, $service, { flags => AI_NUMERICHOST, socktype => SOCK_STREAM };
    if ($error) { print STDERR "$host: $error\n"; exit 2 }
    return $found;
}
my $near = address($from, 0);
my $far  = address($to, $port);
socket my $socket, $far->{family}, SOCK_STREAM, IPPROTO_TCP or do { print STDERR "socket: $!\n"; exit 2 };
bind $socket, $near->{addr} or do { print STDERR "$from: $!\n"; exit 2 };
$SIG{ALRM} = sub { exit 1 };
alarm $seconds;
exit 0 if connect $socket, $far->{addr};
# What a host's own firewall says when it refuses, or when a network is cut off.
exit 1 if $!{ECONNREFUSED} || $!{EHOSTUNREACH} || $!{ENETUNREACH} || $!{ETIMEDOUT} || $!{EACCES} || $!{EPERM};
print STDERR "$to: $!\n";
exit 2;
