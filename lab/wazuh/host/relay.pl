#!/usr/bin/perl
# Datagram sockets for the Node programs of Wazuh's stand-ins, which have none of their own.
#   relay.pl [SOCKET OWNER]   SOCKET: path to listen on; OWNER: root, or wazuh for the owner of its folder
# Standard input: "next" (hand over one message; it stays in the kernel's queue until then), "send PATH HEX", "connect PATH" (keeps a
# connected socket, which later sends to that path take, alive or dead: as agentd and analysisd keep theirs to execd's queue, a
# restart of execd does not mend it), "drop PATH" (closes it).
# Standard output: "got HEX", and for each of the others "sent ok" or "sent ERROR". Ends with its standard input.
use strict;
use warnings;
use IO::Select;
use Socket;

$| = 1;
my ($path, $owner) = @ARGV;
my ($in, $queue, $wanted, $rest) = (IO::Select->new(\*STDIN), undef, 0, '');
if (defined $path) {
    unlink $path;
    socket $queue, AF_UNIX, SOCK_DGRAM, 0 or die "socket: $!\n";
    bind $queue, sockaddr_un($path) or die "$path: $!\n";
    chmod 0660, $path;
    my ($uid, $gid) = (stat $path =~ s{/[^/]*$}{}r)[4, 5];
    chown $owner eq "root" ? 0 : $uid, $gid, $path;
    setsockopt $queue, SOL_SOCKET, SO_RCVBUF, 1 << 20;
    print "listens\n";
}

my %kept;

sub keep {
    my ($to) = @_;
    return 'ok' if $kept{$to};
    socket my $s, AF_UNIX, SOCK_DGRAM, 0 or return "$!";
    setsockopt $s, SOL_SOCKET, SO_SNDBUF, 1 << 20;
    connect $s, sockaddr_un($to) or return "$!";
    $kept{$to} = $s;
    return 'ok';
}

sub deliver {
    my ($to, $text) = @_;
    if (my $s = $kept{$to}) { return defined send($s, $text, 0) ? 'ok' : "$!" }
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
            elsif ($what eq 'connect') { print 'sent ', keep($to), "\n" }
            elsif ($what eq 'drop') { delete $kept{$to}; print "sent ok\n" }
            elsif ($what eq 'send') { print 'sent ', deliver($to, pack 'H*', $hex), "\n" }
        }
    }
}
