# What the lab's stand-ins of daemons have in common; for `require`.
use strict;
use warnings;
use POSIX ();

# become_daemon NAME HOME ABOUT: goes on in the background, with a pid file, and says in ossec.log that it started. At TERM and
# INT it says so, takes the pid file away and ends, as the real daemons do.
sub become_daemon {
    my ($name, $home, $about) = @_;
    my $child = fork // die "fork: $!\n";
    exit 0 if $child;
    POSIX::setsid();
    my $file = "$home/var/run/$name-$$.pid";
    my $say = sub {
        my ($text) = @_;
        open my $log, '>>', "$home/logs/ossec.log" or return;
        print $log POSIX::strftime('%Y/%m/%d %H:%M:%S', localtime), " $name: INFO: $text\n";
    };
    $SIG{HUP} = 'IGNORE';
    $SIG{$_} = sub {
        my ($signal) = @_;
        $say->(sprintf '(1225): SIGNAL [(%d)-(%s)] Received. Exit Cleaning...', $signal eq 'TERM' ? (15, 'Terminated') : (2, 'Interrupt'));
        unlink $file;
        POSIX::_exit(0);
    } for qw(TERM INT);
    open STDIN, '<', '/dev/null';
    open STDOUT, '>', '/dev/null';
    open STDERR, '>', '/dev/null';
    $0 = "$name (stand-in)";
    open my $pid, '>', $file or POSIX::_exit(1);
    print $pid "$$\n";
    close $pid;
    $say->("Started (pid: $$); a stand-in of the lab that $about.");
}

1;
