# Which agents does this manager know, of which system and version, and which have active response disabled in their own ossec.conf?
# Reads only. Asks wazuh-db for the list, then each connected agent that is not Windows (nothing of ours runs there) for
# the configuration that its wazuh-execd has loaded, all within a few seconds; who does not answer by then is left out.
# Standard output, a line each: "agents [...]" (pages of wazuh-db's answer), then "config ID {...}" (an agent's answer).
# Arguments, which only tests give: the home of Wazuh, the seconds.
# Exit codes: 0 done; any other: wazuh-db could not be asked, the reason on standard error.
use strict;
use warnings;
use IO::Select;
use Socket;

my $home = $ARGV[0] // '/var/ossec';
my $seconds = $ARGV[1] // 3;    # for all agents together
my $at_once = 32;   # wazuh-remoted takes 1024 requests at a time by default
my $page = 250;     # an answer of wazuh-db ends at 64 KB

$SIG{PIPE} = 'IGNORE';
# Nobody waits longer; a daemon that hangs must not leave this process behind.
my $limit = $seconds + 5;
$SIG{ALRM} = sub { die "wazuh-db and the agents did not answer within $limit s\n" };
alarm $limit;

sub connect_to {
    my ($path) = @_;
    socket my $s, AF_UNIX, SOCK_STREAM, 0 or die "socket: $!\n";
    connect $s, sockaddr_un($path) or die "$path: $!\n";
    return $s;
}

# Both sockets: four bytes of length, little-endian, then the text.
sub send_text {
    my ($s, $text) = @_;
    return syswrite $s, pack('V', length $text) . $text;
}

sub read_bytes {
    my ($s, $wanted) = @_;
    my $text = '';
    while (length $text < $wanted) {
        sysread $s, $text, $wanted - length $text, length $text or return;
    }
    return $text;
}

sub read_answer {
    my ($s) = @_;
    my $head = read_bytes($s, 4) // return;
    return read_bytes($s, unpack 'V', $head);
}

my @ask;
my $db = connect_to("$home/queue/db/wdb");
for (my $last = 0;;) {
    send_text($db, "global sql SELECT id, name, os_platform, version, connection_status FROM agent WHERE id > $last ORDER BY id LIMIT $page");
    my $answer = read_answer($db) // die "wazuh-db hangs up\n";
    $answer =~ /^ok (\[.*\])$/s or die 'wazuh-db: ' . substr($answer, 0, 200) . "\n";
    my $rows = $1;
    print "agents $rows\n";
    my $count = 0;
    while ($rows =~ /\{([^{}]*)\}/g) {
        my $row = $1;
        ($last) = $row =~ /"id":(\d+)/ or die "wazuh-db: a row without id\n";
        $count++;
        push @ask, $last
            if $row =~ /"connection_status":"active"/ and $row !~ /"os_platform":"windows"/;
    }
    last if $count < $page;
}

my $end = time + $seconds;
my $waiting = IO::Select->new;
my %id;
while ((@ask or $waiting->count) and time < $end) {
    while (@ask and $waiting->count < $at_once) {
        my $id = sprintf '%03d', shift @ask;
        # Without wazuh-remoted no agent can be asked; the list holds all the same.
        my $s = eval { connect_to("$home/queue/sockets/remote") } // do { @ask = (); last };
        send_text($s, "$id com getconfig active-response") // next;
        $id{$s} = $id;
        $waiting->add($s);
    }
    for my $s ($waiting->can_read(1)) {
        my $answer = read_answer($s);
        # execd puts a second blank there: os_execd/wcom.c:317, v4.14.7.
        print "config $id{$s} $1\n" if defined $answer and $answer =~ /^ok +(\{.*\})\s*$/s;
        $waiting->remove($s);
    }
}
