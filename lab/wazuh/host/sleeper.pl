#!/usr/bin/perl
# Stand-in of a daemon that does nothing in the lab: it has its pid file and ends at a signal, as the real one.
#   sleeper.pl NAME HOME
use strict;
use warnings;
use POSIX ();

my ($name, $home) = @ARGV;
my $child = fork // die "fork: $!\n";
exit 0 if $child;
POSIX::setsid();
my $file = "$home/var/run/$name-$$.pid";
sub say_log {
    my ($text) = @_;
    open my $log, '>>', "$home/logs/ossec.log" or return;
    print $log POSIX::strftime('%Y/%m/%d %H:%M:%S', localtime), " $name: INFO: $text\n";
}
$SIG{HUP} = 'IGNORE';
$SIG{$_} = sub {
    my ($signal) = @_;
    say_log(sprintf '(1225): SIGNAL [(%d)-(%s)] Received. Exit Cleaning...', $signal eq 'TERM' ? (15, 'Terminated') : (2, 'Interrupt'));
    unlink $file;
    POSIX::_exit(0);
} for qw(TERM INT);
open STDIN, '<', '/dev/null';
open STDOUT, '>', '/dev/null';
open STDERR, '>', '/dev/null';
$0 = "$name (stand-in)";
open my $pid, '>', $file or POSIX::_exit(1);
print $pid "$$\n";
close $pid;
say_log("Started (pid: $$); a stand-in of the lab that only waits.");
sleep 3600 while 1;
