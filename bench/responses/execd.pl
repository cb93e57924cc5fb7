# Plays wazuh-execd's side and takes the time: execd.pl COUNT FIRST COMMAND...
# With a COMMAND it is a script that gets one message an address; without one, the two iptables calls of the stock
# executable are made, and nothing of that executable itself: its least cost. Prints milliseconds, a line each.
use strict;
use warnings;
use Time::HiRes 'time';

my ($count, $first, @command) = @ARGV;
$SIG{PIPE} = 'IGNORE';

# A line that proves its address: what it says, who wrote it and where (policy/provenance/sshd.ts), as wazuh-analysisd
# hands it on. Any other is refused, and that costs less.
sub alert {
    my ($address) = @_;
    my $line = "Jan  2 03:04:05 gitlab sshd[4711]: Failed password for root from $address port 40228 ssh2";
    return qq({"timestamp":"2026-01-02T03:04:05.678+0000","rule":{"level":10,"id":"5763"},"agent":{"id":"001","name":"gitlab"},"id":"1700000000.4711","full_log":"$line","predecoder":{"program_name":"sshd","timestamp":"Jan  2 03:04:05","hostname":"gitlab"},"location":"/var/log/auth.log","data":{"srcip":"$address","dstuser":"root"}});
}

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
            my $alert = alert($address);
            qq({"version":1,"origin":{"name":"node01","module":"wazuh-execd"},"command":"$_[0]","parameters":{"extra_args":[],"alert":$alert,"program":"active-response/bin/x"}}\n);
        };
        syswrite $to, $message->('add');
        my $said = <$from>;
        die "$address was not asked for\n" unless defined $said && $said =~ /check_keys/;
        syswrite $to, $message->('continue');
        waitpid $pid, 0;
        # nft that answers too late on a busy machine is told there, not here.
        die "$address ended with $?: ", `tail -n 1 logs/active-responses.log` if $?;
    }
    printf "%.3f\n", (time - $start) * 1000;
}
