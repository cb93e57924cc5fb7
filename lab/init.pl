#!/usr/bin/perl
# Runs one command, hands signals on, and ends with the command's code. Twice in every run of lab/enter.sh:
#   init.pl COMMAND...            as the first process of the lab's process namespace: reaps what others leave; at its end
#                                 the kernel ends everything else in the namespace
#   init.pl --outside UNSHARE...  around it: util-linux's unshare keeps SIGTERM from its child while it waits
use strict;
use warnings;
use POSIX ();

my $outside = $ARGV[0] eq '--outside' && shift @ARGV;
my $child = fork // die "fork: $!\n";
if ($child == 0) {
    no warnings 'exec';
    exec { $ARGV[0] } @ARGV or do { print STDERR "$ARGV[0]: $!\n"; POSIX::_exit(127) };
}

sub receivers {
    return $child unless $outside;
    open my $list, '<', "/proc/$child/task/$child/children" or return $child;
    return split ' ', <$list> // '';
}
# The terminal sends SIGINT to the command itself; the others come to us alone.
$SIG{INT} = $SIG{QUIT} = 'IGNORE';
for my $name (qw(TERM HUP USR1 USR2)) {
    $SIG{$name} = sub { kill $name, receivers() };
}
while (1) {
    my $pid = waitpid(-1, 0);
    next if $pid == -1 and $!{EINTR};
    next unless $pid == $child;
    POSIX::_exit($? & 127 ? 128 + ($? & 127) : $? >> 8);
}
