#!/usr/bin/perl
# A stand-in of systemctl and of the manager behind it, for hosts of the lab, which have no systemd: start, stop, restart, reload,
# enable, disable, is-active of services and timers. What it repeats of systemd 252, by its manual pages systemd.unit(5) and
# systemd.service(5), and seen with a real manager (`systemd --user`) that was given the same units:
#   WantedBy=              enable links the unit below WANTING.wants; a start or a restart of WANTING then starts it, unless it is active
#   After=                 what is started together is started in that order, and stopped in the reverse
#   PartOf=                a stop of the unit that is named stops this one, a restart restarts it, where it is active; nothing else
#   ReloadPropagatedFrom=  a reload of the unit that is named reloads this one, where it is active
#   Type=oneshot           is inactive again once its command has ended, unless RemainAfterExit=yes: then it stays active
#   X.timer                is active from its start to its stop, systemd.timer(5); its elapse is not played: start X.service in its place
#   ConditionPathExists=   a start is passed over where the path is missing, and is no failure
use strict;
use warnings;
use POSIX ();

my $state = '/run/lab-systemd';
my @folders = ('/etc/systemd/system', '/lib/systemd/system');
mkdir $state;
my ($verb, @names) = grep { !/^-/ } @ARGV;
my $now = grep { $_ eq '--now' } @ARGV;
$verb // die "systemctl (stand-in of the lab): no verb\n";
s/^[^.]+$/$&.service/ for @names;

# Lists of words by key, sections put together; undef where there is no such unit.
sub unit {
    my ($file) = grep { -f } map { "$_/$_[0]" } @folders;
    open my $text, '<', $file // return undef or return undef;
    my %of;
    while (my $line = <$text>) { push @{$of{$1}}, $2 if $line =~ /^(\w+)=(.*?)\s*$/ }
    return \%of;
}
sub words { my ($unit, $key) = @_; map { split ' ' } @{$unit->{$key} // []} }
sub names { my %seen; grep { !$seen{$_}++ } map { m{/([^/]+)$} } map { glob "$_/*.service $_/*.timer" } @folders }
sub is_active {
    open my $file, '<', "$state/$_[0]" or return 0;
    my $pid = <$file> // '';
    chomp $pid;
    return $pid eq '' || runs($pid);
}
# A host whose process 1 reaps nobody keeps the number of a process that has ended.
sub runs { open my $file, '<', "/proc/$_[0]/stat" or return 0; (<$file> // '') !~ /\) [ZX] / }
sub mark {
    open my $file, '>', "$state/$_[0]" or die "$state: $!\n";
    print $file $_[1];
    return 1;
}
sub note { open my $file, '>>', "$state/journal"; print $file "$_[0]\n" }
sub run { my $line = shift; note($line); system('/bin/sh', '-c', "exec $line </dev/null >>$state/journal 2>&1") == 0 }

sub start_one {
    my ($name) = @_;
    my $unit = unit($name) // die "Failed to start $name: Unit $name not found.\n";
    return 1 if is_active($name);
    return 1 if grep { !-e } words($unit, 'ConditionPathExists');
    return mark($name, '') if $name =~ /\.timer$/;
    my ($command) = @{$unit->{ExecStart} // []};
    if (((words($unit, 'Type'))[0] // 'simple') eq 'oneshot') {
        run($command) or return 0;
        mark($name, '') if ((words($unit, 'RemainAfterExit'))[0] // 'no') eq 'yes';
        return 1;
    }
    note($command);
    my $pid = fork // die "fork: $!\n";
    if (!$pid) {
        POSIX::setsid();
        open STDIN, '<', '/dev/null';
        open STDOUT, '>>', "$state/journal";
        open STDERR, '>&', \*STDOUT;
        exec '/bin/sh', '-c', "exec $command" or POSIX::_exit(127);
    }
    mark($name, $pid);
}

sub stop_one {
    my ($name) = @_;
    is_active($name) or return 1;
    my ($command) = @{unit($name)->{ExecStop} // []};
    run($command) if $command;
    open my $file, '<', "$state/$name";
    my $pid = <$file> // '';
    unlink "$state/$name";
    # The whole control group is ended; here a session stands for it.
    if ($pid ne '') {
        kill TERM => -$pid;
        for (1 .. 500) { last unless runs($pid); select undef, undef, undef, 0.01 }
        kill KILL => -$pid;
    }
    return 1;
}

# Who goes along, itself first: those come after it, by After=.
sub wanted { my ($name) = @_; ($name, grep { -e "/etc/systemd/system/$name.wants/$_" } names()) }
sub part_of { my ($key, $name) = @_; grep { my $unit = unit($_); $unit && grep { $_ eq $name } words($unit, $key) } names() }

my $good = 1;
for my $name (@names) {
    my $unit = unit($name) // die "Failed to $verb $name: Unit $name not found.\n";
    if ($verb eq 'enable' || $verb eq 'disable') {
        for my $by (words($unit, 'WantedBy')) {
            my $folder = "/etc/systemd/system/$by.wants";
            mkdir $folder if $verb eq 'enable';
            unlink "$folder/$name";
            symlink "/etc/systemd/system/$name", "$folder/$name" if $verb eq 'enable';
        }
        if ($now) { $verb eq 'enable' ? (start_one($name) or $good = 0) : stop_one($name) }
    }
    elsif ($verb eq 'is-active') { $good = 0 unless is_active($name); print is_active($name) ? "active\n" : "inactive\n" unless grep { $_ eq '-q' } @ARGV }
    elsif ($verb eq 'start') { start_one($_) or $good &= $_ ne $name for wanted($name) }
    elsif ($verb eq 'stop') { stop_one($_) for (grep { is_active($_) } part_of('PartOf', $name)), $name }
    elsif ($verb eq 'restart') {
        my @with = grep { is_active($_) } part_of('PartOf', $name);
        stop_one($_) for @with, $name;
        my %seen;
        start_one($_) or $good &= $_ ne $name for grep { !$seen{$_}++ } wanted($name), @with;
    }
    elsif ($verb eq 'reload') {
        is_active($name) or die "Failed to reload $name: Job type reload is not applicable for unit $name.\n";
        for my $each ($name, grep { is_active($_) } part_of('ReloadPropagatedFrom', $name)) {
            my ($command) = @{unit($each)->{ExecReload} // []};
            run($command) or $good &= $each ne $name if $command;
        }
    }
    else { die "systemctl (stand-in of the lab): $verb is not known\n" }
}
exit($good ? 0 : $verb eq 'is-active' ? 3 : 1);
