#!/usr/bin/perl
# Stand-in of wazuh-execd for large labs: it has the process, the queue and the log lines that a rollout looks for, and runs
# nothing. Ends with its host.
use strict;
use warnings;
use Socket;
use POSIX ();

my $home = '/var/ossec';

sub say_log {
    my ($text) = @_;
    open my $log, '>>', "$home/logs/ossec.log" or return;
    print $log POSIX::strftime('%Y/%m/%d %H:%M:%S', localtime), " wazuh-execd: $text\n";
}

socket my $queue, AF_UNIX, SOCK_DGRAM, 0 or die "socket: $!\n";
my $path = "$home/queue/alerts/execq";
bind $queue, sockaddr_un($path) or die "$path: $!\n";
chmod 0660, $path;
chown 0, scalar getgrnam('wazuh'), $path;
my $child = fork // die "fork: $!\n";
exit 0 if $child;
POSIX::setsid();
$0 = 'wazuh-execd (light stand-in)';
for my $stream (\*STDIN, \*STDOUT, \*STDERR) { open $stream, '+<', '/dev/null' }
open my $pid, '>', "$home/var/run/wazuh-execd-$$.pid" or POSIX::_exit(1);
print $pid "$$\n";
close $pid;
say_log("INFO: Started (pid: $$); a stand-in of the lab that runs nothing.");
while (1) {
    next unless defined recv $queue, my $message, 65536, 0;
    my ($name) = $message =~ /"command":"([^"]*)"/;
    say_log(sprintf "ERROR: (1311): Invalid command name '%s' provided.", $name // '');
}
