#!/usr/bin/perl
# Process 1 of a host of the lab: answers /dev/log as a syslog daemon does (auth.log, syslog; a copy for the lab on file
# descriptor 7), starts sshd and, where wanted, Wazuh's stand-ins, and reaps what others leave.
# Prints: "ssh" when sshd listens, "ready CODE" when all is started.
use strict;
use warnings;
use Socket;
use POSIX ();

$| = 1;
open my $copy, '>>&=', 7 or die "the lab's log: $!\n";
$copy->autoflush(1) if $copy->can('autoflush');
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
    my $code = 0;
    if ($ENV{LAB_SSH}) {
        $code = system '/usr/sbin/sshd', '-f', '/etc/ssh/lab_sshd_config';
        print "ssh\n" unless $code;
    }
    if (!$code and $ENV{LAB_START}) {
        $code = system '/bin/sh', '-c', "$ENV{LAB_START} >/var/log/lab-start.log 2>&1 </dev/null";
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
    my $facility = $datagram =~ s/^<(\d{1,3})>// ? $1 >> 3 : 1;
    # A sender's own time stamp is replaced, as by every syslog daemon that trusts its own clock.
    $datagram =~ s/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d //;
    $datagram =~ s/[\0\n]+\z//;
    $datagram =~ s/([\0-\x1f\x7f])/sprintf '#%03o', ord $1/ge;
    my $line = POSIX::strftime('%b %e %H:%M:%S ', localtime) . "$ENV{LAB_NAME} $datagram\n";
    write_line($facility == 4 || $facility == 10 ? '/var/log/auth.log' : '/var/log/syslog', $line);
    syswrite $copy, $line;
}
