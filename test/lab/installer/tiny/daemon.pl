#!/usr/bin/perl
# Stand-ins of wazuh-analysisd and wazuh-execd, for tests of the installer only. analysisd reads ossec.conf at its start,
# writes ar.conf as the real one does (with -t too), and answers getconfig and reload-ruleset on its stream socket. execd
# reads ar.conf when it gets its first message and at every name that it does not know, and logs in the real words.
use strict;
use warnings;
use Socket;
use POSIX ();

my ($name) = $0 =~ m{([^/]+)$};
chdir "$1/.." if $0 =~ m{^(.*)/[^/]+$};
my $test = grep { $_ eq '-t' } @ARGV;

sub slurp { open my $f, '<', $_[0] or die "$_[0]: $!\n"; local $/; scalar <$f> // '' }
sub note { open my $f, '>>', 'logs/ossec.log' or return; syswrite $f, POSIX::strftime('%Y/%m/%d %H:%M:%S ', localtime) . "$name: $_[0]\n" }
sub inner { $_[0] =~ m{<$_[1]>([^<]*)</$_[1]>} ? $1 : undef }
sub string { my $s = shift; $s =~ s/(["\\])/\\$1/g; qq("$s") }

my (@addresses, @commands, @responses);

sub load_conf {
    my $conf = slurp('etc/ossec.conf');
    $conf =~ s/<!--.*?-->//gs;
    print STDERR "ERROR: (1230): bogus\n" and return 0 if $conf =~ /<bogus>/ or $conf !~ /<ossec_config>/;
    @addresses = map { s/^\^|\$$//gr } $conf =~ m{<white_list>([^<]*)</white_list>}g;
    while ($conf =~ m{<command>\s(.*?)</command>}gs) { my $c = $1; push @commands, [map { inner($c, $_) } qw(name executable)] }
    my %place = (local => 'REMOTE_AGENT', server => 'AS_ONLY', all => 'ALL_AGENTS', 'defined-agent' => 'SPECIFIC_AGENT');
    open my $ar, '>', 'etc/shared/ar.conf' or die "ar.conf: $!\n";
    print $ar "restart-wazuh0 - restart-wazuh - 0\n";
    while ($conf =~ m{<active-response>(.*?)</active-response>}gs) {
        my $text = $1;
        my %r = map { $_ => inner($text, $_) } qw(command rules_id rules_group level timeout location disabled);
        next if ($r{disabled} // 'no') eq 'yes';
        my ($command) = grep { $_->[0] eq $r{command} } @commands;
        print STDERR "ERROR: (1303): $r{command}\n" and return 0 unless $command;
        $r{timeout} //= 0;
        printf $ar "%s%d - %s - %d\n", $r{command}, $r{timeout}, $command->[1], $r{timeout};
        push @responses, '{' . join(',', (map { qq("$_":) . string($r{$_}) } grep { defined $r{$_} } qw(command rules_id rules_group)),
            qq("timeout":$r{timeout}), '"level":' . ($r{level} // 0), qq("location":"$place{$r{location}}")) . '}';
    }
    1;
}

# DROPPED in a file: its first rule is dropped, which analysisd of 4.14.7 says with error 0 (analysisd/asyscom.c:166).
sub dropped {
    my @said;
    for (map { slurp($_) } glob 'etc/rules/*.xml') {
        /DROPPED/ and /<rule id="(\d+)"/ or next;
        push @said, "(7617): Signature ID '100199' was not found and will be ignored in the 'if_sid' option of rule '$1'.", "(7619): Empty 'if_sid' value. Rule '$1' will be ignored.";
    }
    @said
}

sub rules_fault { my ($bad) = grep { slurp($_) =~ /BAD/ } glob 'etc/rules/*.xml'; $bad }

sub daemon {
    my $pid = fork // die;
    if ($pid) {
        select undef, undef, undef, 0.01 until -e "var/run/$name-$pid.pid";
        exit 0;
    }
    POSIX::setsid();
    open STDIN, '<', '/dev/null'; open STDOUT, '>', '/dev/null'; open STDERR, '>', '/dev/null';
    $SIG{HUP} = 'IGNORE';
    $_[0]->();
    open my $f, '>', "var/run/.$name" or die; print $f "$$\n"; close $f;
    rename "var/run/.$name", "var/run/$name-$$.pid";
    note("INFO: Started (pid: $$).");
}

if ($name eq 'wazuh-execd') {
    exit 0 if $test;
    my $queue;
    daemon(sub { unlink 'queue/alerts/execq'; socket $queue, AF_UNIX, SOCK_DGRAM, 0; bind $queue, sockaddr_un('queue/alerts/execq') or die });
    my (%rows, $read);
    my $first = 1;
    while (defined recv $queue, my $message, 65536, 0) {
        my ($command) = $message =~ /"command":"([^"]*)"/ or next;
        if (!exists $rows{$command}) {
            %rows = ();
            for (split /\n/, slurp('etc/shared/ar.conf')) {
                my ($row, $file) = split / - /;
                note("INFO: Active response command not present: 'active-response/bin/$file'. Not using it on this system.")
                    if !-e "active-response/bin/$file" and $first;
                $rows{$row} ||= -e "active-response/bin/$file" ? $file : '';
            }
            $first = 0;
            note("ERROR: (1311): Invalid command name '$command' provided.") unless exists $rows{$command};
        }
        note("ran $rows{$command}") if $rows{$command};
    }
    exit 0;
}

load_conf() or exit 1;
if ($test) { my $bad = rules_fault(); $bad and print("ERROR: rules: $bad\n") and exit 1; exit 0 }
my $server;
daemon(sub { unlink 'queue/sockets/analysis'; socket $server, AF_UNIX, SOCK_STREAM, 0; bind $server, sockaddr_un('queue/sockets/analysis') or die; listen $server, 5 });
sub answer { qq({"error":$_[0],"message":"ok","data":$_[1]}) }
# analysisd before 4.13 does not know reload-ruleset: ERROR_UNRECOGNIZED_COMMAND (analysisd/asyscom.c:29 and 167, v4.12.0).
my $old = slurp('bin/wazuh-control') =~ /^VERSION="v4\.(\d+)\./m && $1 < 13;
while (accept my $peer, $server) {
    my $in = '';
    while (length $in < 4 or length $in < 4 + unpack 'V', $in) { last unless sysread $peer, $in, 65536, length $in }
    my $out = $in =~ /reload-ruleset/ && $old ? '{"error":4,"message":"Unrecognized command","data":{}}'
        : $in =~ /reload-ruleset/ ? do { my $bad = rules_fault(); note('reloaded the rules') unless $bad; answer($bad ? 1 : 0, '[' . join(',', map { string($_) } $bad // dropped()) . ']') }
        : $in =~ /"global"/ ? answer(0, '{"global":{"email_notification":"no","white_list":[' . join(',', map { string($_) } @addresses) . ']}}')
        : $in =~ /"active_response"/ ? answer(0, '{"active-response":[' . join(',', @responses) . ']}')
        : answer(0, '{"command":[' . join(',', map { sprintf '{"name":%s,"executable":%s,"timeout_allowed":1}', string($_->[0]), string($_->[1]) } @commands) . ']}');
    syswrite $peer, pack('V', length $out) . $out;
    close $peer;
}
