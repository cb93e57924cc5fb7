# Plays wazuh-agentd's side of a flood: send.pl COUNT SECONDS QUEUE. Sends one order to block an address after another to
# wazuh-execd's queue, evenly over so many seconds, each for an address of its own. As agentd it waits where the queue is full
# (client-agent/receiver.c:110 and os_net.c:541, v4.14.7: a blocking send). Prints how many seconds it took, waiting included.
use strict;
use warnings;
use Socket;
use Time::HiRes qw(time sleep);

my ($count, $seconds, $queue) = @ARGV;
socket my $socket, AF_UNIX, SOCK_DGRAM, 0 or die "$!\n";
connect $socket, sockaddr_un($queue) or die "$queue: $!\n";
my $start = time;
for my $i (0 .. $count - 1) {
  my $early = $start + $seconds * $i / $count - time;
  sleep $early if $early > 0;
  my $address = join ".", 198, 18 + ($i >> 16), $i >> 8 & 255, $i & 255;
  my $line = "Jan  2 03:04:05 gitlab sshd[4711]: Failed password for root from $address port 40228 ssh2";
  my $alert = qq({"timestamp":"2026-01-02T03:04:05.678+0000","rule":{"level":10,"id":"5763"},"agent":{"id":"001","name":"gitlab"},"id":"1700000000.$i","full_log":"$line","predecoder":{"program_name":"sshd","timestamp":"Jan  2 03:04:05","hostname":"gitlab"},"location":"/var/log/auth.log","data":{"srcip":"$address","dstuser":"root"}});
  send $socket, qq({"version":1,"origin":{"name":"node01","module":"wazuh-analysisd"},"command":"firewall-drop3600","parameters":{"extra_args":[],"alert":$alert}}), 0 or die "$queue: $!\n";
}
printf "%.3f\n", time - $start;
