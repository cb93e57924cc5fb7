# What the lab's stand-ins of daemons have in common; for `require`.
use strict;
use warnings;
use POSIX ();

# say_log NAME HOME LEVEL TEXT: a line of ossec.log, as the real daemons write it.
sub say_log {
    my ($name, $home, $level, $text) = @_;
    open my $log, '>>', "$home/logs/ossec.log" or return;
    print $log POSIX::strftime('%Y/%m/%d %H:%M:%S', localtime), " $name: $level: $text\n";
}

# become_daemon NAME HOME ABOUT: goes on in the background, with a pid file, and says in ossec.log that it started. At TERM and
# INT it says so, takes the pid file away and ends, as the real daemons do.
sub become_daemon {
    my ($name, $home, $about) = @_;
    my $child = fork // die "fork: $!\n";
    exit 0 if $child;
    POSIX::setsid();
    my $file = "$home/var/run/$name-$$.pid";
    $SIG{HUP} = $SIG{PIPE} = 'IGNORE';
    $SIG{$_} = sub {
        my ($signal) = @_;
        my $which = $signal eq 'TERM' ? '(15)-(Terminated)' : '(2)-(Interrupt)';
        say_log($name, $home, 'INFO', "(1225): SIGNAL [$which] Received. Exit Cleaning...");
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
    say_log($name, $home, 'INFO', "Started (pid: $$); a stand-in of the lab that $about.");
}

1;
