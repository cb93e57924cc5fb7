# Plays wazuh-execd's side and takes the time: execd.pl COUNT FIRST COMMAND...
# With a COMMAND it is a script that gets one message an address; without one, the two iptables calls of the stock
# executable are made, and nothing of that executable itself: its least cost. Prints milliseconds, a line each.
use strict;
use warnings;
use Time::HiRes 'time';

my ($count, $first, @command) = @ARGV;
$SIG{PIPE} = 'IGNORE';
my $extra = '"full_log":"' . ('Failed password for root from somewhere port 4711 ssh2; ' x 16) . '"';

sub run {
    my $pid = fork // die;
    if (!$pid) { exec @_ or exit 127 }
    waitpid $pid, 0;
    die "@_ failed\n" if $?;
}

for my $i (0 .. $count - 1) {
    my $address = join '.', 10, 200 + $first, $i >> 8, $i & 255;
    my $start = time;
    if (!@command) {
        run($ENV{IPTABLES}, '-I', $_, '-s', $address, '-j', 'DROP') for 'INPUT', 'FORWARD';
    }
    else {
        pipe my $in, my $to or die;
        pipe my $from, my $out or die;
        my $pid = fork // die;
        if (!$pid) {
            open STDIN, '<&', $in;
            open STDOUT, '>&', $out;
            open STDERR, '>', '/dev/null';
            close $_ for $in, $to, $from, $out;
            exec @command or exit 127;
        }
        close $in;
        close $out;
        my $message = sub {
            qq({"version":1,"origin":{"name":"node01","module":"wazuh-execd"},"command":"$_[0]","parameters":{"extra_args":[],"alert":{"timestamp":"2026-01-02T03:04:05.678+0000","rule":{"level":10,"id":"5763"},"agent":{"id":"001","name":"gitlab"},"id":"1700000000.4711",$extra,"data":{"srcip":"$address"}},"program":"active-response/bin/x"}}\n);
        };
        syswrite $to, $message->('add');
        my $said = <$from>;
        die "$address was not asked for\n" unless defined $said && $said =~ /check_keys/;
        syswrite $to, $message->('continue');
        waitpid $pid, 0;
        die "$address ended with $?\n" if $?;
    }
    printf "%.3f\n", (time - $start) * 1000;
}
