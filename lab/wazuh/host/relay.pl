#!/usr/bin/perl
# Datagram sockets for the Node programs of Wazuh's stand-ins, which have none of their own.
#   relay.pl [SOCKET]   SOCKET: path to listen on
# Standard input: "next" (hand over one message; it stays in the kernel's queue until then), "send PATH HEX".
# Standard output: "got HEX", "sent ok", "sent ERROR". Ends with its standard input.
use strict;
use warnings;
use IO::Select;
use Socket;

$| = 1;
my ($path) = @ARGV;
my ($in, $queue, $wanted, $rest) = (IO::Select->new(\*STDIN), undef, 0, '');
if (defined $path) {
    unlink $path;
    socket $queue, AF_UNIX, SOCK_DGRAM, 0 or die "socket: $!\n";
    bind $queue, sockaddr_un($path) or die "$path: $!\n";
    chmod 0660, $path;
    my ($uid, $gid) = (stat $path =~ s{/[^/]*$}{}r)[4, 5];
    chown $uid, $gid, $path;
    setsockopt $queue, SOL_SOCKET, SO_RCVBUF, 1 << 20;
    print "listens\n";
}

sub deliver {
    my ($to, $text) = @_;
    socket my $s, AF_UNIX, SOCK_DGRAM, 0 or return "$!";
    setsockopt $s, SOL_SOCKET, SO_SNDBUF, 1 << 20;
    return defined send($s, $text, 0, sockaddr_un($to)) ? 'ok' : "$!";
}

while (1) {
    my $watch = IO::Select->new(\*STDIN);
    $watch->add($queue) if $wanted and $queue;
    for my $ready ($watch->can_read) {
        if ($queue and $ready == $queue) {
            my $from = recv $queue, my $message, 65536, 0;
            next unless defined $from;
            $wanted--;
            print 'got ', unpack('H*', $message), "\n";
            next;
        }
        sysread STDIN, $rest, 1 << 20, length $rest or exit 0;
        while ($rest =~ s/^([^\n]*)\n//) {
            my ($what, $to, $hex) = split / /, $1, 3;
            if ($what eq 'next') { $wanted++ }
            elsif ($what eq 'send') { print 'sent ', deliver($to, pack 'H*', $hex), "\n" }
        }
    }
}
