#!/usr/bin/perl
# Stand-in of wazuh-logcollector: follows the log files that the <localfile> sections of etc/ossec.conf name, and on an
# agent those of etc/shared/agent.conf (no patterns, no commands), from their end. It sends each new line to
# queue/sockets/queue, in Wazuh's form "1:LOCATION:LINE"; records of one audit event become one line, as log_format audit does.
# Lines that are written while it does not run are lost, as with the real one.
#   logcollector.pl HOME
use strict;
use warnings;
use FindBin;
use Socket;
use Time::HiRes qw(sleep);
require "$FindBin::Bin/daemon.pl";

my ($name, $home) = ('wazuh-logcollector', @ARGV);

# What the <localfile> sections of a file name, in their order, where the filters of its roots fit this agent.
sub localfiles {
    my ($file, $root) = @_;
    open my $in, '<', $file or return;
    my $text = do { local $/; <$in> } // '';
    $text =~ s/<!--.*?(?:-->|!>)//gs;
    my @found;
    while ($text =~ /<$root((?:\s[^>]*)?)(?<!\/)>(.*?)<\/$root>/gs) {
        my ($filters, $sections, $meant) = ($1, $2, 1);
        while ($filters =~ /\b(name|os)\s*=\s*"([^"]*)"/g) { $meant &&= fits($2, $1 eq 'os' ? "$^O |" : agent_name()) }
        while ($meant and $sections =~ /<localfile>(.*?)<\/localfile>/gs) {
            my $one = $1;
            my ($format) = $one =~ /<log_format>([^<]*)</ or next;
            my ($path) = $one =~ /<location>([^<]*)</ or next;
            push @found, [$path =~ m{^/} ? $path : "$home/$path", $format];
        }
    }
    return @found;
}
# A pattern of Wazuh: alternatives, each of them anchored or not, in letters of either case.
sub fits {
    my ($pattern, $text) = map lc, @_;
    for (split /\|/, $pattern) {
        my ($from, $to) = (s/^\^// ? '^' : '', s/\$$// ? '$' : '');
        return 1 if $text =~ /$from\Q$_\E$to/;
    }
    return 0;
}
sub agent_name {
    open my $keys, '<', "$home/etc/client.keys" or return '';
    return (split / /, readline($keys) // '')[1] // '';
}

my @named = localfiles("$home/etc/ossec.conf", 'ossec_config');
push @named, localfiles("$home/etc/shared/agent.conf", 'agent_config') if -e "$home/bin/wazuh-agentd";
my %files;
for (@named) {
    my ($path, $format) = @$_;
    # Two sections that name one file are one, the later of them.
    say_log($name, $home, 'WARNING', "(1958): Log file '$path' is duplicated.") if exists $files{$path};
    $files{$path} = $format;
}
# Seconds between two looks; the second one where the lab was brought up with LAB_SLOW=logcollector.
my $pause = 0.1;
if (open my $slow, '<', "$FindBin::Bin/slow") { $pause = 2 if grep { $_ eq "logcollector\n" } <$slow> }
my %open;
for my $path (keys %files) {
    next unless open my $in, '<', $path;
    seek $in, 0, 2;
    $open{$path} = { in => $in, inode => (stat $in)[1], rest => '' };
}
become_daemon($name, $home, 'follows log files');

sub forward {
    my ($location, $line) = @_;
    my $message = "1:$location:" . substr $line, 0, 65000;
    for (1 .. 50) {
        socket my $s, AF_UNIX, SOCK_DGRAM, 0 or return;
        setsockopt $s, SOL_SOCKET, SO_SNDBUF, 1 << 20;
        return if defined send $s, $message, 0, sockaddr_un("$home/queue/sockets/queue");
        sleep 0.1;
    }
}

my (%audit, $audit_id, $audit_since);
sub flush_audit {
    forward('/var/log/audit/audit.log', join ' ', @{ $audit{lines} }) if defined $audit_id;
    undef $audit_id;
}
sub take {
    my ($path, $line) = @_;
    return if $line eq '';
    return forward($path, $line) if $files{$path} ne 'audit';
    my ($id) = $line =~ /msg=audit\(([^)]*)\)/ or return;
    flush_audit() if defined $audit_id and $audit_id ne $id;
    %audit = (lines => []) unless defined $audit_id;
    ($audit_id, $audit_since) = ($id, time);
    push @{ $audit{lines} }, $line;
    flush_audit() if $line =~ /type=(?:EOE|PROCTITLE) /;
}

while (1) {
    for my $path (keys %files) {
        my @now = stat $path or next;
        my $file = $open{$path};
        if (!$file or $file->{inode} != $now[1] or $now[7] < tell $file->{in}) {
            open my $in, '<', $path or next;
            # A file that appears later is read from its start.
            $file = $open{$path} = { in => $in, inode => $now[1], rest => '' };
        }
        seek $file->{in}, 0, 1;
        while (defined(my $piece = readline $file->{in})) {
            $file->{rest} .= $piece;
            next unless $file->{rest} =~ s/\n\z//;
            take($path, $file->{rest});
            $file->{rest} = '';
        }
    }
    flush_audit() if defined $audit_id and time - $audit_since > 1;
    sleep $pause;
}
