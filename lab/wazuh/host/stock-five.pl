#!/usr/bin/perl
# Stand-in of disable-account of Wazuh 5 (5.0.0-beta5, active-response/src/disable-account.c and active_responses.c:35): the whole
# document in one line, its account in user.name, enable and disable; root alone is refused. It asks and logs as the real one does.
use strict;
use warnings;
use JSON::PP;
use POSIX ();

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
    refuse('Invalid input format') unless ref $message eq 'HASH';
    refuse("Cannot read 'command' from json") unless defined $message->{command};
    return $message;
}

note('Starting');
my $message = hear();
my $action = $message->{command};
refuse("Invalid value of 'command'") unless $action eq 'enable' or $action eq 'disable';
my $user = ref $message->{user} eq 'HASH' ? $message->{user}{name} : undef;
refuse("Cannot read 'user.name' from data") if !defined $user or ref $user;
if ($action eq 'enable') {
    my $keys = JSON::PP->new->canonical->encode({
        version => 1, command => 'check_keys', origin => { name => 'disable-account', module => 'active-response' },
        parameters => { keys => [$user] },
    });
    note($keys);
    print "$keys\n";
    my $answer = hear()->{command};
    if ($answer eq 'abort') {
        note('Aborted');
        exit 0;
    }
    refuse("Invalid value of 'command'") unless $answer eq 'continue';
}
refuse('Invalid username') if $user eq 'root';
open STDOUT, '>', '/dev/null';
# Its exit status is not looked at.
system 'passwd', ($action eq 'enable' ? '-l' : '-u'), $user;
note('Ended');
