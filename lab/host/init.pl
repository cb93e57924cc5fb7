#!/usr/bin/perl
# Process 1 of a host of the lab: answers /dev/log as a syslog daemon does (auth.log, syslog; a copy for the lab on file
# descriptor 7), starts sshd and, where wanted, Wazuh's stand-ins, and reaps what others leave.
# Prints "ready CODE" when all is started, and on standard error what the start said where CODE is not 0.
use strict;
use warnings;
use Socket;
use POSIX ();

$| = 1;
# A host of the lab is a machine, whatever runs the lab, a container perhaps: who asks reads it of the name of process 1.
open my $name, '>', '/proc/self/comm' or die "/proc/self/comm: $!\n";
print $name 'init';
close $name;
open my $copy, '>>&=', 7 or die "the lab's log: $!\n";
socket my $log, AF_UNIX, SOCK_DGRAM, 0 or die "socket: $!\n";
bind $log, sockaddr_un('/dev/log') or die "/dev/log: $!\n";
chmod 0666, '/dev/log';
$SIG{CHLD} = sub { 1 while waitpid(-1, POSIX::WNOHANG()) > 0 };
$SIG{HUP} = $SIG{TERM} = $SIG{INT} = 'IGNORE';

my $starter = fork // die "fork: $!\n";
if ($starter == 0) {
    $SIG{$_} = 'DEFAULT' for qw(CHLD HUP TERM INT);
    close $copy;
    close $log;
    my $code = system '/bin/sh', '/usr/local/lib/wazuh-stand-in/sshd.sh', 'start';
    if (!$code and $ENV{LAB_START}) {
        my $said = '/var/log/lab-start.log';
        $code = system '/bin/sh', '-c', "{ $ENV{LAB_START}\n} >$said 2>&1 </dev/null";
        system "cat $said >&2" if $code;
    }
    printf "ready %d\n", $code >> 8 || $code;
    POSIX::_exit(0);
}
open STDOUT, '>', '/dev/null';
open STDIN, '<', '/dev/null';

sub write_line {
    my ($file, $line) = @_;
    open my $out, '>>', $file or return;
    syswrite $out, $line;
    close $out;
}

while (1) {
    my $from = recv $log, my $datagram, 65536, 0;
    next unless defined $from;
    # The lab asks whether all that was said before has been written down.
    if ($datagram =~ /\Alab-mark [\w.]+\z/) { syswrite $copy, "$datagram\n"; next }
    my $facility = $datagram =~ s/^<(\d{1,3})>// ? $1 >> 3 : 1;
    # A sender's own time stamp is replaced, as by every syslog daemon that trusts its own clock.
    $datagram =~ s/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d //;
    $datagram =~ s/[\0\n]+\z//;
    $datagram =~ s/([\0-\x1f\x7f])/sprintf '#%03o', ord $1/ge;
    my $line = POSIX::strftime('%b %e %H:%M:%S ', localtime) . "$ENV{LAB_NAME} $datagram\n";
    write_line($facility == 4 || $facility == 10 ? '/var/log/auth.log' : '/var/log/syslog', $line);
    syswrite $copy, $line;
}
