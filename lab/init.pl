#!/usr/bin/perl
# The first process of the lab's process namespace: runs one command, reaps what others leave, hands signals on, and ends
# with the command's code; the kernel then ends everything else in the namespace.
use strict;
use warnings;
use POSIX ();

my $child = fork // die "fork: $!\n";
if ($child == 0) {
    exec { $ARGV[0] } @ARGV or do { print STDERR "$ARGV[0]: $!\n"; POSIX::_exit(127) };
}
# The terminal sends SIGINT to the command itself; the others come to us alone.
$SIG{INT} = $SIG{QUIT} = 'IGNORE';
for my $name (qw(TERM HUP USR1 USR2)) {
    $SIG{$name} = sub { kill $name, $child };
}
while (1) {
    my $pid = waitpid(-1, 0);
    next if $pid == -1 and $!{EINTR};
    next unless $pid == $child;
    POSIX::_exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
}
