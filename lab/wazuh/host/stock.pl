#!/usr/bin/perl
# Stand-in of the stock executables of active-response/bin, by the name it is called by: firewall-drop (iptables),
# disable-account (passwd), restart-wazuh; the others only log. It speaks the protocol and writes the log as they do.
use strict;
use warnings;
use JSON::PP;
use POSIX ();

my ($name) = $0 =~ m{([^/]+)$};
my $program = $0 =~ m{(active-response/bin/[^/]+)$} ? $1 : $0;
chdir $1 if $0 =~ m{^(/.*)/active-response/bin/};
$| = 1;

sub note {
    open my $log, '>>', 'logs/active-responses.log' or return;
    my $text = join '', @_;
    $text =~ s/\n\z//;
    print $log POSIX::strftime('%Y/%m/%d %H:%M:%S', localtime), " $program: $text\n";
}
sub refuse { note(@_); exit 255 }
sub hear {
    my $line = readline STDIN;
    refuse('Cannot read input from stdin') unless defined $line;
    note($line);
    my $message = eval { JSON::PP->new->decode($line) };
    my $whole = ref $message eq 'HASH' && defined $message->{version} && ref $message->{origin} eq 'HASH'
        && defined $message->{command} && ref $message->{parameters} eq 'HASH';
    refuse('Invalid input format') unless $whole;
    return $message;
}

note('Starting');
my $message = hear();
my $action = $message->{command};
refuse("Invalid value of 'command'") unless $action eq 'add' or $action eq 'delete';
if ($name eq 'restart-wazuh') {
    system 'bin/wazuh-control', 'restart';
    note('Ended');
    exit 0;
}
my $data = $message->{parameters}{alert}{data};
$data = {} unless ref $data eq 'HASH';
my $key = $name eq 'disable-account' ? $data->{dstuser} : $data->{srcip};
refuse("Cannot read '", ($name eq 'disable-account' ? 'dstuser' : 'srcip'), "' from data")
    if !defined $key or ref $key or $key eq '';
if ($name eq 'disable-account') {
    refuse("Cannot read 'dstuser' from data or invalid username format") if $key eq 'root' or $key =~ /^[-+~]/ or length $key > 256;
}
elsif ($key !~ /^\d{1,3}(?:\.\d{1,3}){3}$/ and $key !~ /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/) {
    refuse("Cannot read 'srcip' from data or invalid IP format");
}
if ($action eq 'add') {
    my $keys = qq({"version":1,"origin":{"name":"$name","module":"active-response"},"command":"check_keys","parameters":{"keys":["$key"]}});
    note($keys);
    print "$keys\n";
    my $answer = hear()->{command};
    if ($answer eq 'abort') {
        note('Aborted');
        exit 0;
    }
    refuse("Invalid value of 'command'") unless $answer eq 'continue';
}
open STDOUT, '>', '/dev/null';
if ($name eq 'firewall-drop') {
    my ($tool) = grep { -x } map { "$_/" . ($key =~ /:/ ? 'ip6tables' : 'iptables') } qw(/usr/local/sbin /usr/sbin /sbin /usr/bin /bin);
    if (!defined $tool) {
        note('The iptables file is not accessible: No such file or directory (2)');
        exit 0;
    }
    for my $chain (qw(INPUT FORWARD)) {
        system($tool, $action eq 'add' ? '-I' : '-D', $chain, '-s', $key, '-j', 'DROP') == 0 or note('Unable to run iptables');
    }
}
elsif ($name eq 'disable-account') {
    system('passwd', ($action eq 'add' ? '-l' : '-u'), $key) == 0 or note('Unable to run passwd');
}
note('Ended');
