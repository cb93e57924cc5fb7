#!/usr/bin/perl
# Stand-in of wazuh-db: it answers one question, which agents there are, and is no database.
#   wdb.pl HOME
# The table is etc/client.keys; who is connected, and which system and version each agent said, is what wazuh-remoted's stand-in wrote
# down. As in the real table, a row has no system where the agent never connected.
use strict;
use warnings;
use FindBin;
use IO::Select;
use Socket;
require "$FindBin::Bin/daemon.pl";

my ($home) = @ARGV;

sub lines {
    my ($path) = @_;
    open my $in, '<', "$home/$path" or return;
    return map { s/\s+$//r } <$in>;
}

sub agents {
    my ($after, $limit) = @_;
    my %active = map { $_ => 1 } join('', lines('queue/db/stand-in-agents.json')) =~ /"id":"(\d+)"/g;
    my %platform = join('', lines('queue/db/stand-in-systems.json')) =~ /"(\d+)":\{[^{}]*?"platform":"([^"]*)"/g;
    my @rows = (['000', 'manager']);
    for (lines('etc/client.keys')) {
        my ($id, $agent) = split ' ';
        push @rows, [$id, $agent] if defined $agent and $agent !~ /^!/;
    }
    my %version = join('', lines('queue/db/stand-in-systems.json')) =~ /"(\d+)":\{[^{}]*?"agent_version":"([^"]*)"/g;
    @rows = grep { $_->[0] > $after } sort { $a->[0] <=> $b->[0] } @rows;
    splice @rows, $limit if @rows > $limit;
    return join ',', map {
        my ($id, $agent) = @$_;
        my $known = $platform{$id} // ($id == 0 ? 'debian' : undef);
        my $status = $id == 0 || $active{$id} ? 'active' : defined $known ? 'disconnected' : 'never_connected';
        my $version = 'Wazuh ' . ($version{$id} // 'v4.14.7');
        my $system = defined $known ? qq{"os_platform":"$known","version":"$version",} : '';
        sprintf '{"id":%d,"name":"%s",%s"connection_status":"%s"}', $id, $agent, $system, $status;
    } @rows;
}

sub answer {
    my ($query) = @_;
    return 'ok [' . agents($1, $2) . ']'
        if $query =~ /^global sql SELECT id, name, os_platform, version, connection_status FROM agent WHERE id > (\d+) ORDER BY id LIMIT (\d+)$/;
    return 'err Cannot execute Global database query; the stand-in knows one question only';
}

my $path = "$home/queue/db/wdb";
unlink $path;
socket my $queue, AF_UNIX, SOCK_STREAM, 0 or die "socket: $!\n";
bind $queue, sockaddr_un($path) or die "$path: $!\n";
listen $queue, 128 or die "$path: $!\n";
chmod 0660, $path;
my ($uid, $gid) = (stat "$home/queue/db")[4, 5];
chown $uid, $gid, $path;

$SIG{PIPE} = 'IGNORE';
become_daemon('wazuh-db', $home, 'knows its agents');

my $watch = IO::Select->new($queue);
my %heard;
while (1) {
    for my $ready ($watch->can_read) {
        if ($ready == $queue) {
            accept my $peer, $queue or next;
            $watch->add($peer);
            $heard{$peer} = '';
            next;
        }
        if (!sysread $ready, $heard{$ready}, 65536, length $heard{$ready}) {
            $watch->remove($ready);
            delete $heard{$ready};
            close $ready;
            next;
        }
        while (length $heard{$ready} >= 4) {
            my $length = unpack 'V', $heard{$ready};
            last if length $heard{$ready} < 4 + $length;
            my $said = answer(substr $heard{$ready}, 4, $length);
            substr($heard{$ready}, 0, 4 + $length) = '';
            syswrite $ready, pack('V', length $said) . $said;
        }
    }
}
