# What do Wazuh's daemons answer on their sockets?

# Linux's numbers on every machine that Wazuh is built for, and a path as its address: to read the module Socket takes longer than
# any answer.
my ($unix, $stream, $datagram) = (1, 1, 2);
sub address_of { my ($path) = @_; return pack "S a108", $unix, $path }

# ask_socket PATH SECONDS TEXT...: requests over a stream socket of a daemon (4 bytes of length, little-endian, then the text);
# prints the answers, a line each.
sub ask_socket {
  my ($path, $seconds, @texts) = @_;
  local $SIG{ALRM} = sub { die "no answer within $seconds s\n" };
  alarm $seconds;
  for my $text (@texts) {
    socket my $s, $unix, $stream, 0 or die "$!\n";
    connect $s, address_of($path) or die "$path: $!\n";
    my ($out, $in) = (pack("V", length $text) . $text, "");
    while (length $out) {
      my $sent = syswrite $s, $out or die "$!\n";
      substr $out, 0, $sent, "";
    }
    while (length $in < 4 or length $in < 4 + unpack "V", $in) { sysread $s, $in, 65536, length $in or die "it hung up\n" }
    print substr($in, 4, unpack "V", $in), "\n";
  }
  return;
}

# read_ar_conf_again QUEUE LOG NAME SECONDS: a message with a name that execd does not know makes it read ar.conf again, and it logs
# the name (1311); dies where it does not within so many seconds.
sub read_ar_conf_again {
  my ($queue, $log, $name, $seconds) = @_;
  open my $lines, "<", $log or die "$log: $!\n";
  seek $lines, 0, 2;
  my $message = qq({"version":1,"origin":{"name":"installer","module":"wazuh-active-response"},"command":"$name","parameters":{"extra_args":[],"alert":{}}});
  my $late = "wazuh-execd took no message within $seconds s: its queue $queue is full";
  local $SIG{ALRM} = sub { die "$late; look into $log\n" };
  alarm $seconds;
  socket my $s, $unix, $datagram, 0 or die "$!\n";
  defined send $s, $message, 0, address_of($queue) or die "$queue: $!\n";
  $late = "wazuh-execd did not read ar.conf again within $seconds s; it does so after the script that it runs at that moment";
  for (;;) {
    seek $lines, 0, 1;
    while (<$lines>) { return alarm 0 if index($_, $name) >= 0 }
    select undef, undef, undef, 0.02;
  }
}
1;
